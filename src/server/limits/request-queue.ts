// One request at a time, in the order of arrival, with a turn of the event loop between two. A search keeps the
// process's one thread busy for tens of milliseconds: without this, requests that need several turns of the loop (those
// of MCP) starve behind those that need one.

/** Resolves when it is the caller's turn: `false` at once when too many are waiting. */
export type RequestQueue = () => Promise<boolean>

export function createRequestQueue(mostWaiting: number): RequestQueue {
  const waiting: (() => void)[] = []
  const letOneIn = () => {
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(letOneIn)
  }
  return () =>
    waiting.length >= mostWaiting
      ? Promise.resolve(false)
      : new Promise((resolve) => {
          waiting.push(() => resolve(true))
          if (waiting.length === 1) setImmediate(letOneIn)
        })
}
