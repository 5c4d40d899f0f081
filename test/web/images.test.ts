// Images on the web page: from this server alone, kept or asked for live on behalf of a page that shows them.

import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CrawlSite, startSite } from '../crawl/crawl-site.ts'
import { makeFolderOfFile } from '../images/folder-of-file.ts'
import { crawlIllustrated, FIGURES, IMAGES, putIllustratedGuide } from '../images/illustrated-site.ts'
import { makePng, SCRIPTED_SVG } from '../images/made-images.ts'
import { type Served, serve } from '../server/served.ts'

/** A server on an index of the guide, kept with its images or without. */
function useServer({ isKept, isOnline }: { readonly isKept: boolean; readonly isOnline: boolean }) {
  const folder = makeFolderOfFile()
  const made: { site?: CrawlSite; served?: Served } = {}
  beforeAll(async () => {
    const site = await startSite()
    made.site = site
    putIllustratedGuide(site)
    const file = `${folder()}/index.sqlite`
    await crawlIllustrated(file, site, isKept)
    site.log.length = 0
    const environment = { AWS_DOCS_ORIGIN: site.origin }
    made.served = await serve(file, ['--rate-limit', '0'], undefined, environment, isOnline ? [] : ['--offline'])
  })
  afterAll(async () => {
    await made.served?.stop()
    await made.site?.close()
  })
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${made.served?.url}${path}`, { headers })
  return {
    get,
    requests: () => made.site?.log.map(({ path }) => path) ?? [],
    async page() {
      return load(await (await get(`/read${FIGURES}`)).text())
    },
  }
}

describe('offline, with images kept', () => {
  const { get, page, requests } = useServer({ isKept: true, isOnline: false })

  test('a page draws its images from this server, with their size and words', async () => {
    const $ = await page()
    const figure = $('img[alt="A lamp and its switch"]')
    expect(figure.attr()).toMatchObject({ width: '900', height: '300', loading: 'lazy' })
    expect(figure.attr('src')).toMatch(new RegExp(`^/image${IMAGES}figure\\.png\\?v=[0-9a-f]{16}$`))
    expect(
      $('img')
        .toArray()
        .every((image) => image.attribs.src?.startsWith('/image/')),
    ).toBe(true)
    const answer = await get(figure.attr('src') ?? '')
    expect(Buffer.from(await answer.arrayBuffer()).equals(makePng(900, 300, [200, 120, 40]))).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    const again = await get(figure.attr('src') ?? '', { 'if-none-match': answer.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })

  test('a figure can be opened alone; a mark within a line and an image that is a link cannot', async () => {
    const $ = await page()
    expect($('a[aria-label="Show the image alone: A lamp and its switch"] img').length).toBe(1)
    expect($('.picture.mark > img[alt="the round button"]').length).toBe(1)
    expect($('img[alt="The other page"]').closest('a').attr('href')).toContain('/read/')
    expect($('a a').length).toBe(0)
  })

  test('what is not kept is a placeholder with its words, and how to see it', async () => {
    const $ = await page()
    const shown = $('.image').not('[hidden]')
    expect(shown.toArray().map((element) => $(element).text())).toEqual([
      'Image: What the site has lost — open on the site',
      'Image: Far away — open on the site',
      'Image: Says one thing and is another — open on the site',
    ])
    for (const name of ['missing.png', 'secret.png', 'lies.png']) {
      expect((await get(`/image${IMAGES}${name}?page=${FIGURES}`)).status).toBe(404)
    }
  })

  test('a drawing comes as a picture that may run nothing', async () => {
    const answer = await get(`/image${IMAGES}scripted.svg`)
    expect(await answer.text()).toBe(SCRIPTED_SVG)
    expect(answer.headers.get('content-type')).toBe('image/svg+xml')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox")
    expect((await page())('svg').length).toBe(0)
  })

  test('nobody was asked', () => expect(requests()).toEqual([]))
})

describe('online, with none kept', () => {
  const { get, page, requests } = useServer({ isKept: false, isOnline: true })

  test('an image that an indexed page shows is asked for live, once', async () => {
    const $ = await page()
    const src = $('img[alt="A lamp and its switch"]').attr('src') ?? ''
    expect(src).toBe(`/image${IMAGES}figure.png?page=${encodeURIComponent(FIGURES)}`)
    for (const _ of [1, 2]) {
      const answer = await get(src)
      expect(answer.headers.get('content-type')).toBe('image/png')
      expect(answer.headers.get('cache-control')).toBe('private, max-age=3600')
    }
    expect(requests().filter((path) => path === `${IMAGES}figure.png`).length).toBe(1)
    expect(requests()).toContain('/robots.txt')
  })

  test.each([
    ['an image that no page shows', `${IMAGES}secret.png?page=${FIGURES}`],
    ['an image without a page', `${IMAGES}drawn.svg`],
    ['an image of a page that is not indexed', `${IMAGES}drawn.svg?page=/lamp/latest/dg/absent.html`],
    ['one that is lost', `${IMAGES}missing.png?page=${FIGURES}`],
    ['one that is no image', `${IMAGES}lies.png?page=${FIGURES}`],
    ['a page', `${FIGURES}?page=${FIGURES}`],
  ])('%s is not to be had', async (_, path) => {
    const answer = await get(`/image${path}`)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(requests()).not.toContain(`${IMAGES}secret.png`)
  })
})
