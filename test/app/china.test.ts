// The two sites in one index: crawled, searched, read, exported and imported side by side, with pages of the same path.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type App, openApp } from '../../src/app.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { createTestClock, LAMP } from '../crawl/crawl-setup.ts'
import { GUIDE, makePageHtml, makeTocJson, putGuide, startSite } from '../crawl/crawl-site.ts'

const HERE = `https://docs.aws.amazon.com${GUIDE}a.html`
const THERE = `https://docs.amazonaws.cn/en_us${GUIDE}a.html`
const CHINESE = `https://docs.amazonaws.cn/zh_cn${GUIDE}a.html`
const WHOLE = { startIndex: 0, maxLength: 100_000 }

const CHINA = { ...LAMP, catalogId: 'lamp-dg-cn', base: `/aws-cn${GUIDE}` } as const
const CHINA_ZH = { ...CHINA, locale: 'zh_cn' } as const

/** Two sites with a guide at the same place, of different text, and in the China site's second language. */
async function setUp({ crawled = true }: { crawled?: boolean } = {}) {
  const [site, china] = [await startSite(), await startSite()]
  const folder = mkdtempSync(join(tmpdir(), 'china-test-'))
  const clock = createTestClock()
  putGuide(site, ['a', 'b'])
  site.files.set(`${GUIDE}a.html`, makePageHtml('Page a', 'A lantern burns paraffin in every Region.'))
  china.files.set('/robots.txt', 'User-agent: *\nCrawl-delay: 2\n')
  for (const locale of ['en_us', 'zh_cn']) china.files.set(`/${locale}${GUIDE}toc-contents.json`, makeTocJson(['a']))
  china.files.set(
    `/en_us${GUIDE}a.html`,
    makePageHtml('Page a', 'A lantern burns kerosene in the Beijing Region.', {
      links: ['b.html', `https://docs.aws.amazon.com${GUIDE}b.html`],
    }),
  )
  china.files.set(`/zh_cn${GUIDE}a.html`, makePageHtml('页面', '灯笼在北京区域燃烧煤油。', { locale: 'zh_cn' }))
  china.files.set(`/en_us${GUIDE}b.html`, makePageHtml('Page b', 'Found by its link.'))
  const apps = new Set<App>()
  const open = (name = 'index', more: Partial<Parameters<typeof openApp>[0]> = {}) => {
    const app = openApp({
      indexFile: join(folder, `${name}.sqlite`),
      userCatalogFile: join(folder, 'guides.json'),
      cacheFile: join(folder, `${name}.cache.sqlite`),
      offline: false,
      origin: site.origin,
      chinaOrigin: china.origin,
      clock,
      logger: silentLogger,
      ...more,
    })
    apps.add(app)
    return app
  }
  onTestFinished(async () => {
    for (const app of apps) await app.close()
    await site.close()
    await china.close()
    await rm(folder, { recursive: true, force: true })
  })
  const app = open()
  if (crawled) {
    const report = await app.site.crawl({ guides: [LAMP, CHINA, CHINA_ZH] })
    expect(report).toMatchObject({ kind: 'complete', exitCode: 0 })
    expect(report.guides.map(({ id, locale, pages }) => [id, locale, pages])).toEqual([
      ['lamp-dg', 'en_us', 2],
      ['lamp-dg-cn', 'en_us', 2],
      ['lamp-dg-cn', 'zh_cn', 1],
    ])
  }
  return { site, china, app, open, folder, clock }
}

describe('a crawl', () => {
  test('asks each site for its own pages and rules, and for nothing of the other', async () => {
    const { site, china } = await setUp()
    expect(site.log.every(({ path }) => path === '/robots.txt' || path.startsWith(GUIDE))).toBe(true)
    expect(china.log.every(({ path }) => path === '/robots.txt' || /^\/(en_us|zh_cn)\/lamp\//.test(path))).toBe(true)
    expect(china.count('/robots.txt')).toBe(1)
  })

  test('gets what it can where one of the sites is down, and says which is missing', async () => {
    const { china, app } = await setUp({ crawled: false })
    china.misbehave = (path) => (path === '/robots.txt' ? { status: 500 } : undefined)
    const report = await app.site.crawl({ guides: [CHINA, LAMP] })
    expect(report).toMatchObject({ kind: 'partial', exitCode: 2, reason: expect.stringContaining('robots.txt') })
    expect(report.guides.map(({ id, pages }) => [id, pages])).toEqual([['lamp-dg', 2]])
  })

  test('of a page that leads to the other site stores nothing', async () => {
    const { china, app } = await setUp({ crawled: false })
    china.files.set(`/en_us${GUIDE}a.html`, { status: 302, headers: { location: HERE } })
    const { guides } = await app.site.crawl({ guides: [CHINA] })
    expect(guides[0]).toMatchObject({ pages: 0, skipped: [{ url: THERE, reason: expect.stringContaining(HERE) }] })
  })

  test('is refreshed site by site', async () => {
    const { china, app, clock } = await setUp()
    china.files.set(`/en_us${GUIDE}a.html`, makePageHtml('Page a', 'A lantern burns oil in the Ningxia Region.'))
    clock.time += 30 * 86_400_000
    const report = await app.site.refresh({ guides: [LAMP, CHINA], maxAgeMs: 86_400_000 })
    expect(report.guides.map(({ id, counts }) => [id, counts.changed])).toEqual([
      ['lamp-dg', 0],
      ['lamp-dg-cn', 1],
    ])
    expect((await app.documentation.read({ url: THERE, ...WHOLE })).markdown).toContain('Ningxia')
  })
})

describe('a search', () => {
  test('is of all that is indexed, and says of which site a hit is', async () => {
    const { app } = await setUp()
    const { hits } = await app.documentation.search({ text: 'what does a lantern burn', limit: 5 })
    const found = hits
      .filter(({ title }) => title === 'Page a')
      .map(({ url, partition }) => [url.replace(/#.*/, ''), partition])
    expect(found.sort()).toEqual([
      [THERE, 'aws-cn'],
      [HERE, undefined],
    ])
  })

  test.each([
    ['aws', HERE],
    ['aws-cn', THERE],
  ] as const)('of partition %s finds pages of that site alone', async (partition, url) => {
    const { app } = await setUp()
    const { hits } = await app.documentation.search({ text: 'what does a lantern burn', limit: 5, partition })
    expect(hits[0]?.url.startsWith(url)).toBe(true)
    expect(hits.every((hit) => (hit.partition ?? 'aws') === partition)).toBe(true)
  })

  test('of the China site finds its Chinese pages, never asks the live search, and says so', async () => {
    const { site, open } = await setUp()
    const app = open('index', { partition: 'aws-cn', searchUrl: `${site.origin}/search` })
    const { hits } = await app.documentation.search({ text: '北京区域的灯笼', limit: 3, locale: 'zh_cn' })
    expect(hits[0]).toMatchObject({ locale: 'zh_cn', partition: 'aws-cn', path: `/aws-cn/zh_cn${GUIDE}a.html` })
    const none = await app.documentation.search({ text: 'xyzzy', limit: 3 })
    expect(none.live.reason).toContain('does not cover docs.amazonaws.cn')
    expect(site.count('/search')).toBe(0)
    const named = await app.documentation.search({ text: 'what does a lantern burn', limit: 5, guides: ['lamp-dg'] })
    expect(named.hits[0]?.url.startsWith(HERE)).toBe(true)
  })
})

test('text that both sites have is one hit, of docs.aws.amazon.com, that names the other', async () => {
  const { site, china, app } = await setUp({ crawled: false })
  const text =
    'Wicks are trimmed, glass is wiped, fuel is poured, flames are lit and later blown out again by whoever keeps watch over the harbour wall at night, while ships pass slowly, gulls sleep on ropes, and a bell counts hours for sailors, cooks and merchants below.'
  site.files.set(`${GUIDE}a.html`, makePageHtml('Page a', text))
  china.files.set(`/en_us${GUIDE}a.html`, makePageHtml('Page a', text))
  await app.site.crawl({ guides: [CHINA, LAMP] })
  const search = async (more: object) =>
    (await app.documentation.search({ text: 'trimmed wicks harbour', limit: 5, ...more })).hits
  const both = (await search({})).filter(({ title }) => title === 'Page a')
  expect(both).toMatchObject([{ sameTextAt: [THERE] }])
  expect(both[0]?.partition).toBeUndefined()
  expect(await search({ partition: 'aws-cn' })).toMatchObject([{ partition: 'aws-cn', sameTextAt: [] }])
})

describe('a page', () => {
  test('of the same path is read from the site that its URL names', async () => {
    const { app } = await setUp()
    const here = await app.documentation.read({ url: HERE, ...WHOLE })
    const there = await app.documentation.read({ url: THERE, ...WHOLE })
    expect(here).toMatchObject({ source: 'index', url: HERE })
    expect(here.partition).toBeUndefined()
    expect(there).toMatchObject({ source: 'index', url: THERE, partition: 'aws-cn', locale: 'en_us' })
    expect(here.markdown).toContain('paraffin')
    expect(there.markdown).toContain('kerosene')
    expect(there.markdown).toContain(`](https://docs.amazonaws.cn/en_us${GUIDE}b.html)`)
    expect((await app.documentation.read({ url: CHINESE.replace('/zh_cn', ''), ...WHOLE })).url).toBe(CHINESE)
  })

  test('that is not indexed is read live, and a redirect to the other site is not followed', async () => {
    const { site, china, app } = await setUp({ crawled: false })
    expect(await app.documentation.read({ url: THERE, ...WHOLE })).toMatchObject({
      source: 'live',
      url: THERE,
      partition: 'aws-cn',
    })
    expect(await app.documentation.read({ url: HERE, ...WHOLE })).toMatchObject({ source: 'live', url: HERE })
    expect((await app.documentation.read({ url: THERE, ...WHOLE })).markdown).toContain('kerosene')
    site.log.length = 0
    china.files.set(`/en_us${GUIDE}c.html`, { status: 302, headers: { location: HERE } })
    await expect(app.documentation.read({ url: THERE.replace('a.html', 'c.html'), ...WHOLE })).rejects.toThrow(
      'redirects to',
    )
    expect(site.log).toEqual([])
  })

  test('of a site that is down does not keep the other from being asked', async () => {
    const { china, app } = await setUp({ crawled: false })
    china.misbehave = (_, __, response) => {
      response.destroy()
      return 'handled'
    }
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
      await expect(app.documentation.read({ url: THERE.replace('a.html', `${name}.html`), ...WHOLE })).rejects.toThrow()
    expect(await app.documentation.read({ url: HERE, ...WHOLE })).toMatchObject({ source: 'live' })
  })

  test('is recommended beside pages of its own site, but for what it links to', async () => {
    const { app } = await setUp()
    const { related } = await app.documentation.findRelated(THERE, 10)
    expect(related.find(({ url }) => url.endsWith('cn/en_us/lamp/latest/dg/b.html'))?.reasons).toContain(
      'linked from here',
    )
    expect(related.filter(({ url, reasons }) => url.includes('docs.aws.') && reasons.includes('similar'))).toEqual([])
  })
})

test('a bundle keeps the site of every page, and says whose terms they are under', async () => {
  const { app, open, folder } = await setUp()
  const file = join(folder, 'both.awsdocs')
  const exported = await app.bundles.export({ file })
  expect(exported.manifest.licence.documentation).toContain('docs.amazonaws.cn')
  const other = open('other', { offline: true })
  await other.bundles.import({ source: file })
  expect(
    (await other.index.getStatus()).guides.map(({ catalogId, base, locale, pages }) => [
      catalogId,
      base,
      locale,
      pages,
    ]),
  ).toEqual([
    ['lamp-dg', GUIDE, 'en_us', 2],
    ['lamp-dg-cn', `/aws-cn${GUIDE}`, 'en_us', 2],
    ['lamp-dg-cn', `/aws-cn${GUIDE}`, 'zh_cn', 1],
  ])
  expect((await other.documentation.read({ url: THERE, ...WHOLE })).markdown).toContain('kerosene')
  expect((await other.documentation.read({ url: HERE, ...WHOLE })).markdown).toContain('paraffin')
  const [hit] = (await other.documentation.search({ text: 'lantern kerosene Beijing', limit: 1 })).hits
  expect(hit).toMatchObject({ partition: 'aws-cn', path: `/aws-cn/en_us${GUIDE}a.html` })
  const alone = join(folder, 'aws.awsdocs')
  const plain = await app.bundles.export({ file: alone, guides: ['lamp-dg'] })
  expect(JSON.stringify(plain.manifest)).not.toContain('cn')
})
