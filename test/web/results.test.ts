// How results are laid out and what a page that was found shows of the search; what browsers ask for besides pages.

import { expect, test } from 'vitest'
import { GUIDE, useWebServer } from './web-server.ts'

const server = useWebServer()
const { get } = server

test('products are filters, and their guides only where there are several or one is chosen', async () => {
  const { $ } = await get('/search?q=text')
  const links = $('.facet a')
    .map((_, link) => [[$(link).find('span').first().text(), $(link).attr('href')]])
    .get()
  expect(links).toContainEqual(['Made-up Lamp', '/search?q=text&product=Made-up+Lamp'])
  expect(links.filter(([, href]) => href?.includes('guide='))).toEqual([])
  const narrowed = await get('/search?q=text&guide=hostile-dg')
  expect(narrowed.$('.hit .meta span:first-child').first().text()).toBe('Made-up Lamp')
  expect(narrowed.$('.facet .facet [aria-current] span:first-child').text()).toBe('Developer Guide')
  const none = await get('/search?q=qqqqzzzz&guide=hostile-dg&guide=gone-dg')
  expect(
    none
      .$('.facet [aria-current] span:first-child')
      .map((_, name) => $(name).text())
      .get(),
  ).toEqual(expect.arrayContaining(['Developer Guide', 'gone-dg']))
})

test('a filter that is written otherwise than the guides have it is shown, and taken back, as theirs', async () => {
  for (const filter of ['product=made+up+lamp', 'product=MADE-UP+LAMP']) {
    const { $ } = await get(`/search?q=text&${filter}`)
    expect($('.hit').length).toBeGreaterThan(0)
    const chosen = $('.facet [aria-current]:has(.n)')
    expect(chosen.map((_, link) => [[$(link).find('span').first().text(), $(link).attr('href')]]).get()).toEqual([
      ['Made-up Lamp', '/search?q=text'],
    ])
  }
})

test('where one guide has many hits beside others, its later ones stand below its first in short', async () => {
  const { $ } = await get('/search?q=search+the+text+for+zebras+and+lamps&n=50')
  const own = $('.found > .hits > .hit').length
  const folded = $('.same-guide .hit').length
  expect($('.same-guide p').first().text()).toMatch(/^\d+ more from aws-docs-offline User Guide$/)
  expect(folded).toBeGreaterThan(1)
  expect(own + folded).toBe($('.hit').length)
  const alone = await get('/search?q=search+the+text&n=50&guide=sample&locale=en_us')
  expect([alone.$('.same-guide').length, alone.$('.hit').length > 3]).toEqual([0, true])
})

test('a page that a search led to has its words marked, with the ways back to the results and out of the marks', async () => {
  const { $ } = await get(`${GUIDE}searching.html?q=error+message`)
  expect($('.prose mark').length).toBeGreaterThan(1)
  expect($('input[type=search]').val()).toBe('error message')
  expect(
    $('.marked a')
      .map((_, link) => $(link).attr('href'))
      .get(),
  ).toEqual(['/search?q=error+message', `${GUIDE}searching.html`])
  const plain = await get(`${GUIDE}searching.html`)
  expect(plain.$('mark, .marked').length).toBe(0)
})

test('a word that the search read into the query is marked apart, in the results and on the page', async () => {
  const { $ } = await get(`/search?q=${encodeURIComponent('検索')}&locale=en_us`)
  const near = $('.hit mark.near').first()
  expect(near.text().toLowerCase()).toMatch(/^search/)
  const page = await get($('.hit-link').first().attr('href') ?? '')
  expect(page.$('.prose mark.near').length).toBeGreaterThan(0)
})

test('code is coloured by the server, as text that can still be copied', async () => {
  const { $ } = await get(`${GUIDE}mcp-tools.html`)
  expect($('.prose pre [class^="t-"]').length).toBeGreaterThan(0)
  expect($('.prose pre [style]').length).toBe(0)
})

test('a browser is told how to search from its address bar, by the address that it used', async () => {
  const { $: page, headers } = await get('/')
  expect(headers['content-security-policy']).toContain("manifest-src 'self'")
  const description = await get(page('link[rel=search]').attr('href') ?? '')
  expect(description.headers['content-type']).toBe('application/opensearchdescription+xml; charset=utf-8')
  expect(description.body).toContain(`template="${server.url}/search?q={searchTerms}"`)
  const behindProxy = await get('/opensearch.xml', { 'x-forwarded-proto': 'https' })
  expect(behindProxy.body).toContain(`template="${server.url.replace('http:', 'https:')}/search?q=`)
})

test('the site can be kept as an application, in the language of the reader', async () => {
  const { $: page } = await get('/')
  const manifest = await get(page('link[rel=manifest]').attr('href') ?? '', { 'accept-language': 'ja' })
  expect(manifest.headers['content-type']).toBe('application/manifest+json')
  const { lang, start_url, icons } = JSON.parse(manifest.body) as {
    lang: string
    start_url: string
    icons: { src: string }[]
  }
  expect([lang, start_url]).toEqual(['ja', '/'])
  expect((await get(icons[0]?.src ?? '')).headers['content-type']).toBe('image/svg+xml')
})
