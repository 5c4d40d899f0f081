import { getEventListeners } from 'node:events'
import { expect, test, vi } from 'vitest'
import { startDeadline } from '../../src/http/client/deadline.ts'

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
