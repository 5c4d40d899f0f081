// Every script says what it takes, and refuses in one line what it does not.

import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DRILLS } from '../../scripts/drills/all-drills.ts'
import { explainScript } from '../../scripts/read-options.ts'
import { runScriptHere, type ScriptEnd } from './run-script-here.ts'

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

/** In a process of its own. */
function start(file: string, option: string): Promise<ScriptEnd> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', file, option], { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    )
  })
}

test('the scripts of package.json and the drills are looked at', () => {
  expect(files).toEqual(expect.arrayContaining(['scripts/bench/bench.ts', 'scripts/drills/kill-nine.ts']))
  expect(files.length).toBeGreaterThan(25)
})

test.for(files)('%s prints its usage for --help, and does nothing else', async (file) => {
  const source = readFileSync(join(ROOT, file), 'utf8')
  const { code, stdout, stderr } = await runScriptHere(file, ['--help'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  if (file.endsWith('/drill.ts')) expect(stdout).toContain('npm run drill -- NAME')
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
