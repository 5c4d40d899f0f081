// The program in this process, as src/cli/run.ts runs it, but with an environment and output streams of the test: a
// start of the built program takes half a second of a processor, which is more than most commands do. For what a
// process of its own shows (signals, streams, two at once, what is in the package) tests start one.
// The parts of the process that the program sees are put in place for a run and taken away behind it, so there is one
// run at a time: another waits for it.

import { vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { reportError } from '../../src/cli/report-error.ts'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface HereOptions {
  /** The whole of what the program sees. */
  readonly env: NodeJS.ProcessEnv
  /** The file that the program takes itself for. */
  readonly program: string
  readonly cwd?: string | undefined
}

/** What the test runner itself goes by, and where temporary files of a run of the tests are. */
const KEPT = /^(?:VITEST.*|NODE_ENV|TMPDIR|TEMP|TMP|AWS_DOCS_TEST_FOLDER)$/

let last: Promise<unknown> = Promise.resolve()

export function runHere(args: readonly string[], options: HereOptions): Promise<Ended> {
  const early = Object.keys(options.env).find((name) => name.startsWith('NODE_'))
  if (early !== undefined) throw new Error(`Node reads ${early} when it starts: start a process`)
  const ended = last.then(() => runAlone(args, options))
  last = ended.catch(() => {})
  return ended
}

/** Thrown where the program ends its process. */
class Exit extends Error {
  readonly code: number
  constructor(code: number) {
    super(`exit code ${code}`)
    this.code = code
  }
}

async function runAlone(args: readonly string[], { env, program, cwd }: HereOptions): Promise<Ended> {
  const before = { env: { ...process.env }, argv: process.argv, cwd: process.cwd(), exitCode: process.exitCode }
  const listeners = (['SIGINT', 'SIGTERM'] as const).map((name) => [name, process.listeners(name)] as const)
  const [out, err] = [capture(process.stdout), capture(process.stderr)]
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Exit(Number(code ?? process.exitCode ?? 0))
  })
  putEnvironment(env)
  process.argv = [process.execPath, program, ...args]
  process.exitCode = undefined
  if (cwd !== undefined) process.chdir(cwd)
  try {
    await createProgram().parseAsync()
  } catch (error) {
    if (error instanceof Exit) process.exitCode = error.code
    else reportError(error)
  } finally {
    for (const spy of [out.spy, err.spy, exit]) spy.mockRestore()
  }
  const code = Number(process.exitCode ?? 0)
  putEnvironment(before.env)
  process.argv = before.argv
  process.exitCode = before.exitCode
  if (cwd !== undefined) process.chdir(before.cwd)
  for (const [name, known] of listeners)
    for (const listener of process.listeners(name)) if (!known.includes(listener)) process.off(name, listener)
  return { code, stdout: out.parts.join(''), stderr: err.parts.join('') }
}

function capture(stream: NodeJS.WriteStream) {
  const parts: string[] = []
  const write = (part: unknown, ...more: unknown[]) => {
    parts.push(typeof part === 'string' ? part : Buffer.from(part as Uint8Array).toString())
    for (const done of more) if (typeof done === 'function') done()
    return true
  }
  return { parts, spy: vi.spyOn(stream, 'write').mockImplementation(write as typeof stream.write) }
}

// Set one by one: the system, too, is asked for the home folder.
function putEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!KEPT.test(name) && !(name in env)) delete process.env[name]
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value
}
