// A guide's feed (RSS 2.0): which pages the writers call new or changed, and when.

import { childrenNamed, childText, localName, xmlRoot } from './xml.ts'

export interface FeedItem {
  /** Address as written; may carry an anchor. */
  readonly link: string
  readonly title: string
  /** ISO 8601; undefined when the feed gives none or it cannot be read. */
  readonly published: string | undefined
}

/** Items in the feed's order; none when the text is not such a feed. */
export function parseFeed(xml: string): FeedItem[] {
  const root = xmlRoot(xml)
  if (!root || localName(root) !== 'rss') return []
  return childrenNamed(root, 'channel').flatMap((channel) =>
    childrenNamed(channel, 'item').flatMap((item) => {
      const link = childText(item, 'link')
      if (!link) return []
      return [{ link, title: childText(item, 'title') ?? '', published: isoDate(childText(item, 'pubDate')) }]
    }),
  )
}

function isoDate(written: string | undefined): string | undefined {
  const time = written === undefined ? Number.NaN : Date.parse(written)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
