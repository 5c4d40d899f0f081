import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addWanted, DAYS_KEPT, MOST_ROWS, readWanted, removeWanted } from '../../../src/store/wanted/wanted-file.ts'
import { makeTemporaryFolder } from '../../bundle/synthetic-index.ts'

const DAY_MS = 24 * 3600_000
const NOW = Date.UTC(2026, 0, 31, 12)
const count = (catalogId: string, searches: number, locale: 'en_us' | 'ja_jp' = 'en_us') => ({
  catalogId,
  locale,
  searches,
})

test('counts of days, guides and languages add up, most wanted first', async () => {
  const file = join(makeTemporaryFolder(), 'new', 'index.wanted.sqlite')
  expect(await readWanted(file, NOW)).toEqual({ kind: 'none' })
  await addWanted(file, [count('a', 1), count('b', 5)], { now: NOW - DAY_MS, waitMs: 100 })
  await addWanted(file, [count('a', 7), count('a', 2, 'ja_jp')], { now: NOW, waitMs: 100 })
  expect(await readWanted(file, NOW)).toEqual({
    kind: 'counts',
    guides: [
      { ...count('a', 8), lastDay: '2026-01-31' },
      { ...count('b', 5), lastDay: '2026-01-30' },
      { ...count('a', 2, 'ja_jp'), lastDay: '2026-01-31' },
    ],
  })
  await removeWanted(file, [count('a', 0)])
  expect(await readWanted(file, NOW)).toMatchObject({ guides: [{ catalogId: 'b' }, { locale: 'ja_jp' }] })
})

test('what was needed long ago is forgotten, read or not', async () => {
  const file = join(makeTemporaryFolder(), 'w.sqlite')
  await addWanted(file, [count('old', 9)], { now: NOW, waitMs: 100 })
  const later = NOW + DAYS_KEPT * DAY_MS
  expect(await readWanted(file, later)).toEqual({ kind: 'none' })
  await addWanted(file, [count('new', 1)], { now: later, waitMs: 100 })
  expect(await readWanted(file, NOW)).toMatchObject({ guides: [{ catalogId: 'new' }] })
})

test('the file is bounded: the least wanted of the oldest day go first', async () => {
  const file = join(makeTemporaryFolder(), 'w.sqlite')
  const many = Array.from({ length: MOST_ROWS }, (_, n) => count(`g${n}`, n + 1))
  await addWanted(file, many, { now: NOW - DAY_MS, waitMs: 100 })
  await addWanted(file, [count('today', 1), count('too', 1)], { now: NOW, waitMs: 100 })
  const read = await readWanted(file, NOW)
  const ids = read.kind === 'counts' ? read.guides.map(({ catalogId }) => catalogId) : []
  expect(ids).toHaveLength(MOST_ROWS)
  expect(ids).toEqual(expect.arrayContaining(['today', 'too', 'g2']))
  expect(ids).not.toContain('g1')
})
