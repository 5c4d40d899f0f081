// The built program as the drills run it: as a child process with an index and a site of its own.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Bench {
  readonly index: string
  /** Of the replica. */
  readonly origin: string
  /** Folder for everything else that the program writes. */
  readonly folder: string
}

export function makeEnvironment({ origin, folder }: Bench): NodeJS.ProcessEnv {
  return { ...process.env, AWS_DOCS_ORIGIN: origin, AWS_DOCS_DATA: folder }
}

export function start(bench: Bench, ...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [PROGRAM, '--index', bench.index, ...args], {
    env: makeEnvironment(bench),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export async function waitForEnd(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { code, signal, stdout, stderr }
}

export async function run(bench: Bench, ...args: string[]): Promise<Ended> {
  return waitForEnd(start(bench, ...args))
}
