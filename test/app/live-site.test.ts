import { describe, expect, test } from 'vitest'
import type { App } from '../../src/app.ts'
import { LAMP_JA } from '../crawl/crawl-setup.ts'
import { type CrawlSite, GUIDE, makePageHtml, putGuide } from '../crawl/crawl-site.ts'

import { DAY, hang, hashFile, listAskedPaths, SITE, setUp, TORCH, toPageUrl, WHOLE } from './live-site-setup.ts'

const hintOf = async (app: App, address: string) =>
  app.documentation.read({ url: address, ...WHOLE }).then(
    () => undefined,
    ({ hint }: { hint: string }) => hint,
  )

describe('reading a page that is not indexed', () => {
  test('asks robots.txt and the page, once each, and keeps the page', async () => {
    const { site, app, clock, indexFile } = await setUp()
    const index = hashFile(indexFile)
    const read = await app.documentation.read({ url: TORCH, ...WHOLE })
    expect(read).toMatchObject({ source: 'live', title: 'Beam', fetchedAt: clock.time, notice: undefined })
    expect(listAskedPaths(site)).toEqual(['/robots.txt', '/torch/latest/dg/beam.html'])
    clock.time += DAY / 2
    expect(await app.documentation.read({ url: TORCH, ...WHOLE })).toMatchObject({
      source: 'cache',
      fetchedAt: read.fetchedAt,
    })
    expect(site.log).toHaveLength(2)
    expect(hashFile(indexFile)).toBe(index)
  })

  test('confirms a copy of yesterday with its validator', async () => {
    const { site, app, clock } = await setUp()
    await app.documentation.read({ url: TORCH, ...WHOLE })
    clock.time += 2 * DAY
    expect(await app.documentation.read({ url: TORCH, ...WHOLE })).toMatchObject({
      source: 'live',
      fetchedAt: clock.time,
    })
    expect(site.log.at(-1)).toMatchObject({ path: '/torch/latest/dg/beam.html', conditional: true, status: 304 })
  })

  test('gives an old copy, with the reason, when the site cannot be reached', async () => {
    const { site, app, clock } = await setUp()
    const { fetchedAt } = await app.documentation.read({ url: TORCH, ...WHOLE })
    clock.time += 2 * DAY
    hang(site)
    const read = await app.documentation.read({ url: TORCH, ...WHOLE })
    expect(read).toMatchObject({ source: 'cache', fetchedAt })
    expect(read.notice).toMatch(/^The live page was not read \(.+\); this is the copy that was read live before\.$/)
    expect(await app.documentation.read({ url: TORCH, fresh: true, ...WHOLE })).toMatchObject({
      source: 'cache',
      notice: read.notice ? expect.any(String) : '',
    })
  })

  test('is refused by robots.txt without asking for the page', async () => {
    const { site, app } = await setUp()
    site.files.set(`${GUIDE}private/x.html`, makePageHtml('X', 'text'))
    const read = app.documentation.read({ url: `${SITE}${GUIDE}private/x.html`, ...WHOLE })
    await expect(read).rejects.toThrow('robots.txt of the site does not allow this page')
    expect(listAskedPaths(site)).toEqual(['/robots.txt'])
  })

  test('of the site says that the page is missing, and what is near', async () => {
    const { app } = await setUp()
    await expect(app.documentation.read({ url: toPageUrl('aa'), ...WHOLE })).rejects.toMatchObject({
      code: 'PAGE_NOT_FOUND',
      message: expect.stringContaining('the site answered 404'),
      hint: expect.stringContaining(toPageUrl('a')),
    })
  })
})

describe('a page that can be had nowhere is told with what its guide lacks', () => {
  test('a complete guide, one that is not there, and nothing that needs a network while offline', async () => {
    const { app, open } = await setUp()
    expect(await hintOf(app, toPageUrl('zzz'))).toContain(
      'completely indexed, so the page has probably been renamed or removed',
    )
    const gone = `${SITE}/torch/latest/dg/gone.html`
    // The site was asked, and has it no more than the index.
    expect(await hintOf(app, gone)).toBe(
      `Check the address. The guide that it names is not indexed either; "aws-docs-offline crawl ${gone}" gets that, ` +
        'if the site has it.',
    )
    const offline = open({ offline: true })
    expect(await hintOf(offline, gone)).toMatch(
      /^Its guide is not indexed; offline, "aws-docs-offline import FILE" or "aws-docs-offline pull \S+ --from FOLDER --trust KEY" can get it\.$/,
    )
  })

  test('a guide whose crawl was cut short', async () => {
    const { app, open } = await setUp(1)
    expect(await hintOf(app, toPageUrl('zzz'))).toMatch(
      /only partly indexed \(\d+ of \d+ pages.*\); "aws-docs-offline crawl lamp-dg" gets the rest/,
    )
    expect(await hintOf(open({ offline: true }), toPageUrl('zzz'))).not.toContain('aws-docs-offline crawl')
  })
})

describe("reading a guide's folder", () => {
  test('gives its first page from the index, in whatever language it is there', async () => {
    const { site, open } = await setUp()
    const offline = open({ offline: true })
    for (const asked of [`${SITE}${GUIDE}`, `${SITE}${GUIDE.slice(0, -1)}`, `${SITE}${GUIDE}index.html`]) {
      expect(await offline.documentation.read({ url: asked, ...WHOLE })).toMatchObject({
        source: 'index',
        url: toPageUrl('a'),
      })
    }
    expect(await offline.documentation.read({ url: `${SITE}/ja_jp${GUIDE}`, ...WHOLE })).toMatchObject({
      url: toPageUrl('a'),
      notice: 'The page is not indexed in Japanese (ja_jp); this is the English text.',
    })
    expect(
      await offline.documentation.readSections({
        url: `${SITE}${GUIDE}`,
        titles: ['More about Page a'],
        maxLength: 100,
      }),
    ).toMatchObject({
      url: toPageUrl('a'),
    })
    expect(site.log).toEqual([])
  })

  test('and any of its pages, of a guide that is there in another language alone', async () => {
    const { site, app, open } = await setUp()
    const folder = '/torch/latest/dg/'
    putGuide(site, ['dim', 'glow'], `/ja_jp${folder}`, { locale: 'ja_jp' })
    await app.site.crawl({ guides: [{ ...LAMP_JA, catalogId: 'torch-dg', base: folder }] })
    const { documentation } = open({ offline: true })
    const asked = `${SITE}${folder}dim.html`
    expect(await documentation.read({ url: asked, ...WHOLE })).toMatchObject({
      url: `${SITE}/ja_jp${folder}dim.html`,
      notice: 'The page is not indexed in English (en_us); this is the text in Japanese (ja_jp).',
    })
    expect((await documentation.findRelated(asked, 5)).page.path).toBe(`/ja_jp${folder}dim.html`)
    expect(await hintOf(app, `${SITE}${folder}gone.html`)).toContain(
      'Its guide is not indexed in English (en_us), but in Japanese (ja_jp); "aws-docs-offline crawl ',
    )
  })

  test('says of a PDF that its guide has the same in pages', async () => {
    const { app } = await setUp()
    expect(await hintOf(app, `${SITE}${GUIDE}lamp-dg.pdf`)).toMatch(
      /PDFs are not read; the pages of their guide say the same\.$/,
    )
  })

  test('that is not indexed follows the site, or says where it leads', async () => {
    const { site, app } = await setUp()
    const folder = '/torch/latest/dg/'
    site.files.set(folder, { status: 302, headers: { location: `${folder}beam.html` } })
    expect(await app.documentation.read({ url: SITE + folder, ...WHOLE })).toMatchObject({ source: 'live', url: TORCH })
    const stub = '<html><head><meta http-equiv="refresh" content="0;URL=beam.html"></head><body></body></html>'
    site.files.set(folder, { headers: { 'content-type': 'text/html' }, body: stub })
    await expect(app.documentation.read({ url: SITE + folder, ...WHOLE })).rejects.toMatchObject({
      code: 'PAGE_NOT_FOUND',
      message: expect.stringContaining(`the site leads on from there to ${TORCH}`),
      hint: expect.stringContaining(`crawl ${SITE}${folder}" gets it`),
    })
  })
})

describe('reading an indexed page', () => {
  test('asks nobody; with `fresh` the site, and the index stays as it is', async () => {
    const { site, app, indexFile } = await setUp()
    const index = hashFile(indexFile)
    site.files.set(`${GUIDE}a.html`, makePageHtml('Page a', 'newer text.'))
    expect(await app.documentation.read({ url: toPageUrl('a'), ...WHOLE })).toMatchObject({ source: 'index' })
    expect(site.log).toEqual([])
    const read = await app.documentation.read({ url: toPageUrl('a'), fresh: true, ...WHOLE })
    expect(read).toMatchObject({ source: 'live', markdown: expect.stringContaining('newer text.') })
    expect(await app.documentation.read({ url: toPageUrl('a'), ...WHOLE })).toMatchObject({ source: 'index' })
    expect(hashFile(indexFile)).toBe(index)
  })

  test('`fresh` without a site gives the copy in the index and says why', async () => {
    const { site, app } = await setUp()
    hang(site)
    const read = await app.documentation.read({ url: toPageUrl('a'), fresh: true, ...WHOLE })
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
    await expect(app.documentation.read({ url: TORCH, ...WHOLE })).rejects.toThrow('was not read from the live site')
    const asked = site.log.length
    const began = clock.time
    await expect(app.documentation.read({ url: `${SITE}/torch/latest/dg/other.html`, ...WHOLE })).rejects.toThrow(
      reason,
    )
    expect([site.log.length, clock.time]).toEqual([asked, began])
    site.misbehave = undefined
    clock.time += 16 * 60_000
    expect(await app.documentation.read({ url: TORCH, ...WHOLE })).toMatchObject({ source: 'live' })
  })

  test('stays closed when one page answers with a server error', async () => {
    const { site, app } = await setUp()
    site.misbehave = (path) => (path.endsWith('broken.html') ? { status: 500 } : undefined)
    await expect(app.documentation.read({ url: `${SITE}/torch/latest/dg/broken.html`, ...WHOLE })).rejects.toThrow(
      'answered 500',
    )
    expect(site.count('/torch/latest/dg/broken.html')).toBe(1)
    expect(await app.documentation.read({ url: TORCH, ...WHOLE })).toMatchObject({ source: 'live' })
  })
})

test('offline nothing is asked: the index and what was read live before answer, and the rest says why', async () => {
  const { site, app, open } = await setUp()
  await app.documentation.read({ url: TORCH, ...WHOLE })
  site.log.length = 0
  const offline = open({ offline: true })
  expect(await offline.documentation.read({ url: toPageUrl('a'), fresh: true, ...WHOLE })).toMatchObject({
    source: 'index',
    notice: expect.stringContaining('offline'),
  })
  expect(await offline.documentation.read({ url: TORCH, ...WHOLE })).toMatchObject({
    source: 'cache',
    notice: expect.stringContaining('offline'),
  })
  expect((await offline.documentation.search({ text: 'torch', limit: 5 })).live).toEqual({
    reason: 'this is offline mode',
  })
  await expect(offline.documentation.read({ url: `${SITE}/torch/latest/dg/x.html`, ...WHOLE })).rejects.toThrow(
    'this is offline mode',
  )
  expect(site.log).toEqual([])
})
