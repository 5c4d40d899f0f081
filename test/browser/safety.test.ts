// What must not happen in a reader's browser: script of a page or a query, requests to anybody else, barriers for those
// who see or move otherwise.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { HOSTILE, HOSTILE_TITLE } from '../web/hostile-pages.ts'
import { GUIDE } from '../web/web-server.ts'
import { hasChromium } from './browser.ts'
import { useWebReader } from './web-reader.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PAGES = [
  '/',
  '/search?q=search',
  '/search?q=nothingatall',
  `${GUIDE}mcp-tools.html`,
  `${GUIDE}searching.html?q=error+message`,
  '/guides',
  `${GUIDE}absent.html`,
  '/nowhere',
]

describe.skipIf(!hasChromium)('in a browser', () => {
  const { server, newReader, useWindow } = useWebReader()

  /** Opens a page and notes what it asks for and what the browser complains of. */
  async function watch(path: string) {
    const page = await (await newReader()).newPage()
    const outside: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(`${server.url}/`)) outside.push(request.url())
    })
    page.on('console', (message) => {
      // A page that is not there is said to be an error.
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(server.url + path)
    return { page, outside, complaints }
  }

  const alarm = (page: Page) => page.evaluate(() => (window as { alarm?: number }).alarm)

  test.each([...PAGES, `/read${HOSTILE}zebra.html`])(
    '%s asks nobody else, and breaks no rule of its own',
    async (path) => {
      const { page, outside, complaints } = await watch(path)
      await page.waitForLoadState('networkidle')
      expect(outside).toEqual([])
      expect(complaints).toEqual([])
    },
  )

  test('script in the content, the title and the links of a page is text', async () => {
    const { page } = await watch(`/read${HOSTILE}zebra.html`)
    expect(await page.locator('h1').textContent()).toBe(HOSTILE_TITLE)
    expect(await page.title()).toBe(`${HOSTILE_TITLE} · aws-docs-offline`)
    expect(await page.locator('article').textContent()).toContain('real paragraph about zebras')
    const dangerous =
      'script, iframe, svg, style, base, meta, object, embed, form, [onclick], [onerror], [onload], [onmouseover]'
    expect(await page.locator('article').locator(dangerous).count()).toBe(0)
    const targets = await page
      .locator('article a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol))
    expect(targets.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([])
    for (const link of await page.locator('article a', { hasText: /javascript|data|markdown/ }).all())
      await link.hover()
    expect(await alarm(page)).toBeUndefined()
  })

  test('script of a page is text among the results too', async () => {
    const { page } = await watch('/search?q=zebras')
    expect(await page.locator('.hit h3').first().textContent()).toBe(HOSTILE_TITLE)
    expect(await page.locator('.region script, .region img, .region iframe').count()).toBe(0)
    await page.getByRole('searchbox').fill('zebra')
    await page.waitForURL('**/search?q=zebra')
    expect(await alarm(page)).toBeUndefined()
  })

  test.each([
    '<script>window.alarm = 1</script>',
    '"><img src=x onerror="window.alarm = 1">',
    "' autofocus onfocus='window.alarm = 1",
    '</title><script>window.alarm = 1</script>',
    'javascript:window.alarm=1',
    '\u202e<svg/onload=window.alarm=1>',
  ])('the query %s is text, loaded or typed', async (query) => {
    const { page, complaints } = await watch(
      `/search?q=${encodeURIComponent(query)}&product=${encodeURIComponent(query)}`,
    )
    expect(await page.getByRole('searchbox').inputValue()).toBe(query)
    expect(await page.title()).toContain(query)
    await page.getByRole('searchbox').fill(`${query} typed`)
    await page.locator('#ui-status', { hasText: 'typed' }).waitFor({ state: 'attached' })
    expect(await alarm(page)).toBeUndefined()
    expect(complaints).toEqual([])
  })

  test('where the sanitiser would fail, the policy of the page still stops script', async () => {
    const { page } = await watch('/')
    const blocked = await page.evaluate(async () => {
      const violation = new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        }),
      )
      const script = document.createElement('script')
      script.textContent = 'window.alarm = 1'
      document.body.append(script)
      return violation
    })
    expect(blocked).toBe('script-src-elem')
    expect(await alarm(page)).toBeUndefined()
  })

  const views: [string, BrowserContextOptions][] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['Japanese on a phone', { locale: 'ja-JP', viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true }],
  ]
  describe.each(views)('%s', (_, options) => {
    const { open } = useWindow(options)
    test.each(PAGES)('axe finds nothing on %s', async (path) => {
      const page = await open(path)
      await page.evaluate(AXE)
      const { violations, passes } = await page.evaluate(() =>
        (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      )
      expect(passes.length).toBeGreaterThan(10)
      expect(violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`)).toEqual([])
    })
  })
})
