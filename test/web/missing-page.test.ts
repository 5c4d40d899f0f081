// What the web page says of a page that the index does not hold, by how much of its guide is there.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crawlBothSites } from '../crawl/both-sites.ts'
import { LAMP } from '../crawl/crawl-setup.ts'
import { GUIDE, putGuide, startSite } from '../crawl/crawl-site.ts'
import { askRaw, type Served, serve } from '../server/served.ts'

const folder = mkdtempSync(join(tmpdir(), 'missing-page-'))
let server: Served

beforeAll(async () => {
  const [site, china] = [await startSite(), await startSite()]
  putGuide(site, ['a'])
  server = await serve(await crawlBothSites(folder, { site, china }, [LAMP]), ['--rate-limit', '0'])
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function get(path: string, language: string) {
  return load((await askRaw(server.url, path, { headers: { 'accept-language': language } })).body)
}

test.each([
  ['en', 'Its guide is completely indexed: the page has probably been renamed or removed.'],
  ['ja', 'このガイドはすべて索引にあります。'],
])('of a complete guide that nothing can be got, in %s', async (language, said) => {
  const $ = await get(`/read${GUIDE}nosuch.html`, language)
  expect($('main').text()).toContain(said)
  expect($('pre').length).toBe(0)
})

test('of a guide that is not there in the language, how to get it', async () => {
  const $ = await get(`/read/ja_jp${GUIDE}nosuch.html`, 'en')
  expect($('main').text()).not.toContain('completely indexed')
  expect($('pre').text()).toContain('--locale ja_jp')
})
