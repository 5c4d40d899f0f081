// Every script says what it takes, and refuses in one line what it does not.

import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { DRILLS } from '../../scripts/drills/all-drills.ts'
import { explainScript } from '../../scripts/read-options.ts'

const ROOT = join(import.meta.dirname, '../..')
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}
/** What a script is that can be given nothing: it is a step of another. */
const WITHOUT_OPTIONS = ['join-dist.ts', 'check-machine.ts', 'quickstart.ts']
const STARTED = /scripts\/[\w/-]+\.ts/g
const commands = [...Object.values(scripts), ...DRILLS.map(({ command }) => command.join(' '))]
const files = [...new Set(commands.flatMap((command) => command.match(STARTED) ?? []))].filter(
  (file) => !WITHOUT_OPTIONS.some((name) => file.endsWith(`/${name}`)),
)

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** In a process of its own. */
function start(file: string, option: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', file, option], { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    )
  })
}

/**
 * In this process, as what Node was started with: what scripts import is loaded once for all of them, where each start
 * takes a second of a processor. A script that goes on after its usage is not ended with it, and fails.
 */
async function runHere(file: string, option: string): Promise<Ended> {
  const parts = { stdout: '', stderr: '' }
  const keep = (stream: 'stdout' | 'stderr') => (part: unknown) => {
    parts[stream] += String(part)
    return true
  }
  const ends: number[] = []
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('stderr')),
    vi.spyOn(console, 'log').mockImplementation((line) => void keep('stdout')(`${line}\n`)),
    vi.spyOn(console, 'error').mockImplementation((line) => void keep('stderr')(`${line}\n`)),
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      ends.push(Number(code ?? 0))
      throw new Error('the script ends here')
    }),
  ]
  const { argv } = process
  process.argv = [process.execPath, join(ROOT, file), option]
  try {
    // Afresh also where another test has loaded it.
    await import(`${pathToFileURL(join(ROOT, file))}?started`)
    ends.push(-1)
  } catch (error) {
    if (ends.length === 0) throw error
  } finally {
    process.argv = argv
    for (const spy of spies) spy.mockRestore()
  }
  return { code: ends[0] ?? -1, ...parts }
}

test('the scripts of package.json and the drills are looked at', () => {
  expect(files).toEqual(expect.arrayContaining(['scripts/bench/bench.ts', 'scripts/drills/kill-nine.ts']))
  expect(files.length).toBeGreaterThan(25)
})

test.for(files)('%s prints its usage for --help, and does nothing else', async (file) => {
  const source = readFileSync(join(ROOT, file), 'utf8')
  const ownReader = file.endsWith('/drill.ts')
  const { code, stdout, stderr } = await (ownReader ? start : runHere)(file, '--help')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  if (ownReader) expect(stdout).toContain('npm run drill -- NAME')
  else expect(stdout).toContain(source.slice(3, source.indexOf('\n')))
})

test.for([
  ['scripts/bench/bench.ts', '--no-such-option'],
  ['scripts/drills/drill.ts', '--no-such-option'],
  ['scripts/release/set-version.ts', 'no-such-version'],
] as const)('%s refuses %s in one line, with exit code 2', async ([file, option]) => {
  const { code, stdout, stderr } = await start(file, option)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: .* --help says what it takes\.\n$/)
})

test('the usage is the head of the file, and the options with what they are by default', () => {
  const source = '// Counts.   npm run count\n//\n// Twice.\n\n// Not of the head.\nimport x\n'
  const options = {
    name: { type: 'string', default: 'a' },
    twice: { type: 'boolean' },
    of: { type: 'string' },
  } as const
  expect(explainScript(source, options)).toBe(
    'Counts.   npm run count\n\nTwice.\n\nOptions:\n  --name VALUE             (default: a)\n  --twice\n  --of VALUE\n  --help',
  )
})

test('nothing else in scripts reads options', () => {
  const readers = readdirSync(join(ROOT, 'scripts'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /\bparseArgs\b/.test(readFileSync(join(ROOT, 'scripts', file), 'utf8')))
  expect(readers).toEqual(['read-options.ts'])
})
