import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { setUpCrawled, waitForEnd } from '../cli/run-program.ts'

const SCRIPT = fileURLToPath(new URL('../../scripts/reindex.sh', import.meta.url))

interface Bench {
  readonly folder: string
  readonly log: string
  start(...args: string[]): ChildProcessByStdio<null, Readable, Readable>
}

/** The script with a program in the place of ours: `body` is what that does, in bash. */
function setUp(body: string, environment: NodeJS.ProcessEnv = {}): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'reindex-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const program = join(folder, 'program')
  writeFileSync(program, `#!/usr/bin/env bash\necho "$@" >>${folder}/calls\n${body}\n`, { mode: 0o755 })
  const log = join(folder, 'state', 'refresh.log')
  const env = { PATH: process.env.PATH, HOME: folder, AWS_DOCS_LOG: log, AWS_DOCS_PROGRAM: program, ...environment }
  const start = (...args: string[]) => spawn('bash', [SCRIPT, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  return { folder, log, start }
}

const REPORT = '{"kind":"complete","exitCode":0,"guides":[],"requests":3}'

test('says nothing when all is well, and keeps the report in the log', async () => {
  const { folder, log, start } = setUp(`echo 'talk' >&2; echo '${REPORT}'`)
  expect(await waitForEnd(start('--budget', '4h', 'lamp-dg'))).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('refresh --json --budget 4h lamp-dg\n')
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  expect(lines.slice(1, 3)).toEqual(['talk', REPORT])
  expect(lines[3]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ended with 0$/)
  expect(existsSync(`${log}.lock`)).toBe(false)
})

test.each([
  [
    `echo '{"kind":"partial","exitCode":2,"reason":"the page \\"a\\" failed","guides":[{"reason":"x"}]}'; exit 2`,
    2,
    'the page "a" failed',
  ],
  [`echo 'error: There is no index. Harvest one.' >&2; exit 1`, 1, 'There is no index. Harvest one.'],
  ['exit 7', 7, 'no reason was given'],
])('prints one line with the reason when something is wrong: %s', async (body, code, reason) => {
  const { log, start } = setUp(body)
  const end = await waitForEnd(start())
  expect(end).toMatchObject({ code, stderr: '' })
  expect(end.stdout).toMatch(/^aws-docs-offline on \S+: .*\n$/)
  expect(end.stdout).toContain(`refresh ended with ${code}: ${reason} (log: ${log})`)
})

test('pulls instead of crawling when it is told to, and takes nothing else', async () => {
  const { folder, start } = setUp(
    `echo '{"kind":"partial","exitCode":2,"reason":"1 guide failed: x","source":"y"}'; exit 2`,
    { AWS_DOCS_REINDEX: 'pull' },
  )
  const end = await waitForEnd(start('--all'))
  expect(end).toMatchObject({ code: 2, stdout: expect.stringContaining('pull ended with 2: 1 guide failed: x (log: ') })
  expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('pull --json --all\n')
  const other = setUp('true', { AWS_DOCS_REINDEX: 'rm' })
  expect(await waitForEnd(other.start())).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('it must be refresh or'),
  })
  expect(existsSync(join(other.folder, 'calls'))).toBe(false)
})

test('a run that overlaps with the one before does nothing and is no fault', async () => {
  const { folder, log, start } = setUp(
    `echo started; touch ${quoteFolder('running')}; until [ -e ${quoteFolder('go')} ]; do sleep 0.05; done; echo '${REPORT}'`,
  )
  const first = start()
  await waitForFile(join(folder, 'running'))
  expect(await waitForEnd(start())).toEqual({ code: 0, stdout: '', stderr: '' })
  writeFileSync(join(folder, 'go'), '')
  expect((await waitForEnd(first)).code).toBe(0)
  expect(readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')).toHaveLength(1)
  expect(readFileSync(log, 'utf8')).toMatch(/not started: process \d+ is still at work/)
})

test('the lock of a process that is gone is taken over', async () => {
  const { log, start } = setUp(`echo '${REPORT}'`)
  const gone = spawn('true')
  await once(gone, 'exit')
  mkdirSync(`${log}.lock`, { recursive: true })
  writeFileSync(`${log}.lock/pid`, `${gone.pid}\n`)
  expect(await waitForEnd(start())).toMatchObject({ code: 0, stdout: '' })
  expect(readFileSync(log, 'utf8')).toContain(`the lock of process ${gone.pid}, which is gone, is taken over`)
})

test('SIGTERM is handed on, and the exit code of the orderly end is kept', async () => {
  const { folder, start } = setUp(
    `trap 'echo "{\\"kind\\":\\"partial\\",\\"exitCode\\":2,\\"reason\\":\\"interrupted\\"}"; exit 2' TERM; touch ${quoteFolder('running')}; while :; do sleep 0.05; done`,
  )
  const child = start()
  await waitForFile(join(folder, 'running'))
  child.kill('SIGTERM')
  expect(await waitForEnd(child)).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('ended with 2: interrupted'),
  })
})

test('a log that cannot be written is said in one line', async () => {
  const { folder } = setUp('true')
  writeFileSync(join(folder, 'file'), '')
  const env = { PATH: process.env.PATH, AWS_DOCS_LOG: join(folder, 'file', 'refresh.log') }
  const end = await waitForEnd(spawn('bash', [SCRIPT], { env, stdio: ['ignore', 'pipe', 'pipe'] }))
  expect(end).toMatchObject({ code: 3, stderr: '' })
  expect(end.stdout.trim().split('\n')).toEqual([expect.stringContaining('cannot be written; set AWS_DOCS_LOG')])
})

test('a log that has grown is set aside', async () => {
  const { log, start } = setUp(`echo '${REPORT}'`)
  mkdirSync(join(log, '..'), { recursive: true })
  writeFileSync(log, 'x'.repeat(11 * 1024 * 1024))
  await waitForEnd(start())
  expect([statSync(`${log}.1`).size > 11_000_000, statSync(log).size < 1000]).toEqual([true, true])
})

test('with the program beside it the index is refreshed', async () => {
  const { site, folder, env } = await setUpCrawled()
  const log = join(folder, 'refresh.log')
  const start = () =>
    spawn('bash', [SCRIPT, '--max-age', '0'], { env: { ...env, AWS_DOCS_LOG: log }, stdio: ['ignore', 'pipe', 'pipe'] })
  expect(await waitForEnd(start())).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(readFileSync(log, 'utf8')).toContain('"unchanged":3')
  site.misbehave = (path) => (path.endsWith('b.html') ? { status: 403 } : undefined)
  expect(await waitForEnd(start())).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('ended with 2: 1 page failed (log: '),
  })
})

/** The same file, as the program in the bench sees it. */
function quoteFolder(name: string): string {
  return `"$(dirname "$0")/${name}"`
}

async function waitForFile(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('with a time for what searches lacked, that is crawled after the refresh', async () => {
  const wanted = { AWS_DOCS_REINDEX_WANTED: '2h' }
  const calls = (folder: string) => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
  const good = setUp(`echo '${REPORT}'`, wanted)
  expect(await waitForEnd(good.start('--budget', '4h'))).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(calls(good.folder)).toEqual(['refresh --json --budget 4h', 'crawl --wanted --budget 2h --json'])
  // Each tells its own trouble; a refused refresh means that a crawl would be refused too.
  for (const [failing, code, asked, said] of [
    ['refresh', 2, 2, 'refresh ended with 2: one page failed'],
    ['crawl', 2, 2, 'crawl --wanted ended with 2: one page failed'],
    ['refresh', 3, 1, 'refresh ended with 3: one page failed'],
  ] as const) {
    const bad = setUp(
      `[ "$1" = ${failing} ] || { echo '${REPORT}'; exit 0; }; echo '{"kind":"partial","exitCode":${code},"reason":"one page failed"}'; exit ${code}`,
      wanted,
    )
    const end = await waitForEnd(bad.start())
    expect([end.code, calls(bad.folder).length]).toEqual([code, asked])
    expect(end.stdout).toContain(said)
  }
})
