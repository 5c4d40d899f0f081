// What the drill on memory calls flat: growth that ends is, growth that does not is not, wherever it hides.

import { expect, test } from 'vitest'
import { judgeMemory, type MemorySample } from '../../scripts/drills/memory/verdict.ts'

const MIB = 2 ** 20
const SAMPLES = 400
const PER_SAMPLE = 25

/** A server of 120 MiB in use, up to 50 MiB of garbage, and 110 MiB outside; `more` is what the n-th request left. */
function run(more: (requests: number) => { heap?: number; outside?: number; room?: number }): MemorySample[] {
  return Array.from({ length: SAMPLES }, (_, n) => {
    const requests = (n + 1) * PER_SAMPLE
    const { heap = 0, outside = 0, room = 0 } = more(requests)
    const live = 120 * MIB + heap
    const heapTotal = live + 60 * MIB + room
    return { requests, heapUsed: live + ((n * 7) % 50) * MIB, heapTotal, rss: heapTotal + 110 * MIB + outside }
  })
}

const flat = (samples: readonly MemorySample[]) =>
  Object.fromEntries(judgeMemory(samples).map(({ name, isFlat }) => [name.split(',')[0], isFlat]))

test('a server that keeps nothing is flat', () => {
  expect(flat(run(() => ({})))).toEqual({ 'heap in use': true, 'outside the heap': true, 'resident set': true })
})

test('caches that fill and are full before the second half are no leak', () => {
  const filling = run((requests) => {
    const share = Math.min(1, requests / 5000)
    return { heap: 80 * MIB * share, outside: 40 * MIB * share }
  })
  expect(flat(filling)).toEqual({ 'heap in use': true, 'outside the heap': true, 'resident set': true })
})

test.each([
  ['in the heap', (n: number) => ({ heap: n * 4096 }), 'heap in use'],
  ['in buffers or SQLite', (n: number) => ({ outside: n * 4096 }), 'outside the heap'],
  ['in room that V8 takes and does not use', (n: number) => ({ room: n * 8192 }), 'resident set'],
])('a few kilobytes a request that never come back %s are seen', (_, more, where) => {
  expect(flat(run(more))[where]).toBe(false)
})

test('growth that begins late is seen', () => {
  expect(flat(run((n) => ({ outside: n > 8000 ? 30 * MIB : 0 })))).toMatchObject({ 'outside the heap': false })
})

test('more garbage between two collections is no growth of the heap', () => {
  const samples = run(() => ({})).map((sample, n) => (n >= 300 && n % 10 !== 0 ? { ...sample, heapUsed: 2e9 } : sample))
  expect(flat(samples)).toMatchObject({ 'heap in use': true })
})
