// The program with a data folder of its own and a documentation site on the loopback interface: in this process, or
// the built one as a child process.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type CrawlSite, putGuide, startSite } from '../crawl/crawl-site.ts'
import { copyMade } from '../made-once.ts'
import { type Ended, runHere } from './run-here.ts'

export const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
export const LAMP = 'https://docs.aws.amazon.com/lamp/latest/dg/a.html'

export type { Ended } from './run-here.ts'

export interface ProgramSetup {
  readonly site: CrawlSite
  readonly folder: string
  readonly indexFile: string
  readonly env: NodeJS.ProcessEnv
  /** The built program, beside the test. */
  start(...args: string[]): ChildProcessByStdio<null, Readable, Readable>
  /** The program in this process, one run after the other. */
  run(...args: string[]): Promise<Ended>
}

/** A site with a guide of the pages a, b and c, and an empty data folder. */
export async function setUpProgram(environment: NodeJS.ProcessEnv = {}): Promise<ProgramSetup> {
  const site = await startSite()
  putGuide(site, ['a', 'b', 'c'])
  const folder = mkdtempSync(join(tmpdir(), 'cli-test-'))
  onTestFinished(async () => {
    await site.close()
    await rm(folder, { recursive: true, force: true })
  })
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_DOCS_DATA: folder,
    AWS_DOCS_ORIGIN: site.origin,
    ...environment,
  }
  const start = (...args: string[]) =>
    spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  return {
    site,
    folder,
    indexFile: join(folder, 'index.sqlite'),
    env,
    start,
    run: (...args) => runHere(args, { env, program: PROGRAM }),
  }
}

/** The same, with the guide in the index: the program crawls it once for all test files. */
export async function setUpCrawled(): Promise<ProgramSetup> {
  const setup = await setUpProgram()
  await copyMade('crawled-guide.sqlite', setup.indexFile, crawlGuide)
  return setup
}

async function crawlGuide(file: string): Promise<void> {
  const { run } = await setUpProgram()
  const { code, stderr } = await run('--index', file, 'crawl', LAMP)
  if (code !== 0) throw new Error(`the crawl ended with ${code}: ${stderr}`)
}

export async function waitForEnd(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout, stderr }
}
