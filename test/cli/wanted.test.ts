// What searches lacked: counted by servers for real clients, listed, crawled, and taken off the list again. One server
// over stdio and one over HTTP are the built program, and so are those that count at the same time; the others are in
// this process.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { putGuide } from '../crawl/crawl-site.ts'
import { holdTimers } from '../held-timers.ts'
import { connectToProgram } from '../mcp/mcp-program.ts'
import { call, connectToNamed } from '../mcp/mcp-setup.ts'
import { askRaw, MCP_HEADERS, makeRpc, serve } from '../server/served.ts'
import { LAMP, type ProgramSetup, setUpCrawled, setUpProgram } from './run-program.ts'

const HOUR_MS = 3_600_000
const ON = { AWS_DOCS_WANTED: '1' }
const S3 = '/AmazonS3/latest/userguide/'
const SQS = '/AWSSimpleQueueService/latest/SQSDeveloperGuide/'

async function setUpLacking(): Promise<ProgramSetup> {
  const setup = await setUpCrawled()
  putGuide(setup.site, ['s3-a', 's3-b'], S3)
  putGuide(setup.site, ['sqs-a', 'sqs-b', 'sqs-c'], SQS)
  return setup
}

async function ask(folder: string, phrases: readonly string[], environment: Record<string, string> = ON) {
  const { client, close } = await connectToNamed('newer', folder, environment)
  for (const phrase of phrases) await call(client, 'search_documentation', { search_phrase: phrase })
  await close()
}

async function askProgram(folder: string, phrases: readonly string[]) {
  const client = await connectToProgram('newer', folder, ON)
  for (const phrase of phrases) await call(client, 'search_documentation', { search_phrase: phrase })
  await client.close()
}

async function listWanted({ run }: ProgramSetup): Promise<{ id: string; locale: string; searches: number }[]> {
  return JSON.parse((await run('guides', 'wanted', '--json')).stdout)
}

describe('a server over stdio', () => {
  it('counts the guides that searches needed, most wanted first, and never the words', async () => {
    const setup = await setUpLacking()
    await askProgram(setup.folder, [
      'Amazon S3 bucket policy zebrafish',
      'Amazon S3 lifecycle',
      'Amazon SQS visibility timeout',
    ])
    expect(await listWanted(setup)).toMatchObject([
      { id: 's3-userguide', locale: 'en_us', searches: 2, lastDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      { id: 'sqs-dg', searches: 1 },
    ])
    expect(readFileSync(join(setup.folder, 'index.wanted.sqlite'), 'latin1')).not.toContain('zebrafish')
    const { stdout, stderr } = await setup.run('guides', 'wanted')
    expect(stdout).toMatch(
      /^ +2 {2}s3-userguide {2}Amazon Simple Storage Service User Guide {2}\(last .*\)\n +1 {2}sqs-dg/,
    )
    expect(stderr).toContain('crawl --wanted')
  })

  it('counts nothing unless that was asked for, nor what the index answers, nor what a person asks on the command line', async () => {
    const setup = await setUpLacking()
    await ask(setup.folder, ['Amazon S3 bucket policy'], {})
    await ask(setup.folder, ['Page a', 'text of b'])
    await setup.run('--offline', 'search', 'Amazon S3 bucket policy')
    expect(existsSync(join(setup.folder, 'index.wanted.sqlite'))).toBe(false)
    expect(await listWanted(setup)).toEqual([])
    expect((await setup.run('guides', 'wanted')).stderr).toContain('servers count that with AWS_DOCS_WANTED=1')
  })

  it('counts where there is no index yet', async () => {
    const setup = await setUpProgram()
    await ask(setup.folder, ['Amazon S3 bucket policy'])
    expect(await listWanted(setup)).toMatchObject([{ id: 's3-userguide', searches: 1 }])
  })

  it('answers all the same when the file is broken, or cannot be written', async () => {
    const setup = await setUpLacking()
    const file = join(setup.folder, 'index.wanted.sqlite')
    writeFileSync(file, 'no database at all'.repeat(100))
    expect((await setup.run('doctor')).stdout).toMatch(/warning +wanted +The counts .* cannot be read/)
    expect((await setup.run('guides', 'wanted')).stderr).toContain(`delete ${file}`)
    await ask(setup.folder, ['Amazon S3 bucket policy'])
    expect(await listWanted(setup)).toMatchObject([{ id: 's3-userguide', searches: 1 }])
    rmSync(file)
    mkdirSync(file)
    const { client } = await connectToNamed('newer', setup.folder, ON)
    const answer = await call(client, 'search_documentation', { search_phrase: 'Amazon S3 bucket policy' })
    expect(answer.text).toContain('s3-userguide')
  })
})

it('servers over HTTP count too: over MCP each search, on the web page what is typed as one', async () => {
  const setup = await setUpLacking()
  const server = await serve(setup.indexFile, [], undefined, ON)
  const body = makeRpc('tools/call', {
    name: 'search_documentation',
    arguments: { search_phrase: 'Amazon SQS visibility timeout' },
  })
  const headers = { ...MCP_HEADERS, 'mcp-protocol-version': '2025-06-18' }
  for (let n = 0; n < 3; n++) await askRaw(server.url, '/mcp', { method: 'POST', headers, body })
  const typed = 'Amazon S3 bucket policy'
  for (let n = 9; n <= typed.length; n++)
    await askRaw(server.url, `/api/search?q=${encodeURIComponent(typed.slice(0, n))}`)
  await server.stop()
  const counted = Object.fromEntries((await listWanted(setup)).map(({ id, searches }) => [id, searches]))
  expect(counted).toEqual({ 'sqs-dg': 3, 's3-userguide': 1 })
})

it('many servers at once lose no count', async () => {
  const setup = await setUpLacking()
  const phrases = Array.from({ length: 12 }, (_, n) => `Amazon S3 question ${n}`)
  await Promise.all(Array.from({ length: 4 }, () => askProgram(setup.folder, phrases)))
  expect(await listWanted(setup)).toMatchObject([{ id: 's3-userguide', searches: 48 }])
})

describe('crawl --wanted', () => {
  it('gets the most wanted first and whole, and takes off what is complete', async () => {
    const setup = await setUpLacking()
    await ask(setup.folder, ['Amazon S3 lifecycle', 'Amazon SQS visibility timeout', 'Amazon SQS dead-letter queues'])
    const before = setup.site.log.length
    const { code, stdout, stderr } = await setup.run('crawl', '--wanted', '--json')
    expect(code).toBe(0)
    expect(stderr).toContain('Wanted, in this order: sqs-dg, s3-userguide.')
    expect(JSON.parse(stdout).guides).toMatchObject([
      { id: 'sqs-dg', pages: 3 },
      { id: 's3-userguide', pages: 2 },
    ])
    const pages = setup.site.log.slice(before).filter(({ path }) => path.endsWith('.html'))
    expect(pages.map(({ path }) => (path.startsWith(S3) ? 's3' : 'sqs'))).toEqual(['sqs', 'sqs', 'sqs', 's3', 's3'])
    expect(await listWanted(setup)).toEqual([])
    const again = await setup.run('crawl', '--wanted')
    expect([again.code, again.stdout]).toEqual([0, ''])
    expect(again.stderr).toContain('No guide is wanted')
  })

  it('ends with its budget, keeps what it has, and the next run goes on', async () => {
    const setup = await setUpLacking()
    await ask(setup.folder, ['Amazon S3 lifecycle', 'Amazon SQS visibility timeout', 'Amazon SQS dead-letter queues'])
    // The budget is used up when the second page of the first guide is asked for, which is never answered.
    const budget = holdTimers({ atLeast: HOUR_MS })
    setup.site.misbehave = (path) => {
      if (!path.endsWith('sqs-b.html')) return undefined
      budget.pass()
      return 'handled'
    }
    const first = await setup.run('crawl', '--wanted', '--budget', '2h', '--concurrency', '1', '--json')
    expect(first.code).toBe(0)
    expect(JSON.parse(first.stdout)).toMatchObject({
      kind: 'partial',
      reason: 'the time given is used up; 2 pages and 1 guide are left for the next run',
      guides: [{ id: 'sqs-dg', pages: 1 }],
    })
    expect(await listWanted(setup)).toMatchObject([
      { id: 'sqs-dg', completeness: { kind: 'partial', pages: 1, known: 3 } },
      { id: 's3-userguide' },
    ])
    setup.site.misbehave = undefined
    expect((await setup.run('crawl', '--wanted')).code).toBe(0)
    expect(setup.site.count(`${SQS}sqs-a.html`)).toBe(1)
    expect(await listWanted(setup)).toEqual([])
  })

  it('takes off what the site does not have, after saying so once', async () => {
    const setup = await setUpLacking()
    await ask(setup.folder, ['Amazon Kinesis Video Streams producer'])
    const { code, stdout } = await setup.run('crawl', '--wanted')
    expect(code).toBe(3)
    expect(stdout).toContain('the site has no guide at the address of kinesis-video-dg')
    expect(await listWanted(setup)).toEqual([])
  })

  it.each([
    [['crawl', '--wanted', LAMP], 'Give one of them'],
    [['crawl', '--wanted', '--budget', 'soon'], 'is not a span of time'],
    [['--offline', 'crawl', '--wanted'], 'A crawl needs the network'],
  ])('%j is refused with the reason', async (args, said) => {
    const { code, stderr } = await (await setUpProgram()).run(...args)
    expect(code).toBeGreaterThan(0)
    expect(stderr).toContain(said)
  })
})

it('doctor says whether servers count', async () => {
  const { run, env } = await setUpLacking()
  expect((await run('doctor')).stdout).toMatch(
    /ok +wanted +Guides that searches lack are not counted \(AWS_DOCS_WANTED=1/,
  )
  onTestFinished(() => void delete env.AWS_DOCS_WANTED)
  env.AWS_DOCS_WANTED = '1'
  expect((await run('doctor')).stdout).toMatch(/ok +wanted +Servers count the guides that searches lack: none so far/)
  env.AWS_DOCS_WANTED = 'maybe'
  expect((await run('status')).stderr).toContain('Set AWS_DOCS_WANTED to 1 or 0')
})
