// What a piece of code costs, however busy the machine is.

/** Processor time of this process while `run` runs, in milliseconds. */
export function measureCpuMs(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
