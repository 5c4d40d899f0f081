// Who holds the index: this process by host and process id, and whether another holder still lives.

import { hostname } from 'node:os'

/** `host:pid`. */
export function ownHolder(): string {
  return `${hostname()}:${process.pid}`
}

/** False when the process is known to be gone; undefined when this machine cannot tell. */
export function isHolderAlive(holder: string): boolean | undefined {
  const separator = holder.lastIndexOf(':')
  const pid = Number(holder.slice(separator + 1))
  if (holder.slice(0, separator) !== hostname() || !Number.isInteger(pid) || pid <= 0) return undefined
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? false : undefined
  }
}
