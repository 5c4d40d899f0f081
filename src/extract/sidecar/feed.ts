// A guide's feed (RSS 2.0): which pages the writers call new or changed, and when.

import { getLocalName, listChildrenNamed, parseXmlRoot, readChildText } from './xml.ts'

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
  const root = parseXmlRoot(xml)
  if (!root || getLocalName(root) !== 'rss') return { items: [], malformed: 0 }
  let malformed = 0
  const items = listChildrenNamed(root, 'channel').flatMap((channel) =>
    listChildrenNamed(channel, 'item').flatMap((item) => {
      const link = readChildText(item, 'link')
      const written = readChildText(item, 'pubDate')
      const published = toIsoDate(written)
      if (!link || (written !== undefined && published === undefined)) malformed += 1
      return link ? [{ link, title: readChildText(item, 'title') ?? '', published }] : []
    }),
  )
  return { items, malformed }
}

function toIsoDate(written: string | undefined): string | undefined {
  const time = written === undefined ? Number.NaN : Date.parse(written)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
