import { describe, expect, it } from 'vitest'
import { DocsError } from '../../src/core/errors.ts'
import { flattenToc, graftToc, parseToc } from '../../src/extract/toc.ts'

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

  it.each([['<!DOCTYPE html>'], ['[]'], ['{"contents":{}}'], ['{"contents":[{"title":1}]}'], ['']])(
    'refuses %j with what to do',
    (text) => {
      const read = () => parseToc(text, BASE)
      expect(read).toThrow(DocsError)
      expect(read).toThrow(/table of contents of \/mill\/latest\/dg\//)
    },
  )
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

  it('adds what belongs nowhere at the end', () => {
    const grafted = graftToc([], parseToc(belts, BASE).entries)
    expect(flattenToc(grafted).map(({ page }) => page)).toEqual(['belts.html', 'leather.html', 'rubber.html'])
  })
})
