// The built program in a process of its own, with a data folder of its own.

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

export const PROGRAM = resolve('dist/cli/main.js')

export interface Ending {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `aws-docs-offline ARGS` to its end. `folder` holds the index, the cache and added guides; nothing else is read or written. */
export function runProgram(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ending> {
  if (!existsSync(PROGRAM)) throw new Error('build first: npm run build')
  const inherited = Object.entries(process.env).filter(([name]) => !/^AWS_DOCS_|_proxy$/i.test(name))
  const options = {
    env: { ...Object.fromEntries(inherited), HOME: folder, AWS_DOCS_DATA: folder, ...env },
    maxBuffer: 1e8,
  }
  return new Promise((done) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], options, (error, stdout, stderr) => {
      done({ status: error ? (child.exitCode ?? -1) : 0, stdout, stderr })
    })
    child.stdin?.end()
  })
}
