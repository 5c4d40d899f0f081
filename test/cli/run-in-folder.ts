// The program over a data folder that the test has filled, without a site: in this process, or in one of
// its own.

import { spawn } from 'node:child_process'
import { type Ended, runHere } from './run-here.ts'
import { PROGRAM, waitForEnd } from './run-program.ts'

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** The built program in a process of its own. */
  readonly alone?: boolean
  /** As another user, where the test may do that: in a process of its own, too. */
  readonly uid?: number
  readonly cwd?: string
}

/**
 * Runs `aws-docs-offline ARGS` to its end. `folder` holds the index, the cache and added guides, and is the home
 * folder.
 */
export function runIn(folder: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { alone, uid, cwd } = options
  const env = { PATH: process.env.PATH, HOME: folder, AWS_DOCS_DATA: folder, ...options.env }
  if (!alone && uid === undefined) return runHere(args, { env, program: PROGRAM, cwd })
  return waitForEnd(spawn(process.execPath, [PROGRAM, ...args], { env, uid, cwd, stdio: ['ignore', 'pipe', 'pipe'] }))
}
