// Doclists that were learnt after a harvest, and what was written since, together say what the full-text index says.

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decodeDoclist, encodeDoclist } from '../../../src/store/fulltext/doclist-codec.ts'
import { learnCommonTerms } from '../../../src/store/fulltext/learned-terms.ts'
import { countLivePassages, getPassageIdAt } from '../../../src/store/fulltext/passage-map.ts'
import { openPostings } from '../../../src/store/fulltext/postings.ts'
import { readDoclist } from '../../../src/store/fulltext/read-doclist.ts'
import type { GuideRow } from '../../../src/store/guides/guide-rows.ts'
import { type IndexFile, openIndexForReading } from '../../../src/store/index/open-index.ts'
import { findPage } from '../../../src/store/pages/page-rows.ts'
import { markGone, writePage } from '../../../src/store/pages/page-writer.ts'
import { DRIVERS, openNewIndex } from '../drivers.ts'
import { ensureLampGuide, makePage, makePageWrite, START } from '../made-page.ts'

test('a doclist comes out of its bytes as it went in', () => {
  const postings = fc.array(fc.tuple(fc.integer({ min: 1, max: 2 ** 24 }), fc.integer({ min: 0, max: 15 })), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(postings, (gaps) => {
      let ordinal = -1
      const ordinals = Uint32Array.from(gaps, ([gap]) => {
        ordinal += gap
        return ordinal
      })
      const list = { ordinals, marks: Uint8Array.from(gaps, ([, mark]) => mark) }
      expect(decodeDoclist(encodeDoclist(list), gaps.length)).toEqual(list)
    }),
  )
})

test('bytes that end too soon give what they hold', () => {
  const list = { ordinals: Uint32Array.of(3, 900, 901), marks: Uint8Array.of(1, 2, 3) }
  const cut = decodeDoclist(encodeDoclist(list).slice(0, 1), 3)
  expect([...cut.ordinals]).toEqual([3])
})

describe.each(DRIVERS)('postings with $name', (driver) => {
  let index: IndexFile
  // What this connection has not written itself it notices.
  let reader: IndexFile
  let guide: GuideRow
  beforeEach(async () => {
    index = await openNewIndex(driver)
    guide = ensureLampGuide(index.db)
    reader = await openIndexForReading(index.file, driver)
  })
  afterEach(() => {
    reader.close()
    index.close()
  })

  const WORDS = ['bulb', 'socket', 'glass', 'wire', 'smoke']
  const text = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
  const write = (name: string, words: string) =>
    writePage(index.db, makePageWrite(guide, name, makePage(words.split(' ')[0] ?? '', words)))
  // By passage id, which is the same however passages are numbered.
  const listed = (term: string) => {
    const { map, get } = openPostings(reader.db)
    const { ordinals, marks } = get(term)
    return [...ordinals].map((ordinal, at) => [getPassageIdAt(map, ordinal), marks[at]]).sort(compareByFirst)
  }
  const indexed = (term: string) => {
    const { ids, marks } = readDoclist(index.db, term)
    return ids.map((id, at) => [id, marks[at]]).sort(compareByFirst)
  }

  test('are those of the full-text index, whatever was written or removed since they were learnt', () => {
    const change = fc.tuple(fc.constantFrom('write', 'retire'), fc.integer({ min: 0, max: 30 }), text)
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 20 }),
        fc.array(change, { maxLength: 25 }),
        (pages, changes) => {
          for (const [at, words] of pages.entries()) write(`p${at}`, words)
          learnCommonTerms(index.db)
          for (const [kind, at, words] of changes) {
            const page = findPage(index.db, `/lamp/latest/dg/p${at}.html`)
            if (kind === 'write') write(`p${at}`, words)
            else if (page) markGone(index.db, page, START)
          }
          for (const term of ['bulb', 'socket', 'glass', 'wire', 'smoke']) expect(listed(term)).toEqual(indexed(term))
          const [passages] = index.db.prepare('SELECT count(*) FROM passage').firstColumn<number>()
          expect(countLivePassages(openPostings(reader.db).map)).toBe(passages)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('ascend, so that a page can be looked up in them', () => {
    for (let at = 0; at < 20; at++) write(`p${at}`, 'bulb socket')
    learnCommonTerms(index.db)
    for (const at of [3, 11]) write(`p${at}`, 'bulb and glass')
    const { ordinals } = openPostings(reader.db).get('bulb')
    expect(ordinals).toHaveLength(20)
    expect([...ordinals]).toEqual([...ordinals].toSorted((a, b) => a - b))
  })

  test('count a term twice that is said twice, and note the title', () => {
    write('p0', 'bulb bulb socket')
    expect(listed('bulb').map(([, mark]) => mark)).toEqual([2 | 8])
    expect(listed('socket').map(([, mark]) => mark)).toEqual([1])
  })
})

function compareByFirst(a: readonly (number | undefined)[], b: readonly (number | undefined)[]): number {
  return (a[0] ?? 0) - (b[0] ?? 0)
}
