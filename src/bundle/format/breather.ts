// Long work that lets others have a turn: signals, timers and requests are seen, and a stop is obeyed within some
// milliseconds.

import { setImmediate } from 'node:timers/promises'

const TURN_MS = 20

/** To be awaited often; gives way when a turn has been used up, and throws the signal's reason once it is aborted. */
export function createBreather(signal?: AbortSignal): () => Promise<void> | undefined {
  let since = performance.now()
  const giveWay = async () => {
    await setImmediate()
    signal?.throwIfAborted()
    since = performance.now()
  }
  return () => (performance.now() - since < TURN_MS ? undefined : giveWay())
}
