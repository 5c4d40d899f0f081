// What every surface says of an index that has nothing, half a guide, or a guide that is being crawled: the program, an
// MCP client, the web page.

import { load } from 'cheerio'
import { afterEach, describe, expect, it } from 'vitest'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { putGuide } from '../crawl/crawl-site.ts'
import { call, connectToNamed, listRows } from '../mcp/mcp-setup.ts'
import { askRaw, serve } from '../server/served.ts'
import { LAMP, type ProgramSetup, setUpProgram, waitForEnd } from './run-program.ts'

const NAMES = Array.from({ length: 30 }, (_, n) => `page-${n}`)
const OFFLINE = ['--offline']
/** Offline only a folder has the rest. */
const formatCommand = (indexFile: string) =>
  `aws-docs-offline --index ${indexFile} pull lamp-dg --from FOLDER --trust KEY`

async function readSurfaces({ run, folder, indexFile }: ProgramSetup) {
  const { client } = await connectToNamed('newer', folder)
  const listed = await call(client, 'list_guides', {})
  const searched = await call(client, 'search_documentation', { search_phrase: 'text' })
  const server = await serve(indexFile)
  stop = server.stop
  const page = async (path: string, language: string) =>
    load((await askRaw(server.url, path, { headers: { 'accept-language': language } })).body)
  return {
    status: (await run(...OFFLINE, 'status')).stdout,
    data: JSON.parse((await run(...OFFLINE, 'status', '--json')).stdout),
    doctor: await run(...OFFLINE, 'doctor'),
    search: await run(...OFFLINE, 'search', 'text'),
    guides: listRows(listed.structured, 'guides'),
    listed: listed.text,
    searched: searched.text,
    english: (await page('/guides', 'en'))('main').text(),
    japanese: (await page('/guides', 'ja'))('main').text(),
  }
}

let stop: (() => Promise<unknown>) | undefined
afterEach(async () => {
  await stop?.()
  stop = undefined
})

/** A folder in which a crawl was refused, since the site's rules could not be had. */
async function makeEmptyIndex(): Promise<ProgramSetup> {
  const setup = await setUpProgram()
  setup.site.misbehave = (path) =>
    path === '/robots.txt' ? { status: 302, headers: { location: 'https://example.com/' } } : undefined
  const { code } = await setup.run('crawl', LAMP)
  expect(code).toBe(3)
  return setup
}

describe('an index without pages', () => {
  it('is treated as none, everywhere and in the same words', async () => {
    const empty = await readSurfaces(await makeEmptyIndex())
    await stop?.()
    const none = await readSurfaces(await setUpProgram())
    const plain = (text: string) => text.replace(/\/\S*index\.sqlite/g, 'FILE')
    expect(plain(empty.status)).toBe(plain(none.status))
    expect(plain(empty.status)).toContain(
      'guides come as bundles or from a folder: "aws-docs-offline --index FILE import',
    )
    expect(empty.data).toMatchObject({ exists: false, pages: 0, guides: [] })
    expect(plain(empty.search.stderr)).toBe(plain(none.search.stderr))
    expect(empty.search.stderr).toContain('There is no index at')
    expect(plain(empty.searched)).toBe(plain(none.searched))
    expect(plain(empty.listed)).toBe(plain(none.listed))
    expect(empty.english).toBe(none.english)
    expect(empty.doctor.code).toBe(2)
    expect(empty.doctor.stdout).toContain('Offline, guides come as bundles or from a folder: "aws-docs-offline')
    expect(empty.doctor.stdout).not.toContain('All is well')
  })

  it('is filled by the next crawl, under a server that was there before', async () => {
    const setup = await makeEmptyIndex()
    const { client } = await connectToNamed('newer', setup.folder)
    expect((await call(client, 'search_documentation', { search_phrase: 'text' })).isError).toBe(true)
    setup.site.misbehave = undefined
    expect((await setup.run('crawl', LAMP)).code).toBe(0)
    expect((await call(client, 'search_documentation', { search_phrase: 'text' })).text).toContain('Page a')
  })
})

describe('half a guide', () => {
  it('is said to be half, with the command that gets the rest, everywhere', async () => {
    const setup = await setUpProgram()
    putGuide(setup.site, NAMES)
    setup.site.files.set('/robots.txt', 'User-agent: *\nCrawl-delay: 0.02\n')
    const { stderr } = await setup.run('crawl', LAMP, '--max-pages', '8')
    expect(stderr).toContain('Pages can be searched as soon as they are stored')
    expect(stderr).toMatch(/lamp-dg: 0 of 30 \(about 1 second left\)/)
    const half = await readSurfaces(setup)
    const command = formatCommand(setup.indexFile)
    const said = /8 of 30 pages, stopped \d{4}-\d\d-\d\d \d\d:\d\d UTC, about 1 second left/
    expect(half.status).toMatch(said)
    expect(half.status).toContain(`to go on: ${command}`)
    expect(half.data.guides).toMatchObject([{ completeness: { kind: 'partial', pages: 8, known: 30, leftMs: 440 } }])
    expect(half.doctor.code).toBe(2)
    expect(half.doctor.stdout).toMatch(said)
    expect(half.doctor.stdout).toContain(`To go on: ${command}`)
    expect(half.listed).toMatch(said)
    expect(half.guides).toMatchObject([
      { id: 'lamp-dg', complete: false, pages: 8, known_pages: 30, minutes_left: 1, command },
    ])
    expect(half.english).toMatch(/8 of 30 pages stopped .* about 1 min left/)
    expect(half.english).toContain(formatCommand('INDEX'))
    expect(half.japanese).toMatch(/30 ページ中 8 ページ 中断: .* 残り約 1 分/)
    expect(half.japanese).toContain(formatCommand('INDEX'))
    expect((await setup.run('guides', 'find', 'lamp')).stdout).toMatch(said)
  })

  it('is searched while the crawl is at it, and that is said', async () => {
    const setup = await setUpProgram()
    putGuide(setup.site, NAMES)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      setup.site.misbehave = (path, _, response) => {
        if (!path.endsWith('page-9.html')) return undefined
        release = () => void response.writeHead(404).end()
        resolve()
        return 'handled'
      }
    })
    const crawl = waitForEnd(setup.start('crawl', LAMP, '--concurrency', '1'))
    await held
    const going = await readSurfaces(setup)
    const missing = await setup.run(...OFFLINE, 'read', '/lamp/latest/dg/page-29.html')
    const second = await setup.run('crawl', LAMP)
    release()
    await crawl
    expect(going.status).toContain('9 of 30 pages, being crawled now')
    expect(going.status).toContain('A crawl is running since')
    expect(going.status).toContain('Pages can be searched as soon as they are stored')
    expect(going.doctor.stdout).toMatch(/ok +guides +lamp-dg en_us: 9 of 30 pages, being crawled now\. Pages can be/)
    expect(going.listed).toContain('9 of 30 pages, being crawled now')
    expect(going.guides).toMatchObject([{ complete: false, running: true }])
    expect(going.english).toContain('9 of 30 pages being crawled now; its pages can be searched already')
    expect(going.japanese).toContain('30 ページ中 9 ページ 取り込み中')
    expect(going.search.stdout).toContain('Page page-')
    // A command that would be refused meanwhile is not advised, and what is advised finds the index.
    for (const said of [going.search.stderr, going.searched, missing.stderr]) {
      expect(said).toContain('only partly indexed (9 of 30 pages, being crawled now')
      expect(said).not.toContain(formatCommand(setup.indexFile))
    }
    expect(second).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(
        /^Refused: A crawl is running since .+ UTC \(.+\): lamp-dg en_us, 9 of 30 pages, being crawled/,
      ),
    })
    expect(second.stdout).toContain(`"aws-docs-offline --index ${setup.indexFile} status" shows how far it is`)
  })
})

it('a crawl that waits for a site that is down says so and since when, and not how long it takes', async () => {
  const setup = await setUpProgram()
  putGuide(setup.site, NAMES)
  setup.site.files.set('/robots.txt', 'User-agent: *\nCrawl-delay: 0.02\n')
  let asked = 0
  let release = () => {}
  const waiting = new Promise<void>((resolve) => {
    setup.site.misbehave = (path, _, response) => {
      asked += path.endsWith('.html') ? 1 : 0
      if (asked <= 5) return undefined
      // As many failures as a crawl bears without a pause, and the question behind the pause.
      if (asked <= 5 + CRAWLING.failures) response.destroy()
      else {
        setup.site.misbehave = undefined
        release = () => void response.writeHead(404).end()
        resolve()
      }
      return 'handled'
    }
  })
  const crawl = waitForEnd(setup.start('crawl', LAMP, '--concurrency', '1'))
  await waiting
  const down = await readSurfaces(setup)
  release()
  const { code } = await crawl
  const since = /waiting for the site since \d{4}-\d\d-\d\d \d\d:\d\d UTC/
  for (const text of [down.status, down.doctor.stdout, down.listed]) {
    expect.soft(text).toMatch(new RegExp(`5 of 30 pages, ${since.source}`))
    expect.soft(text).not.toMatch(/ left\b|to go on:/)
    expect.soft(text).toMatch(/can be searched/)
  }
  expect(down.status).toMatch(
    new RegExp(`A crawl is running since .*, ${since.source}: the site cannot be read: .+ can be searched meanwhile`),
  )
  expect(down.doctor.stdout).toMatch(new RegExp(`ok +lock .*, ${since.source}: the site cannot be read`))
  expect(down.guides).toMatchObject([{ running: true, waiting_since: expect.stringContaining('Z') }])
  expect(down.guides[0]).not.toHaveProperty('minutes_left')
  expect(down.data).toMatchObject({ running: [{ waiting: { reason: expect.stringContaining('the site cannot be') } }] })
  expect(down.english).toMatch(
    /waiting for the site; its pages can be searched already\. It stopped answering (?:now|.*ago)/,
  )
  expect(down.japanese).toContain('サイトの応答待ち(取り込んだページは検索できます)')
  expect(down.english + down.japanese).not.toMatch(/ left\b|残り/)
  // What it says of the run that is over is what it says of any.
  expect(code).toBe(0)
  expect((await setup.run('status')).stdout).not.toContain('waiting')
})

it('a guide whose crawl was stopped before its first page does not keep the others from being exported', async () => {
  const setup = await setUpProgram()
  await setup.run('crawl', LAMP)
  putGuide(setup.site, NAMES, '/room/latest/dg/')
  const child = setup.start('crawl', LAMP.replace('/lamp/', '/room/'))
  setup.site.misbehave = (path) => {
    if (!path.startsWith('/room/') || !path.endsWith('.html')) return undefined
    child.kill('SIGKILL')
    return 'handled'
  }
  await waitForEnd(child)
  setup.site.misbehave = undefined
  expect((await setup.run('doctor')).stdout).toContain('room-dg en_us: 0 of 30 pages')
  const file = `${setup.folder}/all.bundle`
  expect(await setup.run('export', file)).toMatchObject({ code: 0 })
  expect((await setup.run('verify', file)).stdout).toContain('3 pages of 1 guide')
})
