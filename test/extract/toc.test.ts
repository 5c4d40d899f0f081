import { afterAll, describe, expect, it } from 'vitest'
import { DocsError } from '../../src/core/model/errors.ts'
import type { TocEntry } from '../../src/core/model/guide.ts'
import { flattenToc, graftToc, parseToc } from '../../src/extract/sidecar/toc.ts'
import { countWork, endCounting } from './counted-work.ts'

afterAll(endCounting)

const BASE = '/mill/latest/dg/'
const toc = JSON.stringify({
  contents: [
    { title: 'What is a  mill?', href: 'welcome.html' },
    {
      title: 'Belts',
      href: 'https://docs.aws.amazon.com/mill/latest/dg/belts.html#top',
      include_contents: 'toc-Belts.json',
      contents: [{ title: 'Leather', href: './leather.html', extra: true }],
    },
    {
      title: 'Elsewhere',
      href: 'https://docs.aws.amazon.com/barn/latest/ug/hay.html',
      contents: [
        { title: 'Again', href: 'welcome.html' },
        { title: 'Last', href: 'a;b.html' },
      ],
    },
    { title: 'A label without page' },
  ],
})
const belts = JSON.stringify({
  contents: [
    {
      title: 'Belts',
      href: 'belts.html',
      contents: [
        { title: 'Leather', href: 'leather.html' },
        { title: 'Rubber', href: 'rubber.html' },
      ],
    },
  ],
})

describe('parseToc', () => {
  it('reads nested entries; what leads out of the guide has no page', () => {
    const { entries, includes } = parseToc(toc, BASE)
    expect(includes).toEqual(['toc-Belts.json'])
    expect(entries[0]).toEqual({ title: 'What is a mill?', page: 'welcome.html', children: [] })
    expect(entries[1]?.page).toBe('belts.html')
    expect(entries[2]).toMatchObject({ page: undefined, children: [{ page: 'welcome.html' }, { page: 'a;b.html' }] })
  })

  it.each([['<!DOCTYPE html>'], ['[]'], ['{"contents":{}}'], ['null'], ['{"contents":null}'], ['']])(
    'refuses %j with what to do',
    (text) => {
      const read = () => parseToc(text, BASE)
      expect(read).toThrow(DocsError)
      expect(read).toThrow(/table of contents of \/mill\/latest\/dg\//)
    },
  )
})

describe('odd values in a table of contents', () => {
  const good = { title: 'Belts', href: 'belts.html' }
  const read = (...contents: unknown[]) => parseToc(JSON.stringify({ contents: [...contents, good] }), BASE)

  it.each<[string, unknown, number]>([
    ['null for a node', null, 1],
    ['a number for a node', 7, 1],
    ['a list for a node', [good], 1],
    ['an empty node', {}, 0],
    ['only a title that is none', { title: 1 }, 1],
    ['an href that is none', { href: { a: 1 } }, 1],
    ['null for everything', { title: null, href: null, include_contents: null, contents: null }, 4],
  ])('%s is dropped and counted, and the rest stays', (_, node, malformed) => {
    const toc = read(node)
    expect(toc).toEqual({ entries: [{ title: 'Belts', page: 'belts.html', children: [] }], includes: [], malformed })
  })

  it.each<[string, object]>([
    ['a title', { title: ['x'], href: 'a.html', contents: [good] }],
    ['children', { title: 'A', href: 'a.html', contents: 'none' }],
    ['one child', { title: 'A', href: 'a.html', contents: [null, good] }],
    ['a file to include', { title: 'A', href: 'a.html', include_contents: 5 }],
  ])('%s that is malformed costs itself alone', (_, node) => {
    const { entries, malformed } = read(node)
    expect([entries[0]?.page, entries.length, malformed]).toEqual(['a.html', 2, 1])
  })

  it('what is nested without end, or has no end, is cut and counted', () => {
    const deep = `{"contents":[${'{"title":"a","contents":['.repeat(3000)}${']}'.repeat(3000)}]}`
    expect(parseToc(deep, BASE).malformed).toBe(1)
    const { entries, malformed } = parseToc(JSON.stringify({ contents: Array(100_007).fill(good) }), BASE)
    expect([entries.length, malformed]).toEqual([100_000, 7])
  })
})

describe('flattenToc', () => {
  it('gives pages in reading order, each where it stands first, with the titles above', () => {
    expect(flattenToc(parseToc(toc, BASE).entries)).toEqual([
      { page: 'welcome.html', title: 'What is a mill?', parents: [] },
      { page: 'belts.html', title: 'Belts', parents: [] },
      { page: 'leather.html', title: 'Leather', parents: ['Belts'] },
      { page: 'a;b.html', title: 'Last', parents: ['Elsewhere'] },
    ])
  })
})

describe('graftToc', () => {
  it('puts an included file’s pages below the node that its root repeats', () => {
    const grafted = graftToc(parseToc(toc, BASE).entries, parseToc(belts, BASE).entries)
    expect(flattenToc(grafted).map(({ page }) => page)).toEqual([
      'welcome.html',
      'belts.html',
      'leather.html',
      'rubber.html',
      'a;b.html',
    ])
  })

  const many = (count: number, name: string, children: TocEntry[] = []) =>
    Array.from({ length: count }, (_, n) => ({ title: `${name}${n}`, page: `${name}${n}.html`, children }))

  it('takes work that grows with both, not with one times the other', () => {
    const [once, twice] = [500, 1000].map((n) => countWork(() => graftToc(many(n, 'a'), many(n, 'b'))))
    expect(twice).toBeLessThan(2.3 * (once ?? 0))
    expect(graftToc(many(50_000, 'a'), many(50_000, 'b'))).toHaveLength(100_000)
  })

  it('keeps all children of roots that are the same, and gives each node the root that is its page before its title', () => {
    const [a, b] = many(2, 'x')
    const child = (name: string) => ({ title: name, page: `${name}.html`, children: [] })
    const roots = [
      { title: '', page: 'x0.html', children: [child('one')] },
      { title: '', page: 'x0.html', children: [child('two')] },
      { title: 'x1', page: undefined, children: [child('three')] },
    ]
    expect(flattenToc(graftToc([a, b] as TocEntry[], roots)).map(({ page }) => page)).toEqual([
      ...['x0.html', 'one.html', 'two.html', 'x1.html', 'three.html'],
    ])
  })

  it('files that include each other without end make no tree that is deeper than one file may be', () => {
    const chain = (from: number, to: number): TocEntry => ({
      title: `${from}`,
      page: `${from}.html`,
      children: from < to ? [chain(from + 1, to)] : [],
    })
    let entries: TocEntry[] = [chain(0, 40)]
    for (let file = 1; file < 200; file++) entries = graftToc(entries, [chain(file * 40, file * 40 + 40)])
    expect(flattenToc(entries)).toHaveLength(200 * 40 + 1)
    expect(Math.max(...flattenToc(entries).map(({ parents }) => parents.length))).toBeLessThan(60)
  })

  it('adds what belongs nowhere at the end', () => {
    const grafted = graftToc([], parseToc(belts, BASE).entries)
    expect(flattenToc(grafted).map(({ page }) => page)).toEqual(['belts.html', 'leather.html', 'rubber.html'])
  })
})
