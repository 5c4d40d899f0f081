import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/core/platform/clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('sleeps as long as asked, by the clock that it tells', async () => {
  const start = systemClock.now()
  const slept = systemClock.sleep(1500).then(() => systemClock.now() - start)
  await vi.advanceTimersByTimeAsync(1500)
  expect(await slept).toBe(1500)
})

it('an abort ends the sleep with its reason and leaves no timer', async () => {
  const stop = new AbortController()
  const slept = systemClock.sleep(60_000, stop.signal)
  stop.abort('enough')
  await expect(slept).rejects.toBe('enough')
  await expect(systemClock.sleep(60_000, stop.signal)).rejects.toBe('enough')
  expect(vi.getTimerCount()).toBe(0)
})

it('a sleep that ended no longer listens to the signal', async () => {
  const { signal } = new AbortController()
  const slept = systemClock.sleep(10, signal)
  await vi.advanceTimersByTimeAsync(10)
  await slept
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
