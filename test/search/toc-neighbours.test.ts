import { expect, test } from 'vitest'
import type { TocEntry } from '../../src/core/model/guide.ts'
import { findTocNeighbours } from '../../src/search/related/toc-neighbours.ts'

const makeEntry = (page: string | undefined, title = page ?? '', children: TocEntry[] = []): TocEntry => ({
  page,
  title,
  children,
})
const TOC = [
  makeEntry('welcome.html'),
  makeEntry('buckets.html', 'Buckets', [
    makeEntry('naming.html'),
    makeEntry('quotas.html', 'Quotas', [makeEntry('raise.html')]),
  ]),
  makeEntry(undefined, 'Appendix', [makeEntry('history.html'), makeEntry('welcome.html')]),
]

test('a page knows its chapter, siblings, children and the pages before and after it', () => {
  expect(findTocNeighbours(TOC, 'quotas.html')).toEqual({
    parent: 'buckets.html',
    chapter: 'Buckets',
    siblings: ['naming.html'],
    children: ['raise.html'],
    previous: 'naming.html',
    next: 'raise.html',
  })
})

test('reading order crosses chapters, and a chapter without a page of its own is passed over', () => {
  expect(findTocNeighbours(TOC, 'raise.html')).toMatchObject({ previous: 'quotas.html', next: 'history.html' })
  expect(findTocNeighbours(TOC, 'history.html')).toMatchObject({ parent: undefined, chapter: 'Appendix' })
})

test('a page that stands twice counts where it stands first', () => {
  expect(findTocNeighbours(TOC, 'welcome.html')).toMatchObject({
    previous: undefined,
    next: 'buckets.html',
    chapter: undefined,
  })
})

test('a page outside the table of contents has no neighbours', () => {
  expect(findTocNeighbours(TOC, 'elsewhere.html')).toBeUndefined()
})
