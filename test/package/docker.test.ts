// The files of scripts/docker. No container engine is needed: what the image copies must be there, and the crawler's
// script is run as it is.

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LAMP, PROGRAM, setUpProgram, waitForEnd } from '../cli/run-program.ts'
import { listPackedFiles, READ_AT_RUN_TIME, ROOT } from './packed.ts'

const read = (name: string) => readFileSync(join(ROOT, 'scripts/docker', name), 'utf8')
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ')

test('what the image copies from the repository is there, and let through by the ignore file', () => {
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words = '']) =>
    words.split(/\s+/).slice(0, -1),
  )
  const passed = [...read('Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path = '']) => path)
  for (const file of READ_AT_RUN_TIME) expect(sources).toContain(file)
  for (const source of sources) {
    expect(existsSync(join(ROOT, source)), source).toBe(true)
    expect(
      passed.some((path) => source === path || source.startsWith(`${path}/`)),
      `${source} is ignored`,
    ).toBe(true)
  }
})

test('the last stage holds every file that the npm package needs at run time', async () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
  const copied = [...last.matchAll(/^COPY (?:--from=\S+ )?(.+)$/gm)].flatMap(([, words = '']) =>
    words
      .split(/\s+/)
      .slice(0, -1)
      .map((path) => path.replace('/app/', '')),
  )
  const needed = (await listPackedFiles())
    .map(({ path }) => path)
    .filter((path) => !/^(docs\/|.*\.md$|scripts\/reindex\.sh$)/.test(path)) // cron's script: the image has its own
  const missing = needed.filter((path) => !copied.some((one) => path === one || path.startsWith(`${one}/`)))
  expect(missing).toEqual([])
})

test('the image runs as a user without rights and keeps the index on its volume', () => {
  expect(dockerfile).toMatch(/^USER node$/m)
  expect(dockerfile).toMatch(/^VOLUME \["\/data"\]$/m)
  expect(dockerfile).toMatch(/AWS_DOCS_DATA=\/data\b/)
  expect(dockerfile.lastIndexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('RUN '))
})

test('the crawler harvests what is missing, waits for its next turn, and ends in an orderly way when told to', async () => {
  const { env, run } = await setUpProgram()
  const crawler = spawn('sh', [join(ROOT, 'scripts/docker/crawl-on-schedule.sh')], {
    env: { ...env, GUIDES: LAMP, AWS_DOCS_PROGRAM: PROGRAM, INTERVAL_SECONDS: '0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = waitForEnd(crawler)
  // Its second turn finds nothing to harvest.
  await new Promise<void>((resolve) => {
    let said = ''
    for (const stream of [crawler.stdout, crawler.stderr]) {
      stream.on('data', (text: string) => {
        said += text
        if (said.includes('is in the index already')) resolve()
      })
    }
  })
  crawler.kill('SIGTERM')
  expect((await end).code).toBe(0)
  expect((await run('status', '--json')).stdout).toContain('"pages":3')
})
