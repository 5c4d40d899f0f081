// How long something may take. What can be stopped is given a signal, which is released when it has ended:
// AbortSignal.timeout and AbortSignal.any would do the same but keep everything that a request held until the time is
// up, at 200 requests a second and 30 s hundreds of megabytes. What cannot be stopped is waited for no longer.

import { type Clock, systemClock } from './clock.ts'
import { startTimer } from './timer.ts'

export interface Deadline {
  readonly signal: AbortSignal
  /** Whether the time ran out, and not the outer signal. */
  readonly hasPassed: boolean
  /** Counts anew, from the end of `work`. */
  pauseDuring<T>(work: () => Promise<T>): Promise<T>
  /** Must be called when the request has ended. */
  release(): void
}

/** Aborts after `timeoutMs`, or when `outer` does and with its reason. */
export function startDeadline(timeoutMs: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController()
  let hasPassed = false
  const start = () =>
    startTimer(timeoutMs, () => {
      hasPassed = true
      controller.abort(new DOMException('The time for this request is up.', 'TimeoutError'))
    })
  let timer = start()
  const follow = () => controller.abort(outer?.reason)
  if (outer?.aborted) follow()
  else outer?.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    get hasPassed() {
      return hasPassed
    },
    async pauseDuring(work) {
      timer.stop()
      const result = await work()
      timer = start()
      return result
    },
    release() {
      timer.stop()
      outer?.removeEventListener('abort', follow)
    },
  }
}

/** What `work` comes to, or `late` when that takes more than `ms`. The work goes on: ending it is for who began it. */
export async function waitWithin<T, Late>(
  ms: number,
  work: Promise<T>,
  late: Late,
  clock: Clock = systemClock,
): Promise<T | Late> {
  const over = new AbortController()
  const passed = clock.sleep(ms, over.signal).then(() => late)
  try {
    return await Promise.race([work, passed])
  } finally {
    over.abort()
  }
}
