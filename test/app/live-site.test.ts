import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type App, openApp } from '../../src/app.ts'
import { silentLogger } from '../../src/core/logger.ts'
import { LAMP, testClock } from '../crawl/crawl-setup.ts'
import { type CrawlSite, GUIDE, pageHtml, putGuide, startSite } from '../crawl/crawl-site.ts'

const SITE = 'https://docs.aws.amazon.com'
const TORCH = `${SITE}/torch/latest/dg/beam.html`
const DAY = 86_400_000
const url = (name: string) => `${SITE}${GUIDE}${name}.html`
const WHOLE = { startIndex: 0, maxLength: 100_000 }

interface Bench {
  readonly site: CrawlSite
  readonly app: App
  readonly clock: ReturnType<typeof testClock>
  /** Opens another App on the same files. */
  open(how: { offline?: boolean; searchUrl?: string | undefined }): App
  readonly indexFile: string
}

/** An index of the pages a, b and c, and a site that has a page of another guide and answers searches besides. */
async function setUp(maxPages?: number): Promise<Bench> {
  const site = await startSite()
  const folder = mkdtempSync(join(tmpdir(), 'live-test-'))
  const clock = testClock()
  putGuide(site, ['a', 'b', 'c'])
  site.files.set('/torch/latest/dg/beam.html', pageHtml('Beam', 'A beam of light.'))
  const indexFile = join(folder, 'index.sqlite')
  const apps = new Set<App>()
  const open: Bench['open'] = ({ offline = false, searchUrl }) => {
    const app = openApp({
      indexFile,
      userCatalogFile: join(folder, 'guides.json'),
      cacheFile: join(folder, 'index.cache.sqlite'),
      offline,
      origin: site.origin,
      ...(searchUrl !== undefined && { searchUrl }),
      clock,
      logger: silentLogger,
    })
    apps.add(app)
    return app
  }
  onTestFinished(async () => {
    for (const one of apps) await one.close()
    await site.close()
    await rm(folder, { recursive: true, force: true })
  })
  const app = open({ searchUrl: `${site.origin}/search` })
  await app.crawl({ guides: [LAMP], ...(maxPages !== undefined && { maxPages }) })
  site.log.length = 0
  return { site, app, clock, open, indexFile }
}

const paths = (site: CrawlSite) => site.log.map(({ path }) => path)
const hang = (site: CrawlSite) => {
  site.misbehave = (_, __, response) => {
    response.destroy()
    return 'handled'
  }
}
const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('reading a page that is not indexed', () => {
  test('asks robots.txt and the page, once each, and keeps the page', async () => {
    const { site, app, clock, indexFile } = await setUp()
    const index = hashOf(indexFile)
    const read = await app.read({ url: TORCH, ...WHOLE })
    expect(read).toMatchObject({ source: 'live', title: 'Beam', fetchedAt: clock.time, notice: undefined })
    expect(paths(site)).toEqual(['/robots.txt', '/torch/latest/dg/beam.html'])
    clock.time += DAY / 2
    expect(await app.read({ url: TORCH, ...WHOLE })).toMatchObject({ source: 'cache', fetchedAt: read.fetchedAt })
    expect(site.log).toHaveLength(2)
    expect(hashOf(indexFile)).toBe(index)
  })

  test('confirms a copy of yesterday with its validator', async () => {
    const { site, app, clock } = await setUp()
    await app.read({ url: TORCH, ...WHOLE })
    clock.time += 2 * DAY
    expect(await app.read({ url: TORCH, ...WHOLE })).toMatchObject({ source: 'live', fetchedAt: clock.time })
    expect(site.log.at(-1)).toMatchObject({ path: '/torch/latest/dg/beam.html', conditional: true, status: 304 })
  })

  test('gives an old copy, with the reason, when the site cannot be reached', async () => {
    const { site, app, clock } = await setUp()
    const { fetchedAt } = await app.read({ url: TORCH, ...WHOLE })
    clock.time += 2 * DAY
    hang(site)
    const read = await app.read({ url: TORCH, ...WHOLE })
    expect(read).toMatchObject({ source: 'cache', fetchedAt })
    expect(read.notice).toMatch(/^The live page was not read \(.+\); this is the copy that was read live before\.$/)
    expect(await app.read({ url: TORCH, fresh: true, ...WHOLE })).toMatchObject({
      source: 'cache',
      notice: read.notice ? expect.any(String) : '',
    })
  })

  test('is refused by robots.txt without asking for the page', async () => {
    const { site, app } = await setUp()
    site.files.set(`${GUIDE}private/x.html`, pageHtml('X', 'text'))
    const read = app.read({ url: `${SITE}${GUIDE}private/x.html`, ...WHOLE })
    await expect(read).rejects.toThrow('robots.txt of the site does not allow this page')
    expect(paths(site)).toEqual(['/robots.txt'])
  })

  test('of the site says that the page is missing, and what is near', async () => {
    const { app } = await setUp()
    await expect(app.read({ url: url('aa'), ...WHOLE })).rejects.toMatchObject({
      code: 'PAGE_NOT_FOUND',
      message: expect.stringContaining('the site answered 404'),
      hint: expect.stringContaining(url('a')),
    })
  })
})

describe('a page that can be had nowhere is told with what its guide lacks', () => {
  const hintOf = async (app: App, address: string) =>
    app.read({ url: address, ...WHOLE }).then(
      () => undefined,
      ({ hint }: { hint: string }) => hint,
    )

  test('a complete guide, one that is not there, and nothing that needs a network while offline', async () => {
    const { app, open } = await setUp()
    expect(await hintOf(app, url('zzz'))).toContain(
      'completely indexed, so the page has probably been renamed or removed',
    )
    const gone = `${SITE}/torch/latest/dg/gone.html`
    expect(await hintOf(app, gone)).toContain(`Its guide is not indexed; "aws-docs-offline crawl ${gone}" harvests it.`)
    const offline = open({ offline: true })
    expect(await hintOf(offline, gone)).toMatch(
      /^Its guide is not indexed; offline, .*"aws-docs-offline import FILE"\.$/,
    )
  })

  test('a guide whose crawl was cut short', async () => {
    const { app, open } = await setUp(1)
    expect(await hintOf(app, url('zzz'))).toMatch(
      /only partly indexed \(\d+ of \d+ pages.*\); "aws-docs-offline crawl lamp-dg" gets the rest/,
    )
    expect(await hintOf(open({ offline: true }), url('zzz'))).not.toContain('aws-docs-offline crawl')
  })
})

describe("reading a guide's folder", () => {
  test('gives its first page from the index, in whatever language it is there', async () => {
    const { site, open } = await setUp()
    const offline = open({ offline: true })
    for (const asked of [`${SITE}${GUIDE}`, `${SITE}${GUIDE.slice(0, -1)}`, `${SITE}${GUIDE}index.html`]) {
      expect(await offline.read({ url: asked, ...WHOLE })).toMatchObject({ source: 'index', url: url('a') })
    }
    expect(await offline.read({ url: `${SITE}/ja_jp${GUIDE}`, ...WHOLE })).toMatchObject({
      url: url('a'),
      notice: 'The page is not indexed in Japanese (ja_jp); this is the English text.',
    })
    expect(
      await offline.readSections({ url: `${SITE}${GUIDE}`, titles: ['More about Page a'], maxLength: 100 }),
    ).toMatchObject({
      url: url('a'),
    })
    expect(site.log).toEqual([])
  })

  test('that is not indexed follows the site, or says where it leads', async () => {
    const { site, app } = await setUp()
    const folder = '/torch/latest/dg/'
    site.files.set(folder, { status: 302, headers: { location: `${folder}beam.html` } })
    expect(await app.read({ url: SITE + folder, ...WHOLE })).toMatchObject({ source: 'live', url: TORCH })
    const stub = '<html><head><meta http-equiv="refresh" content="0;URL=beam.html"></head><body></body></html>'
    site.files.set(folder, { headers: { 'content-type': 'text/html' }, body: stub })
    await expect(app.read({ url: SITE + folder, ...WHOLE })).rejects.toMatchObject({
      code: 'PAGE_NOT_FOUND',
      message: expect.stringContaining(`the site leads on from there to ${TORCH}`),
      hint: expect.stringContaining(`crawl ${SITE}${folder}" harvests it`),
    })
  })
})

describe('reading an indexed page', () => {
  test('asks nobody; with `fresh` the site, and the index stays as it is', async () => {
    const { site, app, indexFile } = await setUp()
    const index = hashOf(indexFile)
    site.files.set(`${GUIDE}a.html`, pageHtml('Page a', 'newer text.'))
    expect(await app.read({ url: url('a'), ...WHOLE })).toMatchObject({ source: 'index' })
    expect(site.log).toEqual([])
    const read = await app.read({ url: url('a'), fresh: true, ...WHOLE })
    expect(read).toMatchObject({ source: 'live', markdown: expect.stringContaining('newer text.') })
    expect(await app.read({ url: url('a'), ...WHOLE })).toMatchObject({ source: 'index' })
    expect(hashOf(indexFile)).toBe(index)
  })

  test('`fresh` without a site gives the copy in the index and says why', async () => {
    const { site, app } = await setUp()
    hang(site)
    const read = await app.read({ url: url('a'), fresh: true, ...WHOLE })
    expect(read).toMatchObject({ source: 'index' })
    expect(read.notice).toMatch(/^The live page was not read \(.+\); this is the copy in the index\.$/)
  })
})

describe('the circuit', () => {
  test.each([
    ['no network', hang, /will be asked again|could not be read/],
    [
      'throttling',
      (site: CrawlSite) => {
        site.misbehave = (path) =>
          path.endsWith('.html') ? { status: 429, headers: { 'retry-after': '120' } } : undefined
      },
      /the site asked to slow down; it will be asked again after 2026-/,
    ],
  ])('opens on %s: the second question asks nobody and says so', async (_, fault, reason) => {
    const { site, app, clock } = await setUp()
    fault(site)
    await expect(app.read({ url: TORCH, ...WHOLE })).rejects.toThrow('was not read from the live site')
    const asked = site.log.length
    const began = clock.time
    await expect(app.read({ url: `${SITE}/torch/latest/dg/other.html`, ...WHOLE })).rejects.toThrow(reason)
    expect([site.log.length, clock.time]).toEqual([asked, began])
    site.misbehave = undefined
    clock.time += 16 * 60_000
    expect(await app.read({ url: TORCH, ...WHOLE })).toMatchObject({ source: 'live' })
  })

  test('stays closed when one page answers with a server error', async () => {
    const { site, app } = await setUp()
    site.misbehave = (path) => (path.endsWith('broken.html') ? { status: 500 } : undefined)
    await expect(app.read({ url: `${SITE}/torch/latest/dg/broken.html`, ...WHOLE })).rejects.toThrow('answered 500')
    expect(site.count('/torch/latest/dg/broken.html')).toBe(1)
    expect(await app.read({ url: TORCH, ...WHOLE })).toMatchObject({ source: 'live' })
  })
})

describe('searching for what the index lacks', () => {
  const hit = (path: string, title: string) => ({
    textExcerptSuggestion: { link: SITE + path, title, suggestionBody: `About ${title}.`, context: [] },
  })
  const liveTitles = ({ hits }: Awaited<ReturnType<App['search']>>) =>
    hits.filter(({ source }) => source !== 'index').map(({ title }) => title)
  const answering = (site: CrawlSite, ...hits: object[]) =>
    site.files.set('/search', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ suggestions: hits }),
    })

  test('asks the live search once, and each page that both know is one hit of the index', async () => {
    const { site, app } = await setUp()
    answering(site, hit(`${GUIDE}b.html`, 'Page b'), hit('/torch/latest/dg/beam.html', 'Beam'))
    const answer = await app.search({ text: 'beam of a torch', limit: 5 })
    expect(answer.coverage.grade).toBe('missing')
    const beam = answer.hits.find(({ title }) => title === 'Beam')
    expect(beam).toMatchObject({ source: 'live' })
    expect(answer.hits.filter(({ path }) => path === `${GUIDE}b.html`)).toHaveLength(1)
    expect(answer.hits.map(({ rank }) => rank)).toEqual(answer.hits.map((_, at) => at + 1))
    const again = await app.search({ text: 'beam of a torch', limit: 5 })
    expect(again.hits).toContainEqual(expect.objectContaining({ source: 'cache', fetchedAt: beam?.fetchedAt }))
    expect(paths(site)).toEqual(['/search'])
  })

  test('keeps to the guides that were asked for', async () => {
    const { site, app } = await setUp()
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'), hit(`${GUIDE}new.html`, 'New page'))
    const answer = await app.search({ text: 'beam of a torch', guides: ['lamp-dg'], limit: 5 })
    expect(answer.hits.map(({ path }) => path)).toContain(`${GUIDE}new.html`)
    expect(answer.hits.map(({ path }) => path)).not.toContain('/torch/latest/dg/beam.html')
  })

  test('is not done while the index answers well', async () => {
    const { site, app } = await setUp()
    const answer = await app.search({ text: 'Page b', limit: 3 })
    expect(answer).toMatchObject({ coverage: { grade: 'answered' }, hits: { length: 3 } })
    expect(answer.live).toEqual({ reason: undefined })
    expect(site.log).toEqual([])
  })

  test('does not wait for a service that throttles a second time, and says that nobody was asked', async () => {
    const { site, app, clock } = await setUp()
    site.files.set('/search', { status: 429, headers: { 'retry-after': '60' } })
    const first = await app.search({ text: 'torch', limit: 5 })
    expect(first.live.reason).toBe('the live search asked to slow down (429)')
    const second = await app.search({ text: 'lantern', limit: 5 })
    expect(second.live.reason).toMatch(/^the site asked to slow down; it will be asked again after 2026-/)
    expect(paths(site)).toEqual(['/search'])
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'))
    clock.time += 61_000
    expect(liveTitles(await app.search({ text: 'lantern', limit: 5 }))).toEqual(['Beam'])
  })

  test('is not done where a mirror stands in for the site, unless its search is named', async () => {
    const { site, open } = await setUp()
    const mirrored = await open({}).search({ text: 'torch', limit: 5 })
    expect(mirrored.live.reason).toBe('AWS_DOCS_ORIGIN names a mirror, and AWS_DOCS_SEARCH_URL no live search for it')
    expect(site.log).toEqual([])
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'))
    const named = await open({ searchUrl: `${site.origin}/search` }).search({ text: 'torch', limit: 5 })
    expect([liveTitles(named), named.live.reason]).toEqual([['Beam'], undefined])
  })

  test('a caller that goes away is no sign of trouble', async () => {
    const { site, app } = await setUp()
    const gone = new AbortController()
    site.misbehave = (path) => {
      if (path !== '/search' || gone.signal.aborted) return undefined
      gone.abort()
      return 'handled'
    }
    expect((await app.search({ text: 'torch', limit: 5 }, gone.signal)).live.reason).toBe('the request was cancelled')
    answering(site, hit('/torch/latest/dg/beam.html', 'Beam'))
    expect(liveTitles(await app.search({ text: 'torch', limit: 5 }))).toEqual(['Beam'])
  })
})

test('offline nothing is asked: the index and what was read live before answer, and the rest says why', async () => {
  const { site, app, open } = await setUp()
  await app.read({ url: TORCH, ...WHOLE })
  site.log.length = 0
  const offline = open({ offline: true })
  expect(await offline.read({ url: url('a'), fresh: true, ...WHOLE })).toMatchObject({
    source: 'index',
    notice: expect.stringContaining('offline'),
  })
  expect(await offline.read({ url: TORCH, ...WHOLE })).toMatchObject({
    source: 'cache',
    notice: expect.stringContaining('offline'),
  })
  expect((await offline.search({ text: 'torch', limit: 5 })).live).toEqual({ reason: 'this is offline mode' })
  await expect(offline.read({ url: `${SITE}/torch/latest/dg/x.html`, ...WHOLE })).rejects.toThrow(
    'this is offline mode',
  )
  expect(site.log).toEqual([])
})
