// The one way to wait. Node takes a time of more than 24.8 days for one millisecond, so that "wait for years" means "do
// not wait": here it means what it says. Everything that sleeps or has a deadline is built on this.

/** 2^31 - 1 ms: what a timer of Node can hold. */
const LONGEST_MS = 2_147_483_647

export interface Timer {
  stop(): void
}

/** Runs `work` once, after `ms`: at once when that is negative or no number, never when it is infinite. */
export function startTimer(ms: number, work: () => void, { keepsAlive = true } = {}): Timer {
  let left = Number.isNaN(ms) ? 0 : Math.max(0, ms)
  let timer: NodeJS.Timeout
  const wait = () => {
    const part = Math.min(left, LONGEST_MS)
    left -= part
    timer = setTimeout(left > 0 ? wait : work, part)
    if (!keepsAlive) timer.unref()
  }
  wait()
  return { stop: () => clearTimeout(timer) }
}
