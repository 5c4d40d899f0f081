// How long one request may take, as a signal that is released when the request has ended. AbortSignal.timeout and
// AbortSignal.any would do the same but keep everything that a request held until the time is up: at 200 requests a
// second and 30 s, hundreds of megabytes.

import { startTimer } from '../../core/platform/timer.ts'

export interface Deadline {
  readonly signal: AbortSignal
  /** Whether the time ran out, and not the outer signal. */
  readonly hasPassed: boolean
  /** Counts anew, from the end of `work`. */
  around<T>(work: () => Promise<T>): Promise<T>
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
    async around(work) {
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
