// Whether another process of this machine is still there.

/** False when it is known to be gone; undefined when its number belongs to somebody else's process. */
export function isProcessAlive(pid: number): boolean | undefined {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there is one, and it is not ours to signal.
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? false : undefined
  }
}
