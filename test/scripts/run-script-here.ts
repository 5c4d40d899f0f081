// A script of `scripts` in this process, loaded afresh as what Node was started with: a start of its own under tsx is a
// second of a processor, most of it for what all scripts import. For what only a process shows a test starts one. A
// script that is given no end by process.exit has ended when it is loaded, as those do that wait for their work.

import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { vi } from 'vitest'

export interface ScriptEnd {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const ROOT = resolve(import.meta.dirname, '../..')
let loaded = 0

/** Runs `file`, a path below the project, to its end. One at a time: it takes over what it sees of this process. */
export async function runScriptHere(file: string, args: readonly string[], cwd = ROOT): Promise<ScriptEnd> {
  const parts = { stdout: '', stderr: '' }
  const keep = (stream: 'stdout' | 'stderr') => (part: unknown) => {
    parts[stream] += String(part)
    return true
  }
  const exit = { code: undefined as number | undefined }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('stderr')),
    vi.spyOn(console, 'log').mockImplementation((line) => void keep('stdout')(`${line}\n`)),
    vi.spyOn(console, 'error').mockImplementation((line) => void keep('stderr')(`${line}\n`)),
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      exit.code ??= Number(code ?? process.exitCode ?? 0)
      throw new Error('the script ends here')
    }),
  ]
  const before = { argv: process.argv, cwd: process.cwd(), exitCode: process.exitCode }
  process.argv = [process.execPath, join(ROOT, file), ...args]
  process.exitCode = undefined
  process.chdir(cwd)
  try {
    await import(`${pathToFileURL(join(ROOT, file))}?${++loaded}`)
    exit.code ??= Number(process.exitCode ?? 0)
  } catch (error) {
    if (exit.code === undefined) throw error
  } finally {
    process.chdir(before.cwd)
    process.argv = before.argv
    process.exitCode = before.exitCode
    for (const spy of spies) spy.mockRestore()
  }
  return { code: exit.code, ...parts }
}
