import { getEventListeners } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { startDeadline, waitWithin } from '../../src/core/platform/deadline.ts'

test('a request is ended when its time is up, and that is told apart from being stopped', () => {
  vi.useFakeTimers()
  const slow = startDeadline(1000)
  vi.advanceTimersByTime(999)
  expect([slow.signal.aborted, slow.hasPassed]).toEqual([false, false])
  vi.advanceTimersByTime(1)
  expect([slow.signal.aborted, slow.hasPassed]).toEqual([true, true])
  const outer = new AbortController()
  const stopped = startDeadline(1000, outer.signal)
  outer.abort('enough')
  expect([stopped.signal.reason, stopped.hasPassed]).toEqual(['enough', false])
  vi.useRealTimers()
})

test('what was stopped before it began never begins', () => {
  const deadline = startDeadline(1000, AbortSignal.abort('no'))
  expect(deadline.signal.reason).toBe('no')
  deadline.release()
})

test('a request that has ended leaves nothing behind', () => {
  vi.useFakeTimers()
  const outer = new AbortController()
  startDeadline(1000, outer.signal).release()
  expect([vi.getTimerCount(), getEventListeners(outer.signal, 'abort')]).toEqual([0, []])
  vi.useRealTimers()
})

test('what comes in time is given, what is late is not waited for, and no timer is left', async () => {
  vi.useFakeTimers()
  expect(await waitWithin(1000, Promise.resolve('came'), 'late')).toBe('came')
  await expect(waitWithin(1000, Promise.reject(new Error('broken')), 'late')).rejects.toThrow('broken')
  const late = waitWithin(1000, new Promise<string>(() => {}), 'late')
  await vi.advanceTimersByTimeAsync(1000)
  expect(await late).toBe('late')
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

test('the product bounds time by deadline.ts: a race with the clock stands there alone', () => {
  const root = join(import.meta.dirname, '../../src')
  const found = (readdirSync(root, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => /Promise\.race\(\[/.test(readFileSync(join(root, name), 'utf8')))
    .map((name) => name.replaceAll('\\', '/'))
  // The other one waits for the values of a worker or for its end, whichever comes first.
  expect(found.sort()).toEqual(['core/platform/deadline.ts', 'server/workers/primary.ts'])
})
