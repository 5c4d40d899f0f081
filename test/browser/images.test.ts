// Images in a real browser: drawn without a network, harmless when they hold a script, and their words where they do
// not come.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CrawlSite, startSite } from '../crawl/crawl-site.ts'
import { makeFolderOfFile } from '../images/folder-of-file.ts'
import { crawlIllustrated, FIGURES, IMAGES, putIllustratedGuide } from '../images/illustrated-site.ts'
import { type Served, serve } from '../server/served.ts'
import { hasChromium, launch, openReader } from './browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!hasChromium)('in a browser', () => {
  const folder = makeFolderOfFile()
  let browser: Browser
  let site: CrawlSite
  let kept: Served
  let live: Served
  beforeAll(async () => {
    site = await startSite()
    putIllustratedGuide(site)
    await crawlIllustrated(`${folder()}/kept.sqlite`, site, true)
    await crawlIllustrated(`${folder()}/live.sqlite`, site, false)
    const environment = { AWS_DOCS_ORIGIN: site.origin }
    kept = await serve(`${folder()}/kept.sqlite`)
    live = await serve(`${folder()}/live.sqlite`, [], undefined, environment, [])
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await kept?.stop()
    await live?.stop()
    await site?.close()
  })

  async function open(server: Served, path: string): Promise<Page> {
    const page = await (await openReader(browser)).newPage()
    await page.goto(server.url + path)
    return page
  }
  const widthOf = (page: Page, alt: string) =>
    page.getByAltText(alt, { exact: true }).evaluate(async (image) => {
      if (!(image instanceof HTMLImageElement)) return 0
      image.scrollIntoView()
      await image.decode()
      return image.naturalWidth
    })

  test('offline every image that is kept is drawn', async () => {
    const page = await open(kept, `/read${FIGURES}`)
    const alts = ['A lamp and its switch', 'the round button', 'The other page', 'A drawing', 'A photo']
    expect(await Promise.all(alts.map((alt) => widthOf(page, alt)))).toEqual([900, 16, 120, 40, 3])
    expect(await page.locator('.image:visible').count()).toBe(3)
  })

  test('a drawing with a script is drawn and runs nothing, within the page and by its own address', async () => {
    const page = await open(kept, `/read${FIGURES}`)
    expect(await widthOf(page, 'A drawing with a script')).toBe(40)
    expect(await page.locator('html').getAttribute('data-ran')).toBeNull()
    await page.goto(`${kept.url}/image${IMAGES}scripted.svg`)
    expect(await page.locator('svg').getAttribute('data-ran')).toBeNull()
    expect(await page.locator('rect').count()).toBe(1)
  })

  test.each([false, true])('nobody is shut out of a page with images (axe), on a phone: %s', async (isPhone) => {
    const context = await openReader(browser, isPhone ? { viewport: { width: 375, height: 740 } } : {})
    for (const server of [kept, live]) {
      const page = await context.newPage()
      await page.goto(`${server.url}/read${FIGURES}`)
      await page.evaluate(AXE)
      const { violations } = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } }
        return axe.run()
      })
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    }
  })

  test('online they come through this server, and one that does not come leaves its words', async () => {
    const page = await open(live, `/read${FIGURES}`)
    expect(await widthOf(page, 'A lamp and its switch')).toBe(900)
    await page.locator('.image', { hasText: 'What the site has lost' }).waitFor()
    await page.locator('.image', { hasText: 'Says one thing and is another' }).waitFor()
    expect(await page.locator('.image:visible').count()).toBe(3)
    expect(await page.locator('.picture img').count()).toBe(6)
  })
})
