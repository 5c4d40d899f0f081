// The built program over a data folder that the test has filled, without a site.

import { spawn } from 'node:child_process'
import { type Ended, PROGRAM, waitForEnd } from './run-program.ts'

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** As another user, where the test may do that. */
  readonly uid?: number
  readonly cwd?: string
}

/**
 * Runs `aws-docs-offline ARGS` to its end. `folder` holds the index, the cache and added guides, and is the home
 * folder.
 */
export function runIn(folder: string, args: readonly string[], { env, ...options }: RunOptions = {}): Promise<Ended> {
  return waitForEnd(
    spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH: process.env.PATH, HOME: folder, AWS_DOCS_DATA: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    }),
  )
}
