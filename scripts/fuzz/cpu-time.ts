// Processor time of a process and of those that it has started: what an input costs, however busy the machine is. Linux
// only.

import { readFileSync } from 'node:fs'

/** Of one clock tick, as the kernel counts for /proc. */
const TICK_MS = 10

/** Undefined where there is no /proc, or where the process is gone. */
export function readCpuMs(pid: number): number | undefined {
  try {
    // The name of the program stands in brackets and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ')
    const own = (Number(fields[11]) + Number(fields[12])) * TICK_MS
    return children.filter(Boolean).reduce((sum, child) => sum + (readCpuMs(Number(child)) ?? 0), own)
  } catch {
    return undefined
  }
}
