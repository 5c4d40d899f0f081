// The load test: many clients at once on the built server.
//   npm run load -- --index FILE [--clients 50] [--seconds 60] [--warm 20] [--meanwhile "crawl lambda-dg"]
//   npm run load -- --index FILE --workers 1,2 [--rounds 3]
// --warm is how many seconds the same load lasts before anything is counted. --meanwhile runs a command of the program
// on the same index over and over while the load lasts (AWS_DOCS_ORIGIN says where from). Prints one JSON object: what
// it ran on and what came out. --workers runs a server of each number of workers in turn, as many rounds as are asked
// for, and prints a table. The clients are played on the same machine and take part of it: the table says how much.

import { type ChildProcess, spawn } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'
import { getProductVersion } from '../../src/core/platform/product-version.ts'
import { readOptions, refuseCommand } from '../read-options.ts'
import { type LoadFigures, PROGRAM, runLoad } from './load-run.ts'
import { makeWorkersTable } from './make-workers-table.ts'

const { values } = readOptions({
  options: {
    index: { type: 'string' },
    clients: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    warm: { type: 'string', default: '20' },
    meanwhile: { type: 'string' },
    workers: { type: 'string' },
    rounds: { type: 'string', default: '1' },
  },
})
if (values.index === undefined) refuseCommand('Name an index with --index FILE.')
const { index, meanwhile } = values
const options = {
  index,
  clients: Number(values.clients),
  seconds: Number(values.seconds),
  warmSeconds: Number(values.warm),
}
const machine =
  `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ` + `Node ${process.version}`
const version = getProductVersion()

if (values.workers === undefined) {
  const beside = meanwhile === undefined ? '' : ` --meanwhile "${meanwhile}"`
  const ran = `load --clients ${options.clients} --seconds ${options.seconds}${beside}`
  const figures = await runLoad({
    ...options,
    meanwhile: meanwhile === undefined ? undefined : () => repeat(meanwhile),
  })
  console.log(JSON.stringify({ ran, version, machine, ...figures }, undefined, 2))
} else {
  const numbers = values.workers.split(',').map(Number)
  const runs: { workers: number; busyBefore: number; figures: LoadFigures }[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const workers of numbers) {
      const busyBefore = loadavg()[0] ?? 0
      runs.push({ workers, busyBefore, figures: await runLoad({ ...options, workers }) })
    }
  }
  console.log(
    `${version}, ${machine}; ${options.clients} clients, ${options.seconds} s a run after ` +
      `${options.warmSeconds} s of the same`,
  )
  console.log(makeWorkersTable(runs))
}

function repeat(command: string) {
  const codes: (number | null)[] = []
  let stopping = false
  let child: ChildProcess | undefined
  const loop = (async () => {
    while (!stopping) {
      child = spawn(process.execPath, [PROGRAM, '--index', index, ...command.split(' ')], { stdio: 'ignore' })
      codes.push(await new Promise<number | null>((done) => child?.once('exit', done)))
    }
  })()
  return {
    async stop() {
      stopping = true
      child?.kill('SIGTERM')
      await loop
      return { runs: codes.length, exitCodes: [...new Set(codes)] }
    },
  }
}
