// What was read can be read when the server does not answer; where a token is asked for, nothing is kept.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Served, serve } from '../server/served.ts'
import { writeWebIndex } from '../web/web-index.ts'
import { GUIDE } from '../web/web-server.ts'
import { hasChromium, launch, openReader } from './browser.ts'

const TOKEN = 'a-token-of-the-test-and-long-enough-0123456789'

describe.skipIf(!hasChromium)('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offline-test-'))
  const indexFile = join(folder, 'index.sqlite')
  const tokenFile = join(folder, 'token')
  let browser: Browser
  beforeAll(async () => {
    await writeWebIndex(indexFile)
    writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 })
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function started(...args: string[]): Promise<Served> {
    const server = await serve(indexFile, ['--rate-limit', '0', ...args])
    onTestFinished(() => void server.stop())
    return server
  }
  const reader = async (options?: BrowserContextOptions) => (await openReader(browser, options)).newPage()

  /** Opens the pages, each once the one before it is kept. */
  async function readAll(page: Page, server: Served, paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await page.goto(server.url + path)
      await keeps(page, path.replace(/\?.*/, ''))
    }
  }
  // What is asked of the caches is answered later; Playwright's own waitForFunction takes any promise for a yes.
  const isSoon = <Asked>(page: Page, ask: (asked: Asked) => Promise<boolean | undefined>, asked?: Asked) =>
    expect.poll(() => page.evaluate(ask as (asked: unknown) => Promise<boolean>, asked)).toBe(true)
  const keeps = (page: Page, path: string) =>
    isSoon(page, (one) => caches.match(one, { cacheName: 'pages', ignoreVary: true }).then(Boolean), path)
  const keptPages = (page: Page) =>
    page.evaluate(async () => (await (await caches.open('pages')).keys()).map(({ url }) => new URL(url).pathname))

  test('pages that were read are there without the server, and say so; others lead to them', async () => {
    const server = await started()
    const page = await reader()
    await readAll(page, server, ['/', `${GUIDE}searching.html?q=error+message`, '/guides'])
    await page.goto(`${server.url}/search?q=error+message`)
    await page.goto(`${server.url}/nowhere`)
    expect((await keptPages(page)).sort()).toEqual(['/', '/guides', `${GUIDE}searching.html`])
    await server.stop()

    await page.goto(`${server.url}${GUIDE}searching.html`)
    expect(await page.locator('h1').textContent()).toBe('Searching')
    expect(await page.locator('.unreached').textContent()).toContain('This is the copy of the page')
    // With its style, from the same store.
    expect(await page.locator('.unreached').evaluate((notice) => getComputedStyle(notice).borderLeftWidth)).toBe('3px')
    await page.goto(`${server.url}${GUIDE}welcome.html`)
    expect(await page.locator('.unreached').textContent()).toContain('keeps no copy of that page')
    await page.locator('[data-kept=read]').getByRole('link', { name: 'Searching' }).click()
    expect(await page.locator('h1').textContent()).toBe('Searching')
  })

  test.each([
    ['the start page', '/', 1280],
    ['a page, on a phone', `${GUIDE}searching.html`, 375],
  ])('a search that no server answers says so on %s, in sight, until one does', async (_, path, width) => {
    const server = await started()
    const page = await reader({ viewport: { width, height: 700 } })
    await readAll(page, server, [path])
    await server.stop()
    await page.goto(server.url + path)
    await page.locator('.unreached', { hasText: 'the copy of the page' }).waitFor()
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await page.keyboard.press('/')
    await page.keyboard.type('harvesting')
    const notice = page.locator('.unreached', { hasText: 'a search needs it' })
    await notice.waitFor()
    expect(await page.locator('.unreached').count()).toBe(1)
    const box = await notice.evaluate((element) => element.getBoundingClientRect().toJSON())
    expect(box.top).toBeGreaterThanOrEqual(0)
    expect(box.bottom).toBeLessThanOrEqual(700)
    expect(box.left).toBeGreaterThan(0)
    expect(Math.abs(box.left - (width - box.right))).toBeLessThan(1)
    expect(await page.locator('#ui-status').textContent()).toBe(await notice.textContent())
    await started('--port', new URL(server.url).port)
    await page.keyboard.press('Enter')
    await page.locator('.hit-link').first().waitFor()
    expect(await page.locator('.unreached').count()).toBe(0)
  })

  test('while the server answers, it is asked: a kept page is never shown instead', async () => {
    const server = await started()
    const page = await reader({ locale: 'en-US' })
    await readAll(page, server, ['/guides'])
    await page.getByRole('link', { name: '日本語で表示' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('ja')
    expect(await page.locator('.unreached').count()).toBe(0)
    await page.reload()
    await isSoon(page, async () =>
      (await (await caches.match('/guides', { cacheName: 'pages', ignoreVary: true }))?.text())?.includes('lang="ja"'),
    )
  })

  test('no more than 200 pages are kept, the latest', async () => {
    const server = await started()
    const page = await reader()
    await readAll(page, server, ['/'])
    await page.evaluate(async () => {
      const pages = await caches.open('pages')
      for (let at = 0; at < 210; at++) await pages.put(`/read/old/${at}.html`, new Response('old'))
    })
    await readAll(page, server, [`${GUIDE}searching.html`])
    await isSoon(page, async () => (await (await caches.open('pages')).keys()).length <= 200)
    const kept = await keptPages(page)
    expect(kept).toContain(`${GUIDE}searching.html`)
    expect(kept).toContain('/read/old/209.html')
    expect(kept).not.toContain('/read/old/0.html')
  })

  test('who has the browser forget what was read, has the copies forgotten too', async () => {
    const server = await started()
    const page = await reader()
    await readAll(page, server, [`${GUIDE}searching.html`, '/'])
    await page.getByRole('button', { name: 'Forget these' }).click()
    await isSoon(page, async () => !(await caches.has('pages')))
  })

  test('where a token is asked for nothing is kept, and what was kept before goes', async () => {
    const open = await started()
    const port = new URL(open.url).port
    const page = await reader({ httpCredentials: { username: 'any', password: TOKEN } })
    await readAll(page, open, [`${GUIDE}searching.html`])
    await open.stop()
    const server = await started('--token-file', tokenFile, '--port', port)
    await page.goto(`${server.url}${GUIDE}welcome.html`)
    expect(await page.locator('html').getAttribute('data-worker')).toBeNull()
    await isSoon(
      page,
      async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && !(await caches.has('pages')),
    )
    await page.goto(`${server.url}${GUIDE}searching.html`)
    expect(await page.evaluate(() => caches.keys())).toEqual([])
  })

  test('a browser would offer to install the site, and knows how to search it', async () => {
    const server = await started()
    const page = await reader()
    await page.goto(server.url)
    const session = await page.context().newCDPSession(page)
    const { errors, manifest } = (await session.send('Page.getAppManifest')) as {
      errors: unknown[]
      manifest?: unknown
    }
    expect(errors).toEqual([])
    expect(manifest).toBeTruthy()
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
    const href = await page.locator('link[rel=search]').getAttribute('href')
    const xml = await page.evaluate(async (address) => (await fetch(address ?? '')).text(), href)
    const template = /template="([^"]*)"/.exec(xml)?.[1] ?? ''
    await page.goto(template.replace('{searchTerms}', encodeURIComponent('error message')))
    await page.locator('.hit').first().waitFor()
  })
})
