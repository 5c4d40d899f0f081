import { expect, test } from 'vitest'
import { runEachSite } from '../../src/app/site/run-each-site.ts'
import type { CrawlReport } from '../../src/crawl/run/report.ts'

const HERE = [{ base: '/a/latest/dg/' }, { base: '/b/latest/dg/' }, { base: '/c/latest/dg/' }]
const THERE = [{ base: '/aws-cn/a/latest/dg/' }]

const report = (kind: CrawlReport['kind'], reason?: string): CrawlReport => ({
  kind,
  exitCode: kind === 'complete' ? 0 : kind === 'partial' ? 2 : 3,
  reason,
  guides: [],
  requests: 2,
  bytes: 3,
  durationMs: 5,
})

test('each site is run for by itself, with its share of the time: the last has what the others leave', async () => {
  const runs: unknown[] = []
  const answer = await runEachSite([...THERE, ...HERE], undefined, async (guides, partition, share) => {
    runs.push([partition, guides.length, share])
    return report('complete')
  })
  expect(runs).toEqual([
    ['aws', 3, 0.75],
    ['aws-cn', 1, 1],
  ])
  expect(answer).toEqual({ ...report('complete'), requests: 4, bytes: 6, durationMs: 10 })
})

test.each([
  ['aws', HERE],
  ['aws-cn', THERE],
  ['aws', []],
] as const)('guides of %s alone are one run with all of the time', async (partition, guides) => {
  const runs: unknown[] = []
  await runEachSite(guides, undefined, async (_, ...rest) => {
    runs.push(rest)
    return report('complete')
  })
  expect(runs).toEqual([[partition, 1]])
})

test.each([
  ['complete', 'complete', 'complete', 0],
  ['complete', 'refused', 'partial', 2],
  ['refused', 'complete', 'partial', 2],
  ['refused', 'refused', 'refused', 3],
  ['partial', 'complete', 'partial', 2],
  ['partial', 'refused', 'partial', 2],
] as const)('%s at one site and %s at the other is %s', async (first, second, kind, exitCode) => {
  const kinds = [first, second]
  const answer = await runEachSite([...HERE, ...THERE], undefined, async () => report(kinds.shift() ?? first, 'why'))
  expect(answer).toMatchObject({ kind, exitCode, reason: 'why' })
})

test('a run that is stopped begins no other', async () => {
  const controller = new AbortController()
  let runs = 0
  await runEachSite([...HERE, ...THERE], controller.signal, async () => {
    runs += 1
    controller.abort()
    return report('partial', 'interrupted')
  })
  expect(runs).toBe(1)
})
