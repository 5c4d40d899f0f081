// What --help promises: global options with every command, and two examples that work.

import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { EXAMPLES } from '../../src/cli/help/help-examples.ts'
import { createProgram } from '../../src/cli/program.ts'
import { makePageHtml, putGuide } from '../crawl/crawl-site.ts'
import { HAS_TMUX, openTerminal } from './real-terminal.ts'
import { runHere } from './run-here.ts'
import { PROGRAM, setUpProgram, waitForEnd } from './run-program.ts'
import { splitAsShell } from './shell-words.ts'

const NAMES = namesBelow(createProgram(), '')

function namesBelow(command: ReturnType<typeof createProgram>, prefix: string): string[] {
  return command.commands.flatMap((one) => [`${prefix}${one.name()}`, ...namesBelow(one, `${prefix}${one.name()} `)])
}

it('every command has two examples, its global options, and they fit a terminal', async () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual([...NAMES].sort())
  const program = createProgram()
  for (const name of NAMES) {
    const command = name
      .split(' ')
      .reduce((parent, word) => parent.commands.find((one) => one.name() === word) ?? parent, program)
    let help = ''
    const writeOut = (text: string) => {
      help += text
    }
    command.configureOutput({ writeOut }).outputHelp()
    for (const example of EXAMPLES[name] ?? []) {
      expect(example.startsWith(name)).toBe(true)
      expect(help).toContain(`  aws-docs-offline ${example}\n`)
    }
    expect(help).toContain('Global Options:\n')
    expect(help).toContain('--index <file>')
    expect(help).toContain('--offline')
    expect(help.match(/--json/g)?.length ?? 0).toBeLessThanOrEqual(3)
  }
})

it('every example does what it says', async () => {
  const { site, env, folder } = await setUpProgram()
  for (const guide of ['/lambda/latest/dg/', '/AmazonS3/latest/userguide/'])
    for (const [locale, prefix] of [
      ['en_us', ''],
      ['ja_jp', '/ja_jp'],
    ] as const)
      putGuide(site, ['welcome', 'gettingstarted-limits'], `${prefix}${guide}`, { locale })
  const limits = 'A Lambda function may run for 15 minutes.</p><h2 id="compute">Compute and storage</h2><p>Ten.</p><p>'
  site.files.set('/lambda/latest/dg/gettingstarted-limits.html', makePageHtml('Lambda quotas', limits))
  const project = join(folder, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{"dependencies": {"@aws-sdk/client-lambda": "3"}}')
  const start = (example: string) =>
    spawn('sh', ['-c', `exec "$0" "$1" ${example}`, process.execPath, PROGRAM], {
      cwd: project,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  // The first of each command in a process, as typed; the other here.
  const run = async (example: string, words: readonly string[], isFirst: boolean) => {
    const end = isFirst
      ? await waitForEnd(start(example))
      : await runHere(words, { env, program: PROGRAM, cwd: project })
    const isFine = end.code === 0 || (example.startsWith('doctor') && end.code === 2)
    expect([example, isFine, end]).toEqual([example, true, end])
    expect([example, end.stdout === '' && !/^(?:guides wanted$|changes|serve)/.test(example)]).toEqual([example, false])
    return end
  }
  const http = start('serve --http --port 0')
  await new Promise<void>((resolve) => http.stderr.on('data', () => resolve()))
  http.kill('SIGTERM')
  const done = new Set(['serve --http --port 7400'])
  const inOrder = ['keygen', 'init', 'crawl', 'refresh', 'export', 'publish']
  for (const name of [...inOrder, ...NAMES.filter((name) => !inOrder.includes(name))]) {
    const examples = EXAMPLES[name] ?? []
    const words = splitAsShell(examples)
    for (const [at, example] of examples.entries()) {
      if (done.has(example)) continue
      const { stdout } = await run(example, words[at] ?? [], at === 0)
      if (example.startsWith('search "how')) expect(stdout).toContain('may run for 15 minutes')
      if (example.startsWith('read /')) expect(stdout).toMatch(/^## Compute and storage\n\nTen\./)
    }
  }
}, 240_000)

it.skipIf(!HAS_TMUX)('the program alone on a terminal says what it waits for, and Ctrl-C ends it', async () => {
  const { folder } = await setUpProgram()
  const terminal = openTerminal({ folder, columns: 80 })
  terminal.run('')
  const shown = await terminal.see('what else there is')
  expect(shown).toContain('waiting on standard input for an assistant')
  // A line of the terminal ends anywhere in the path of the index.
  expect(shown).toMatch(/aws-docs-offline --index [^"]+ setup /)
  terminal.press('C-c')
  expect(await terminal.end()).toMatchObject({ code: 0, screen: expect.stringContaining('Stopping.') })
})
