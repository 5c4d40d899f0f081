import { expect, test } from 'vitest'
import { LABEL_MARK } from '../../src/core/text/labels.ts'
import { readAskedLabels } from '../../src/search/candidates/asked-labels.ts'
import { readQueryLists } from '../../src/search/candidates/query-lists.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import { learnCommonTerms, listCommonTerms } from '../../src/store/fulltext/learned-terms.ts'
import { openPostings } from '../../src/store/fulltext/postings.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { makeTemporaryFile } from '../store/drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from '../store/made-page.ts'

async function openLamps(): Promise<SqlDatabase> {
  const { db } = await openIndexForWriting(makeTemporaryFile())
  const filler = 'The lamp stands on a table and gives light to who reads. '.repeat(12)
  const pages = {
    settings: makePage(
      'Settings',
      `${filler}\n\n- **Oil** – What burns.\n- **Burning time** – One hour at most.\n\n${filler}`,
    ),
    oil: makePage('Oil', 'A lamp burns oil. The burning of oil takes time, burning time and time again: burning time.'),
    table: makePage('Sizes', '| Setting | Value |\n| --- | --- |\n| Maximum wick length | 3 cm |', {
      Shade: 'Of glass.',
    }),
  }
  for (const [name, page] of Object.entries(pages)) writePage(db, makePageWrite(ensureLampGuide(db), name, page))
  return db
}

function listAsked(db: SqlDatabase, text: string, naming: readonly string[] = []) {
  const query = parseQuery(text)
  const postings = openPostings(db)
  const { weights } = readQueryLists(query, postings)
  return readAskedLabels(query, weights, new Set(naming), postings)
    .map(({ ordinals, share }) => ({ passages: ordinals.length, share: Number(share.toFixed(2)) }))
    .sort((a, b) => b.share - a.share)
}

test('labels are read in items, rows and headings, whole', async () => {
  const db = await openLamps()
  expect(listAsked(db, 'lamp burning time', ['lamp'])[0]).toEqual({ passages: 1, share: 1 })
  expect(listAsked(db, 'wick length limit')[0]).toEqual({ passages: 1, share: 1 })
  expect(listAsked(db, 'lamp length', ['lamp'])).toEqual([{ passages: 1, share: 0.6 }])
  expect(listAsked(db, 'shade')).toEqual([{ passages: 1, share: 1 }])
  expect(listAsked(db, 'wick')).toEqual([])
  const [part] = listAsked(db, 'burning time of a lamp in the kitchen')
  expect(part?.share).toBeGreaterThan(0.2)
  expect(part?.share).toBeLessThan(1)
})

test('a paste asks for no label', async () => {
  const paste = 'An error occurred (LampException) when calling the Burn operation: Burning time'
  expect(parseQuery(paste).isPasted).toBe(true)
  expect(listAsked(await openLamps(), paste)).toEqual([])
})

test('a label is no common word, however many pages have it', async () => {
  const db = await openLamps()
  for (const name of ['one', 'two', 'three', 'four'])
    writePage(db, makePageWrite(ensureLampGuide(db), name, makePage(`Lamp ${name}`, '- **Oil** – What burns.')))
  learnCommonTerms(db)
  expect(listAsked(db, 'oil')).toEqual([{ passages: 5, share: 1 }])
  const common = listCommonTerms(db).map(({ term }) => term)
  expect(common).toContain('oil')
  expect(common.filter((term) => term.startsWith(LABEL_MARK))).toEqual([])
})

test('a page is ranked by the label that it has', async () => {
  const { hits } = searchPassages(await openLamps(), { text: 'burning time', limit: 3 })
  const labelOf = (title: string) => hits.find((hit) => hit.title === title)?.features.label
  expect([labelOf('Settings'), labelOf('Oil')]).toEqual([1, 0])
  const { label } = hits[0]?.weights ?? { label: 0 }
  expect(label).toBeGreaterThan(0)
})
