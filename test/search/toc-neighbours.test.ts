import { expect, test } from 'vitest'
import type { TocEntry } from '../../src/core/model/guide.ts'
import { neighboursInToc } from '../../src/search/related/toc-neighbours.ts'

const entry = (page: string | undefined, title = page ?? '', children: TocEntry[] = []): TocEntry => ({
  page,
  title,
  children,
})
const TOC = [
  entry('welcome.html'),
  entry('buckets.html', 'Buckets', [entry('naming.html'), entry('quotas.html', 'Quotas', [entry('raise.html')])]),
  entry(undefined, 'Appendix', [entry('history.html'), entry('welcome.html')]),
]

test('a page knows its chapter, siblings, children and the pages before and after it', () => {
  expect(neighboursInToc(TOC, 'quotas.html')).toEqual({
    parent: 'buckets.html',
    chapter: 'Buckets',
    siblings: ['naming.html'],
    children: ['raise.html'],
    previous: 'naming.html',
    next: 'raise.html',
  })
})

test('reading order crosses chapters, and a chapter without a page of its own is passed over', () => {
  expect(neighboursInToc(TOC, 'raise.html')).toMatchObject({ previous: 'quotas.html', next: 'history.html' })
  expect(neighboursInToc(TOC, 'history.html')).toMatchObject({ parent: undefined, chapter: 'Appendix' })
})

test('a page that stands twice counts where it stands first', () => {
  expect(neighboursInToc(TOC, 'welcome.html')).toMatchObject({
    previous: undefined,
    next: 'buckets.html',
    chapter: undefined,
  })
})

test('a page outside the table of contents has no neighbours', () => {
  expect(neighboursInToc(TOC, 'elsewhere.html')).toBeUndefined()
})
