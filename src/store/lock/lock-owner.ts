// Who holds the index: this process by host and process id, and whether another owner still lives.

import { hostname } from 'node:os'
import { isProcessAlive } from '../../core/platform/process-alive.ts'

/** `host:pid`. */
export function identifyLockOwner(): string {
  return `${hostname()}:${process.pid}`
}

/** False when the process is known to be gone; undefined when this machine cannot tell. */
export function isLockOwnerAlive(owner: string): boolean | undefined {
  const separator = owner.lastIndexOf(':')
  const pid = Number(owner.slice(separator + 1))
  if (owner.slice(0, separator) !== hostname() || !Number.isInteger(pid) || pid <= 0) return undefined
  return isProcessAlive(pid)
}
