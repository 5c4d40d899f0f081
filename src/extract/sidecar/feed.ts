// A guide's feed (RSS 2.0): which pages the writers call new or changed, and when.

import { childrenNamed, childText, localName, xmlRoot } from './xml.ts'

export interface FeedItem {
  /** Address as written; may carry an anchor. */
  readonly link: string
  readonly title: string
  /** ISO 8601; undefined when the feed gives none or it cannot be read. */
  readonly published: string | undefined
}

export interface Feed {
  /** In the feed's order; none when the text is not such a feed. */
  readonly items: FeedItem[]
  /** Items without a link, and dates that cannot be read: left out. */
  readonly malformed: number
}

export function parseFeed(xml: string): Feed {
  const root = xmlRoot(xml)
  if (!root || localName(root) !== 'rss') return { items: [], malformed: 0 }
  let malformed = 0
  const items = childrenNamed(root, 'channel').flatMap((channel) =>
    childrenNamed(channel, 'item').flatMap((item) => {
      const link = childText(item, 'link')
      const written = childText(item, 'pubDate')
      const published = isoDate(written)
      if (!link || (written !== undefined && published === undefined)) malformed += 1
      return link ? [{ link, title: childText(item, 'title') ?? '', published }] : []
    }),
  )
  return { items, malformed }
}

function isoDate(written: string | undefined): string | undefined {
  const time = written === undefined ? Number.NaN : Date.parse(written)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
