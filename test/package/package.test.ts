// The npm package: what is in it, and that it works away from this checkout, with what it declares and no more.

import { spawn } from 'node:child_process'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { waitForEnd } from '../cli/run-program.ts'
import { putGuide, startSite } from '../crawl/crawl-site.ts'
import { serve } from '../server/served.ts'
import { HAS_SQLITE, layOut, listPackedFiles, makeTemporaryFolder, READ_AT_RUN_TIME, ROOT } from './packed.ts'

const LAMP = 'https://docs.aws.amazon.com/lamp/latest/dg/a.html'

test('the package holds the program and what it reads at run time, and nothing that only developers need', async () => {
  const files = await listPackedFiles()
  const paths = files.map(({ path }) => path)
  expect(paths).toContain('dist/cli/main.js')
  expect(READ_AT_RUN_TIME.length).toBeGreaterThan(2)
  for (const file of READ_AT_RUN_TIME) expect(paths).toContain(file)
  expect(paths).toContain('src/web/assets/app.js')
  expect(paths).toContain('docs/reference.md')
  expect(paths).toContain('skills/aws-docs/SKILL.md')
  expect(paths.filter((path) => /\.(ts|map|tsbuildinfo|sqlite)$/.test(path))).toEqual([])
  expect(paths.filter((path) => /^(test|scripts|data\/sample|node_modules|\.)/.test(path))).toEqual([
    'scripts/reindex.sh', // for cron
  ])
  expect(paths).toContain('dist/joined/THIRD-PARTY-LICENSES.txt')
  // More than half of it are packages, joined with the program.
  expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(6_500_000)
})

test('its "bin" is a file that a shell can start', async () => {
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { bin: Record<string, string> }
  const entry = bin['aws-docs-offline'] ?? ''
  expect((await listPackedFiles()).map(({ path }) => path)).toContain(entry)
  expect(readFileSync(join(ROOT, entry), 'utf8').split('\n', 1)).toEqual(['#!/usr/bin/env node'])
})

test('installed with its dependencies it harvests, searches, knows its catalog and serves the web page', async () => {
  const { run, entry, indexFile } = await install()
  expect(await run('crawl', LAMP)).toMatchObject({ code: 0 })
  const answer = await run('--offline', 'search', 'body of b')
  expect(answer).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('https://docs.aws.amazon.com/lamp/latest/dg/'),
  })
  expect((await run('guides', 'find', 's3')).stdout).toContain('s3-userguide')
  const server = await serve(indexFile, [], entry)
  const page = await (await fetch(`${server.url}/`)).text()
  const style = /href="(\/assets\/app\.css[^"]*)"/.exec(page)?.[1]
  expect(await (await fetch(`${server.url}${style}`)).text()).toContain('color')
  expect(await server.stop()).toBe(0)
})

test('the program starts from the few files that it is joined into, with no package beside it', async () => {
  const home = join(makeTemporaryFolder(), 'aws-docs-offline')
  for (const { path } of await listPackedFiles()) cpSync(join(ROOT, path), join(home, path))
  const env = { PATH: process.env.PATH, HOME: home, AWS_DOCS_DATA: home }
  const run = (...args: string[]) =>
    waitForEnd(
      spawn(process.execPath, [join(home, 'dist/cli/main.js'), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    )
  expect((await run('guides', 'find', 's3')).stdout).toContain('s3-userguide')
  expect((await run('serve', '--port', '7')).stderr).toContain('--http')
  const licences = readFileSync(join(home, 'dist/joined/THIRD-PARTY-LICENSES.txt'), 'utf8')
  for (const name of ['zod', 'commander', '@modelcontextprotocol/server', 'undici'])
    expect(licences).toContain(`${name} `)
})

test('a command that serves nothing loads nothing of the MCP server', () => {
  const folder = join(ROOT, 'dist/joined')
  const loaded = new Set(['run.js'])
  for (const file of loaded) {
    const code = readFileSync(join(folder, file), 'utf8')
    for (const [, other = ''] of code.matchAll(/(?:^|[;}\n])(?:import|export)[^;'"(]*["']\.\/([^"']+)["']/g))
      loaded.add(other)
  }
  expect([...loaded].some((file) => file.startsWith('start-'))).toBe(true)
  const files = readdirSync(folder).filter((file) =>
    /\bMcpServer=class\b/.test(readFileSync(join(folder, file), 'utf8')),
  )
  expect(files).toHaveLength(1)
  expect(files.filter((file) => loaded.has(file))).toEqual([])
})

test('where npm built no better-sqlite3 it uses the SQLite of Node, or says how to get one', async () => {
  const { run } = await install('better-sqlite3')
  const { code, stderr } = await run('crawl', LAMP)
  if (HAS_SQLITE) expect(code).toBe(0)
  else {
    expect(code).toBe(1)
    expect(stderr).toContain('Use Node 22.13 or newer')
    expect(stderr).toContain(
      'Or install again with --foreground-scripts, which shows why npm could neither fetch nor build better-sqlite3.',
    )
  }
})

async function install(...without: readonly string[]) {
  const home = await layOut(without)
  const site = await startSite()
  putGuide(site, ['a', 'b', 'c'])
  onTestFinished(() => site.close())
  const data = makeTemporaryFolder()
  const env = { PATH: process.env.PATH, HOME: data, AWS_DOCS_DATA: data, AWS_DOCS_ORIGIN: site.origin }
  const entry = join(home, 'dist/cli/main.js')
  const run = (...args: string[]) =>
    waitForEnd(spawn(process.execPath, [entry, ...args], { cwd: data, env, stdio: ['ignore', 'pipe', 'pipe'] }))
  return { run, entry, indexFile: join(data, 'index.sqlite') }
}
