// The runs of several numbers of workers side by side, and what the most of them gain over the fewest.

import type { LoadFigures } from './load-run.ts'

export interface WorkersRun {
  readonly workers: number
  /** Load average of the machine when the run began: what else was going on. */
  readonly busyBefore: number
  readonly figures: LoadFigures
}

const COLUMNS = [
  'workers',
  'requests/s',
  'MCP p50',
  'p99',
  'web p50',
  'p99',
  'errors',
  'server CPU',
  'a request',
  'clients CPU',
]

export function makeWorkersTable(runs: readonly WorkersRun[]): string {
  const rows = runs.map(({ workers, busyBefore, figures }) => {
    const { requestsPerSecond, mcp, web, cpuPercent, memoryMiB } = figures
    return [
      ...[workers, requestsPerSecond, `${mcp.p50Ms} ms`, `${mcp.p99Ms} ms`, `${web.p50Ms} ms`, `${web.p99Ms} ms`],
      ...[
        mcp.errors + web.errors,
        `${cpuPercent.server} %`,
        `${computeCpuMs(figures).toFixed(1)} ms`,
        `${cpuPercent.clients} %`,
      ],
      ...[`${memoryMiB.most} MiB`, busyBefore.toFixed(1)],
    ]
  })
  const head = [...COLUMNS, 'memory', 'load before']
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
  const counts = [...new Set(runs.map(({ workers }) => workers))].sort((a, b) => a - b)
  const [least, most] = [counts.at(0), counts.at(-1)]
  if (least === undefined || most === undefined || least === most) return table
  const computeFor = (workers: number, value: (figures: LoadFigures) => number) =>
    computeMedian(runs.filter((run) => run.workers === workers).map(({ figures }) => value(figures)))
  const formatRatio = (value: (figures: LoadFigures) => number) =>
    (computeFor(most, value) / computeFor(least, value)).toFixed(2)
  return (
    `${table}\n` +
    '\n' +
    `${most} workers against ${least}, medians of the rounds: ` +
    `${formatRatio(({ requestsPerSecond }) => requestsPerSecond)} times the requests a second, ` +
    `${formatRatio(computeCpuMs)} ` +
    `times the processor time a request; p99 of MCP ${formatRatio(({ mcp }) => mcp.p99Ms)} times, of the web ` +
    `page ${formatRatio(({ web }) => web.p99Ms)} times.`
  )
}

// Processor time of the server for one request: what it takes wherever there is time to have.
function computeCpuMs({ cpuPercent, requestsPerSecond }: LoadFigures): number {
  return (cpuPercent.server * 10) / requestsPerSecond
}

function computeMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
