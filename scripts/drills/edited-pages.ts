// Pages whose every edition can be told from the text: one word is another one all over the page, changed in one step.

import type { Replica } from './replica.ts'

export interface EditedPage {
  readonly path: string
  readonly url: string
  readonly title: string
  /** Finds the marks of an edition; the first group is its number. */
  readonly editions: RegExp
  edition: number
}

const MARK = 'edition'
const SITE = 'https://docs.aws.amazon.com'
/** Such a page fits into one answer of read_documentation, and the word stands at its beginning and its end. */
const MOST_CHARACTERS = 30_000
const FEWEST_MARKS = 8

/** `count` pages of those given, spread over them, in their first edition on the site. */
export async function choosePagesToEdit(
  replica: Replica,
  live: readonly { path: string; title: string; length: number }[],
  count: number,
): Promise<EditedPage[]> {
  const short = live.filter(
    ({ path, title, length }) =>
      length > 3000 && length < MOST_CHARACTERS && !path.startsWith('/ja_jp/') && !title.includes(' the '),
  )
  const step = Math.max(1, Math.floor(short.length / (count * 2)))
  const pages: EditedPage[] = []
  for (let at = 0; at < short.length && pages.length < count; at += step) {
    const candidate = short[at]
    if (!candidate) continue
    const { path, title } = candidate
    const html = await (await fetch(replica.origin + encodeURI(path))).text()
    if (html.split(' the ').length <= FEWEST_MARKS) continue
    await replica.change('edit', { path, find: ' the ', replace: ` the ${MARK}0 ` })
    pages.push({
      path,
      url: SITE + encodeURI(path),
      title,
      editions: new RegExp(`\\b${MARK}(\\d+)\\b`, 'g'),
      edition: 0,
    })
  }
  if (pages.length < count) throw new Error(`Only ${pages.length} pages lend themselves to the drill.`)
  return pages
}

/** Publishes the next edition of every page; gives how many there were. */
export async function publishNextEdition(replica: Replica, pages: readonly EditedPage[]): Promise<number> {
  for (const page of pages) {
    const { path, edition } = page
    page.edition += 1
    await replica.change('edit', { path, find: ` ${MARK}${edition} `, replace: ` ${MARK}${page.edition} ` })
  }
  return pages.length
}
