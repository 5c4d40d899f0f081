import { describe, expect, test } from 'vitest'
import type { TocEntry } from '../../src/core/model/guide.ts'
import { type ContentsRequest, getContentsPart } from '../../src/read/guide-contents.ts'

const TOC: TocEntry[] = [
  makeEntry('Welcome', 'welcome.html'),
  makeEntry('Using', 'using.html', [
    makeEntry('Dimming', 'dimming.html', [makeEntry('Errors', 'errors.html')]),
    // A heading of the contents that is no page.
    makeEntry('More', undefined, [makeEntry('Colours', 'colours.html'), makeEntry('Fades', 'fades.html')]),
  ]),
  makeEntry('リファレンス', 'reference.html', [makeEntry('ＡＰＩ の一覧', 'api.html')]),
]

describe('the contents of a guide', () => {
  test('come in as many levels as fit', () => {
    expect(listPages({ limit: 3 })).toEqual(['welcome.html', 'using.html 4', 'reference.html 1'])
    expect(listPages({ limit: 8 })).toEqual([
      'welcome.html',
      'using.html 4',
      ' dimming.html 1',
      ' (More) 2',
      '  colours.html',
      '  fades.html',
      'reference.html 1',
      ' api.html',
    ])
    expect(listPages({ limit: 9 })).toHaveLength(9)
  })

  test('below a page are those of its chapter, with the way there; a page with nothing below it stands for its chapter', () => {
    const below = getContentsPart(TOC, { page: 'using.html', startIndex: 0, limit: 4 })
    expect(below.trail).toEqual(['Using'])
    expect(below.rows.map(({ title }) => title)).toEqual(['Dimming', 'More', 'Colours', 'Fades'])
    const beside = getContentsPart(TOC, { page: 'colours.html', startIndex: 0, limit: 60 })
    expect(beside.trail).toEqual(['Using', 'More'])
    expect(beside.rows.map(({ page }) => page)).toEqual(['colours.html', 'fades.html'])
    expect(listPages({ page: 'welcome.html', limit: 3 })).toEqual(listPages({ limit: 3 }))
  })

  test('of a page that is not in them are refused with what to ask for', () => {
    expect(() => getContentsPart(TOC, { page: 'absent.html', startIndex: 0, limit: 9 })).toThrow(
      '"absent.html" is not in the contents of its guide.',
    )
  })

  test('are searched at any depth, without regard to case and width, by title and page', () => {
    expect(listPages({ words: ['api'] })).toEqual(['api.html'])
    expect(listPages({ words: ['DIM', 'html'] })).toEqual(['dimming.html 1'])
    expect(listPages({ words: ['dimming', 'zebra'] })).toEqual([])
  })

  test.each([1, 2, 5, 7, 60])(
    'in parts of %i are whole and in order, each entry once, whatever their shape',
    (limit) => {
      for (let shape = 1; shape <= 40; shape++) {
        const toc = growTree(shape)
        const whole = getContentsPart(toc, { startIndex: 0, limit: Number.MAX_SAFE_INTEGER })
        const seen: string[] = []
        walk(toc, limit, seen)
        expect(seen.sort()).toEqual(whole.rows.map(({ title }) => title).sort())
      }
    },
  )
})

/** What a reader sees who follows every part and every page with something below it that was not shown. */
function walk(toc: readonly TocEntry[], limit: number, seen: string[], page?: string): void {
  const shown: string[] = []
  const closed: string[] = []
  for (let start: number | undefined = 0; start !== undefined; ) {
    const part = getContentsPart(toc, { page, startIndex: start, limit })
    expect(part.rows.length).toBeLessThanOrEqual(limit)
    shown.push(...part.rows.map(({ title }) => title))
    closed.push(...part.rows.flatMap((row) => (row.page !== undefined && row.pagesBelow > 0 ? [row.page] : [])))
    start = part.nextIndex
  }
  seen.push(...shown)
  for (const one of closed) {
    const [first] = getContentsPart(toc, { page: one, startIndex: 0, limit: 1 }).rows
    if (first && !shown.includes(first.title)) walk(toc, limit, seen, one)
  }
}

/** A tree that a number decides. */
function growTree(seed: number): TocEntry[] {
  let state = seed
  const next = (below: number) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
  let named = 0
  const level = (depth: number): TocEntry[] =>
    Array.from({ length: 1 + next(5) }, () => {
      const title = `Page ${named++}`
      const children = depth > 3 || next(2) === 0 ? [] : level(depth + 1)
      return makeEntry(title, children.length > 0 && next(4) === 0 ? undefined : `${title}.html`, children)
    })
  return level(1)
}

function listPages(request: Partial<ContentsRequest>): string[] {
  return getContentsPart(TOC, { startIndex: 0, limit: 60, ...request }).rows.map(
    ({ title, page, level, pagesBelow }) =>
      `${' '.repeat(level - 1)}${page ?? `(${title})`}${pagesBelow > 0 ? ` ${pagesBelow}` : ''}`,
  )
}

function makeEntry(title: string, page: string | undefined, children: readonly TocEntry[] = []): TocEntry {
  return { title, page, children }
}
