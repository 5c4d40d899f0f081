// The contents of one indexed guide, as list_guides gives them: pages relative to the guide's address, which would be
// most of the answer otherwise.

import type { GuideContents } from '../../app/index/guide-contents.ts'
import { formatDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { ContentsPart } from '../../read/guide-contents.ts'
import { toOneLine } from '../answer/page-text.ts'

/** More than the top of any guide, and still short beside a page. */
export const MOST_ROWS = 60

/** Rows of the structured answer. */
export function describeRows({ rows }: ContentsPart) {
  return rows.map(({ title, page, level, pagesBelow }) => ({
    title,
    ...(page !== undefined && { page }),
    level,
    pages_below: pagesBelow,
  }))
}

/** The same with fewer rows, for answers within a budget. */
export function dropLastRow(contents: GuideContents): GuideContents | undefined {
  const { part, startIndex } = contents
  // Without a single row there would be no going on.
  if (part.rows.length <= 1) return undefined
  const rows = part.rows.slice(0, -1)
  return { ...contents, part: { ...part, rows, nextIndex: startIndex + rows.length } }
}

export function makeContentsHint({ part, others, startIndex }: GuideContents): string | undefined {
  const { rows, total, nextIndex } = part
  const end = `The contents end at entry ${total}.`
  const none =
    rows.length > 0
      ? ''
      : total > 0
        ? end
        : 'No entry of the contents holds all of these words. Use fewer, or search_documentation searches the text.'
  const place =
    rows.length === total || rows.length === 0
      ? ''
      : `Entries ${startIndex} to ${startIndex + rows.length} of ${total}.`
  const more = nextIndex === undefined ? '' : `Go on with start_index=${nextIndex}.`
  const languages = others.length > 0 ? `The guide is indexed in ${others.join(', ')} too.` : ''
  return [none, place, more, languages].filter(Boolean).join(' ') || undefined
}

export function formatContents({ guide, part }: GuideContents, hint: string | undefined): string {
  const { catalogId, locale, product, title } = guide
  const place = part.trail.length > 0 ? `, below ${toOneLine(part.trail.join(' > '))}` : ''
  const rows = part.rows.map(({ title: name, page, level, pagesBelow }) => {
    const below = pagesBelow > 0 ? ` (${pagesBelow} below)` : ''
    return `${'  '.repeat(level - 1)}- ${toOneLine(name)}${page === undefined ? '' : `: ${page}`}${below}`
  })
  return [
    `Contents of ${product}, ${title} (${catalogId}, ${locale})${place}\nPages of ` +
      `${formatDocUrl(toPath(guide.base, '', locale))}`,
    rows.join('\n'),
    hint ?? '',
  ]
    .filter(Boolean)
    .join('\n\n')
}
