import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/core/platform/clock.ts'
import { startDeadline } from '../../src/core/platform/deadline.ts'
import { startTimer } from '../../src/core/platform/timer.ts'

const DAY = 86_400_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([2 ** 31 - 1, 2 ** 31, 2_147_484_000, 90 * DAY, 1e15])('%d ms are not one millisecond', async (ms) => {
  const work = vi.fn()
  const start = Date.now()
  startTimer(ms, work)
  await vi.advanceTimersByTimeAsync(Math.min(ms - 1, 200 * DAY))
  expect(work).not.toHaveBeenCalled()
  if (ms > 200 * DAY) return
  await vi.advanceTimersByTimeAsync(1)
  expect([work.mock.calls.length, Date.now() - start, vi.getTimerCount()]).toEqual([1, ms, 0])
})

it('what is negative or no number is at once, what is infinite never', async () => {
  const work = vi.fn()
  for (const ms of [-5, Number.NaN, 0, Number.POSITIVE_INFINITY]) startTimer(ms, work)
  await vi.advanceTimersByTimeAsync(0)
  expect(work).toHaveBeenCalledTimes(3)
  await vi.advanceTimersByTimeAsync(300 * DAY)
  expect(work).toHaveBeenCalledTimes(3)
})

it('a stopped one is over, in whatever part of its time', async () => {
  const work = vi.fn()
  const timer = startTimer(60 * DAY, work)
  await vi.advanceTimersByTimeAsync(30 * DAY)
  timer.stop()
  expect(vi.getTimerCount()).toBe(0)
})

it('sleeps and deadlines are as long as they say, past what a timer of Node can hold', async () => {
  const woken = vi.fn()
  void systemClock.sleep(30 * DAY).then(woken)
  const deadline = startDeadline(30 * DAY)
  await vi.advanceTimersByTimeAsync(30 * DAY - 1)
  expect([woken.mock.calls.length, deadline.signal.aborted]).toEqual([0, false])
  await vi.advanceTimersByTimeAsync(1)
  expect([woken.mock.calls.length, deadline.signal.aborted]).toEqual([1, true])
})

it('nothing else in the product starts a timer that could run over', () => {
  const root = join(import.meta.dirname, '../../src')
  const found = (readdirSync(root, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => /\bsetTimeout\(|AbortSignal\.timeout\(/.test(readFileSync(join(root, name), 'utf8')))
  expect(found).toEqual([join('core', 'platform', 'timer.ts')])
})
