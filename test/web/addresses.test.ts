// What the addresses of the web page answer, without a browser: a real server over a real index.

import { describe, expect, test } from 'vitest'
import { describeTooLong, LONGEST_QUERY } from '../../src/core/model/query-length.ts'
import { askRaw } from '../server/served.ts'
import { HOSTILE, HOSTILE_TITLE } from './hostile-pages.ts'
import { GUIDE, useWebServer } from './web-server.ts'

const server = useWebServer()
const { get } = server

describe('searching', () => {
  test('the results show the passage with the words marked, where it stands and how old it is', async () => {
    const { $, headers } = await get('/search?q=pasted+error+message')
    const hit = $('.hit').first()
    expect(hit.find('.hit-link').attr('href')).toBe(`${GUIDE}searching.html?q=pasted+error+message#searching-errors`)
    expect(hit.find('.within').text()).toBe('Search for an error message')
    expect(
      hit
        .find('.passage mark')
        .map((_, mark) => $(mark).text())
        .get(),
    ).toContain('message')
    expect(hit.find('time').attr('datetime')).toBe('2026-01-01T00:00:00.000Z')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self'/)
  })

  test('what other phrasings bring is found and marked, and the filters keep them', async () => {
    const { $ } = await get('/search?q=zzzzqqq&also=pasted+error+message')
    expect($('.passage mark').text()).toContain('message')
    expect($('.facet a').first().attr('href')).toContain('also=pasted+error+message')
  })

  test('passages are rendered: no links, emphasis or table rules of Markdown', async () => {
    for (const query of ['--limit how many results', 'search identifiers', 'harvest refresh', 'MCP tools arguments']) {
      const { $ } = await get(`/search?q=${encodeURIComponent(query)}`)
      const passages = $('.passage')
        .map((_, passage) => $(passage).text())
        .get()
      expect(passages.length).toBeGreaterThan(0)
      expect(passages.filter((passage) => /\]\(|\*\*|^\||\|\s*---|`/.test(passage))).toEqual([])
    }
  })

  test('what is asked as one types is the same region as on the page', async () => {
    const page = await get('/search?q=bundles')
    const { title, status, html } = JSON.parse((await get('/api/search?q=bundles')).body) as Record<string, string>
    expect(title).toBe('bundles · aws-docs-offline')
    expect(page.$('#ui-count').text()).toBe(status)
    expect(page.body).toContain(html)
  })

  test('a locale and a product are filters; what makes no sense is left out', async () => {
    const japanese = await get('/search?q=search&locale=ja_jp')
    expect(
      new Set(
        japanese
          .$('.hit')
          .map((_, hit) => japanese.$(hit).attr('lang'))
          .get(),
      ),
    ).toEqual(new Set(['ja']))
    const lamps = await get('/search?q=text&product=Made-up+Lamp')
    expect(
      lamps
        .$('.hit h3')
        .map((_, title) => lamps.$(title).text())
        .get()
        .toSorted(),
    ).toEqual([HOSTILE_TITLE, 'Plain'].toSorted())
    expect((await get('/search?q=search&locale=xx&n=900&guide=')).status).toBe(200)
  })

  test('hits that are about something else say so, in the language of the page', async () => {
    const hint = async (language: string) => {
      const { $ } = await get('/search?q=rotate+secrets+in+Secrets+Manager+search', { 'accept-language': language })
      return $('.hint').text()
    }
    expect(await hint('en')).toContain('Not in this index: AWS Secrets Manager User Guide;')
    expect(await hint('ja')).toContain('索引にないガイド: AWS Secrets Manager User Guide。')
    const { $ } = await get('/search?q=pasted+error+message')
    expect($('.hint').length).toBe(0)
  })

  test('nothing found is an answer that says what to try', async () => {
    const { status, $ } = await get('/search?q=qqqqzzzz&product=Made-up+Lamp')
    expect(status).toBe(200)
    expect($('#ui-count').text()).toBe('No results for “qqqqzzzz”')
    expect(
      $('.empty a')
        .map((_, link) => $(link).attr('href'))
        .get(),
    ).toEqual(['/search?q=qqqqzzzz', '/guides'])
    expect($('.facet [aria-current]').last().text()).toContain('Made-up Lamp')
  })

  test('a query over the limit is refused with the limit, up to it is answered', async () => {
    const path = `/search?q=${'a'.repeat(LONGEST_QUERY + 1)}`
    const long = await get(path)
    expect([long.status, long.$('main p').first().text()]).toEqual([400, describeTooLong(LONGEST_QUERY + 1)])
    expect((await get(`/api${path}`)).status).toBe(400)
    expect((await get(`/search?q=${'a'.repeat(LONGEST_QUERY)}`)).status).toBe(200)
    expect((await get(`/search?q=${encodeURIComponent('灯'.repeat(LONGEST_QUERY))}`)).status).toBe(200)
  })

  test.each(['"', "what's", 'a AND (b OR', 'title:*', 'NEAR/3', '-x', '\u0000', '((((', '%', '日本語"*'])(
    'the query %s is only words',
    async (query) => {
      expect((await get(`/search?q=${encodeURIComponent(query)}`)).status).toBe(200)
    },
  )

  test('a pasted URL of a page leads to the page', async () => {
    const url = 'https://docs.aws.amazon.com/ja_jp/aws-docs-offline/latest/guide/searching.html#searching-filters'
    const { status, headers } = await get(`/search?q=${encodeURIComponent(url)}`)
    expect([status, headers.location]).toEqual([
      303,
      '/read/ja_jp/aws-docs-offline/latest/guide/searching.html#searching-filters',
    ])
    const ask = async (query: string) =>
      JSON.parse((await get(`/api/search?q=${encodeURIComponent(query)}`)).body) as { page?: string; html: string }
    for (const typed of [url, url.replace('https://', '')]) {
      const { page, html } = await ask(typed)
      expect(page).toBe(headers.location)
      expect(html).toContain(`href="${headers.location}"`)
    }
    for (const words of [`${url} in a sentence`, 'docs.aws.amazon.com', 'aws.amazon.com/lambda/latest/dg/a.html'])
      expect((await ask(words)).page).toBeUndefined()
  })
})

describe('reading', () => {
  test('a page that is not indexed says so, with the way to get it and its copy in the other language', async () => {
    const { status, $ } = await get(`${GUIDE}not-there.html`)
    expect([status, $('h1').text()]).toEqual([404, 'This page is not in the index'])
    const contents = $('main a').filter((_, link) => /^Contents of /.test($(link).text()))
    expect(contents.attr('href')).toBe(`${GUIDE}welcome.html`)
    const japanese = await get(`/read/ko_kr/aws-docs-offline/latest/guide/searching.html`)
    expect(japanese.status).toBe(404)
    const way =
      /^aws-docs-offline --index \S+ import FILE\naws-docs-offline --index \S+ pull sample --locale ko_kr --from FOLDER --trust KEY$/
    expect(japanese.$('pre').text()).toMatch(way)
    expect(
      japanese
        .$('main a[lang]')
        .map((_, link) => japanese.$(link).attr('href'))
        .get()
        .toSorted(),
    ).toEqual([`${GUIDE}searching.html`, '/read/ja_jp/aws-docs-offline/latest/guide/searching.html'])
    expect((await get('/read/unknown/latest/dg/x.html')).$('pre').length).toBe(0)
  })

  test('other spellings of a page lead to it', async () => {
    for (const [asked, page] of [
      ['searching', 'searching.html'],
      ['searching.md', 'searching.html'],
      ['', 'welcome.html'],
      ['index.html', ''],
    ]) {
      const { status, headers } = await get(GUIDE + asked)
      expect([status, headers.location]).toEqual([303, GUIDE + page])
    }
  })

  test('links between indexed pages stay here, others go to the site and say so', async () => {
    const { $ } = await get(`${GUIDE}welcome.html`)
    const links = $('.prose a:not(.anchor)')
      .map((_, link) => $(link).attr('href'))
      .get()
    expect(links.filter((href) => href.startsWith('/read/')).length).toBeGreaterThan(0)
    const outward = $('.prose a.external')
    for (const link of outward.toArray()) expect($(link).attr('rel')).toBe('noopener noreferrer')
    expect(links.every((href) => /^(\/read\/|#|https?:)/.test(href))).toBe(true)
  })

  test('hostile markup arrives as text or not at all', async () => {
    const { $, body } = await get(`/read${HOSTILE}zebra.html`)
    expect($('h1').text()).toBe(HOSTILE_TITLE)
    expect(body.match(/<script/g)).toEqual(['<script'])
    expect(
      $('article').find('[style], [onclick], [onerror], [onload], iframe, svg, script, style, base, meta').length,
    ).toBe(0)
    expect(
      $('article a')
        .map((_, link) => $(link).attr('href'))
        .get()
        .filter((href) => /^\s*(javascript|data):/i.test(href)),
    ).toEqual([])
  })
})

describe('being a good server', () => {
  test('what is indexed is a page of its own', async () => {
    const { $ } = await get('/guides')
    const rows = $('.guides tbody tr')
      .map((_, row) => $(row).find('td.number').text())
      .get()
    expect(rows).toEqual(['12', '12', '2'])
    expect($('.state.complete').length).toBe(3)
  })

  test('language and appearance are remembered in cookies, and the address is clean again', async () => {
    const { status, headers } = await get('/search?q=x&ui=ja&theme=dark')
    expect([status, headers.location]).toEqual([303, '/search?q=x'])
    expect(headers['set-cookie']).toEqual([
      'ui=ja; Path=/; Max-Age=31536000; SameSite=Lax',
      'theme=dark; Path=/; Max-Age=31536000; SameSite=Lax',
    ])
    const { $ } = await get('/', { cookie: 'a=b; ui=ja; theme=dark' })
    expect([$('html').attr('lang'), $('html').attr('data-theme')]).toEqual(['ja', 'dark'])
  })

  test.each([
    ['ja,en;q=0.5', 'ja'],
    ['de, ja;q=0.3, en;q=0.7', 'en'],
    ['fr', 'en'],
    ['en;q=0, ja;q=0.1', 'ja'],
  ])('Accept-Language %s is answered in %s', async (accepted, language) => {
    expect((await get('/', { 'accept-language': accepted })).$('html').attr('lang')).toBe(language)
  })

  test('assets are kept by browsers for good under their hash, and asked again without', async () => {
    const { $ } = await get('/')
    const style = $('link[rel=stylesheet]').attr('href') ?? ''
    const pinned = await get(style)
    expect(pinned.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    const again = await get('/assets/app.css', { 'if-none-match': String(pinned.headers.etag) })
    expect([again.status, again.body, again.headers['cache-control']]).toEqual([304, '', 'no-cache'])
    expect((await get('/assets/app.css?v=')).headers['cache-control']).toBe('no-cache')
    expect((await get('/assets/constructor')).status).toBe(404)
  })

  test('answers are compressed for those who take it', async () => {
    const response = await fetch(`${server.url}/guides`, { headers: { 'accept-encoding': 'gzip' } })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(await response.text()).toContain('<!doctype html>')
    expect((await get('/guides', { 'accept-encoding': 'gzip;q=0' })).body).toContain('<!doctype html>')
  })

  test('HEAD has the headers of GET and no body', async () => {
    const head = await askRaw(server.url, '/guides', { method: 'HEAD' })
    const whole = await get('/guides')
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', whole.headers['content-length']])
  })

  test('robots are asked to stay away, unknown addresses have a page', async () => {
    expect((await get('/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n')
    const { status, $ } = await get('/nothing/here')
    expect([status, $('h1').text()]).toEqual([404, 'Not found'])
  })
})

test.each(['/.//h//evil.example?ui=ja', '/x/..//evil.example?ui=ja', '/%2e//evil.example?ui=ja'])(
  '%s leads to no other host',
  async (path) => {
    expect((await get(path)).headers.location ?? '/').not.toMatch(/^[/\\]{2}|^\w+:/)
  },
)
