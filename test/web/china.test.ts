// The web page over an index with pages of both sites.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crawlBothSites, LAMP_IN_CHINA } from '../crawl/both-sites.ts'
import { LAMP } from '../crawl/crawl-setup.ts'
import { GUIDE, makePageHtml, makeTocJson, putGuide, startSite } from '../crawl/crawl-site.ts'
import { askRaw, type Served, serve } from '../server/served.ts'

const folder = mkdtempSync(join(tmpdir(), 'web-china-'))
const PATH = `/read/aws-cn/en_us${GUIDE}a.html`
let server: Served

beforeAll(async () => {
  const [site, china] = [await startSite(), await startSite()]
  putGuide(site, ['a'])
  for (const locale of ['en_us', 'zh_cn']) {
    china.files.set(`/${locale}${GUIDE}toc-contents.json`, makeTocJson(['a']))
    china.files.set(
      `/${locale}${GUIDE}a.html`,
      makePageHtml(`Kerosene ${locale}`, 'A lantern burns kerosene.', { locale }),
    )
  }
  const indexFile = await crawlBothSites(folder, { site, china }, [
    LAMP,
    LAMP_IN_CHINA,
    { ...LAMP_IN_CHINA, locale: 'zh_cn' },
  ])
  server = await serve(indexFile, ['--rate-limit', '0'])
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function get(path: string) {
  const answer = await askRaw(server.url, path, {})
  return { ...answer, $: load(answer.body) }
}

test('a hit, a page and a guide of the China site say so, and no other does', async () => {
  const { $: found } = await get('/search?q=kerosene')
  expect(found('.hit-link').first().attr('href')).toMatch(/^\/read\/aws-cn\/en_us\/lamp/)
  expect(found('.hit .meta').first().text()).toContain('China Regions')
  const { $: page } = await get(PATH)
  expect(page('article .meta').text()).toContain(`docs.amazonaws.cn/en_us${GUIDE}a.html`)
  expect(page('article .meta').text()).toContain('China Regions')
  expect((await get(`/read${GUIDE}a.html`)).body).not.toContain('China Regions')
  const { $: guides } = await get('/guides')
  const rows = guides('tbody tr')
    .map((_, row) => `${guides(row).find('.id').text()} ${guides(row).text().includes('China Regions')}`)
    .get()
  expect(rows.sort()).toEqual(['lamp-dg false', 'lamp-dg-cn true', 'lamp-dg-cn true'])
})

test('a pasted URL of the China site opens its page, in the language that it is in', async () => {
  const open = async (url: string) => (await get(`/search?q=${encodeURIComponent(url)}`)).headers.location
  expect(await open(`https://docs.amazonaws.cn/en_us${GUIDE}a.html`)).toBe(PATH)
  expect(await open(`https://docs.amazonaws.cn${GUIDE}a.html`)).toBe(PATH.replace('en_us', 'zh_cn'))
})

test('a page of the China site leads to its translation there, and a missing one to those that there are', async () => {
  const { $ } = await get(PATH)
  const translations = $('.languages a')
    .map((_, link) => $(link).attr('href'))
    .get()
  expect(translations.sort()).toEqual([PATH, PATH.replace('en_us', 'zh_cn')])
  const missing = await get(PATH.replace('a.html', 'z.html'))
  expect(missing.status).toBe(404)
  expect(missing.body).toContain('the page has probably been renamed or removed')
})
