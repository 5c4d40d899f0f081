// The counter of a server: never in the way of a search, and it loses nothing while another process holds the file.

import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createWantedCounter } from '../../../src/app/wanted/count-wanted.ts'
import type { Coverage, GuideLack } from '../../../src/core/model/coverage.ts'
import { loadDriver } from '../../../src/store/sqlite/load-driver.ts'
import { addWanted, readWanted } from '../../../src/store/wanted/wanted-file.ts'
import { makeTemporaryFolder } from '../../bundle/synthetic-index.ts'

const NOW = Date.UTC(2026, 0, 31)

function setUp() {
  const file = join(makeTemporaryFolder(), 'index.wanted.sqlite')
  const time = { now: NOW }
  const counter = createWantedCounter(file, { now: () => time.now, sleep: async () => {} })
  const counted = async () => {
    const read = await readWanted(file, time.now)
    return read.kind === 'counts'
      ? Object.fromEntries(read.guides.map((one) => [one.catalogId, one.searches]))
      : read.kind
  }
  return { file, time, counter, counted }
}

function makeCoverage(grade: Coverage['grade'], ...lacks: readonly Partial<GuideLack>[]): Coverage {
  const lack = {
    title: '',
    locale: 'en_us',
    state: 'not-indexed',
    completeness: undefined,
    checkedAt: undefined,
  } as const
  return {
    grade,
    confidence: 0,
    unknownWords: [],
    lacks: lacks.map((one) => ({ ...lack, catalogId: undefined, ...one })),
  }
}

test('guides that are not there or in part count; old ones, products without a guide and answered questions do not', async () => {
  const { counter, counted, file } = setUp()
  counter.count(makeCoverage('answered', { catalogId: 'a' }))
  counter.count(makeCoverage('missing', {}, { catalogId: 'old', state: 'stale' }))
  await counter.close()
  expect(existsSync(file)).toBe(false)
  counter.count(makeCoverage('weak', { catalogId: 'a' }, { catalogId: 'b', state: 'partial' }))
  counter.count(makeCoverage('missing', { catalogId: 'a' }))
  await counter.close()
  expect(await counted()).toEqual({ a: 2, b: 1 })
})

test('what is asked while the file is locked or cannot be made is written later', async () => {
  const { counter, counted, file } = setUp()
  await addWanted(file, [{ catalogId: 'a', locale: 'en_us', searches: 1 }], { now: NOW, waitMs: 100 })
  const other = (await loadDriver()).open(file, { readOnly: false, busyTimeoutMs: 100 })
  other.exec('BEGIN IMMEDIATE')
  for (let n = 0; n < 5; n++) counter.count(makeCoverage('missing', { catalogId: 'a' }, { catalogId: 'b' }))
  await expect.poll(async () => counted()).toEqual({ a: 1 })
  other.exec('ROLLBACK')
  other.close()
  await counter.close()
  expect(await counted()).toEqual({ a: 6, b: 5 })

  rmSync(file)
  mkdirSync(file)
  counter.count(makeCoverage('missing', { catalogId: 'c' }))
  await counter.close()
  rmSync(file, { recursive: true })
  await counter.close()
  expect(await counted()).toEqual({ c: 1 })
})

test('what is typed letter by letter is one question, and asked again after a while another', async () => {
  const { counter, counted, time } = setUp()
  for (let n = 0; n < 20; n++) {
    counter.countTyped(makeCoverage('missing', { catalogId: 'a' }, ...(n > 10 ? [{ catalogId: 'b' }] : [])))
    time.now += 4000
  }
  time.now += 10_000
  counter.countTyped(makeCoverage('missing', { catalogId: 'a' }))
  await counter.close()
  expect(await counted()).toEqual({ a: 2, b: 1 })
})
