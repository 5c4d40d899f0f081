// What a page offers beyond plain links: searching from every page, the way back, outline, tables, what the browser
// keeps.

import { describe, expect, test } from 'vitest'
import { GUIDE } from '../web/web-server.ts'
import { hasChromium } from './browser.ts'
import { PHONE, useWebReader } from './web-reader.ts'

describe.skipIf(!hasChromium)('in a browser', () => {
  const { server, open } = useWebReader()

  test('the start page has the search in focus', async () => {
    const page = await open('/')
    await page.locator('input[type=search]:focus').waitFor()
  })

  test('on a page the header searches as one types, and Escape goes back to where one was', async () => {
    const page = await open(`${GUIDE}searching.html`)
    await page.evaluate(() => window.scrollTo(0, 500))
    await page.keyboard.press('/')
    await page.keyboard.type('harvesting')
    await page.locator('.hit mark').first().waitFor()
    await page.waitForURL('**/search?q=harvesting')
    expect(await page.locator('article').isVisible()).toBe(false)
    await page.keyboard.press('Escape')
    await page.waitForURL(`**${GUIDE}searching.html`)
    await page.locator('article').waitFor()
    expect(await page.locator('.hit').count()).toBe(0)
    expect(await page.title()).toBe('Searching · aws-docs-offline')
    expect(await page.getByRole('searchbox').inputValue()).toBe('')
    await page.waitForFunction(() => window.scrollY === 500)
  })

  test('the results typed over a page are there again on the way back from a hit', async () => {
    const page = await open('/guides')
    await page.getByRole('searchbox').fill('harvesting')
    await page.locator('.hit-link').first().click()
    await page.locator('article h1').waitFor()
    await page.goBack()
    await page.locator('.hit-link').first().waitFor()
    await page.goBack()
    await page.locator('table.guides').waitFor()
  })

  test('from a page that was found, Escape leads to the results', async () => {
    const page = await open('/search?q=error+message')
    await page.locator('.hit-link').first().click()
    await page.locator('.prose mark').first().waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL('**/search?q=error+message')
  })

  test('back among the results, the one that was read is where the keys go on', async () => {
    const page = await open('/search?q=error+message')
    const second = page.locator('.hit-link').nth(1)
    const path = new URL(await second.evaluate((link: HTMLAnchorElement) => link.href)).pathname
    await second.focus()
    await page.keyboard.press('Enter')
    await page.locator('.prose mark').first().waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL('**/search?q=error+message')
    const readFocus = () => page.evaluate(() => (document.activeElement as HTMLAnchorElement).pathname)
    await expect.poll(readFocus).toBe(path)
    await page.keyboard.press('ArrowUp')
    expect(
      await page
        .locator('.hit-link')
        .first()
        .evaluate((link) => link === document.activeElement),
    ).toBe(true)
    // Whoever comes from elsewhere begins at the search.
    await page.goto(page.url())
    expect(await readFocus()).not.toBe(path)
  })

  test('keys are named only where a script hears them', async () => {
    const page = await open('/', { javaScriptEnabled: false })
    for (const hint of ['.keys', '.search kbd']) expect(await page.locator(hint).isVisible(), hint).toBe(false)
    const other = await open('/')
    for (const hint of ['.keys', '.search kbd']) expect(await other.locator(hint).count(), hint).toBe(1)
    expect(await other.locator('.keys').isVisible()).toBe(true)
  })

  test.each([
    ['a phone', PHONE],
    ['a desk', { viewport: { width: 1400, height: 700 } }],
  ])('on %s the outline names the section that is being read', async (_, options) => {
    const page = await open(`${GUIDE}searching.html`, options)
    const heading = page.locator('.prose h2').nth(2)
    const title = (await heading.evaluate((element) => element.firstChild?.textContent ?? '')).trim()
    await heading.evaluate((element) => element.scrollIntoView({ block: 'start' }))
    await page.locator('.outline [aria-current]', { hasText: title }).waitFor({ state: 'attached' })
    if (options !== PHONE) return
    expect(await page.locator('.outline .here').textContent()).toBe(title)
    await page.locator('.outline summary').tap()
    await page.locator('.outline a').first().tap()
    await page.waitForFunction(() => !document.querySelector('.outline details[open]'))
    const [top, menu] = await Promise.all([
      page
        .locator('.prose h2')
        .first()
        .evaluate((element) => element.getBoundingClientRect().top),
      page.locator('.outline').evaluate((element) => element.getBoundingClientRect().bottom),
    ])
    expect(top).toBeGreaterThanOrEqual(menu - 1)
  })

  test('without JavaScript the outline is a menu on a phone, and a column on a desk', async () => {
    const phone = await open(`${GUIDE}searching.html`, { ...PHONE, javaScriptEnabled: false })
    expect(await phone.locator('.outline a').first().isVisible()).toBe(false)
    await phone.locator('.outline summary').tap()
    expect(await phone.locator('.outline a').first().isVisible()).toBe(true)
    expect(await phone.locator('.bookmark').isVisible()).toBe(false)
    const desk = await open(`${GUIDE}searching.html`, {
      viewport: { width: 1400, height: 800 },
      javaScriptEnabled: false,
    })
    expect(await desk.locator('.outline a').first().isVisible()).toBe(true)
  })

  test('a table that is wider than the page scrolls by keyboard and shows that it does; one that fits needs no box', async () => {
    const page = await open(`${GUIDE}mcp-tools.html`, PHONE)
    const box = page.locator('.prose .table-scroll').first()
    await page.waitForFunction(() => !document.querySelector('.prose .table-scroll')?.classList.contains('fits'))
    expect(await box.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true)
    expect(await box.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain('linear-gradient')
    await box.focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(() => (document.querySelector('.prose .table-scroll')?.scrollLeft ?? 0) > 0)
    const wide = await open(`${GUIDE}mcp-tools.html`)
    await wide.locator('.prose .table-scroll.fits').first().waitFor()
  })

  test('the header row of a table stays while its rows go by', async () => {
    const page = await open(`${GUIDE}mcp-tools.html`, { viewport: { width: 1280, height: 500 } })
    await page.locator('.prose .table-scroll.fits').first().waitFor()
    const row = page.locator('.prose tbody tr').nth(12)
    await row.evaluate((element) => element.scrollIntoView({ block: 'center' }))
    const [header, menu] = await Promise.all([
      page
        .locator('.prose thead th')
        .first()
        .evaluate((element) => element.getBoundingClientRect().top),
      page.locator('.outline').evaluate((element) => element.getBoundingClientRect().bottom),
    ])
    expect(Math.abs(header - menu)).toBeLessThan(4)
  })

  test('bookmarks and pages read lately are on the start page, and go when they are told to', async () => {
    const page = await open(`${GUIDE}searching.html`)
    const bookmark = page.getByRole('button', { name: 'Bookmark' })
    await bookmark.click()
    expect(await bookmark.getAttribute('aria-pressed')).toBe('true')
    await page.goto(`${server.url}${GUIDE}welcome.html?q=search`)
    await page.goto(`${server.url}/`)
    const links = (name: string) =>
      page.locator(`[data-kept=${name}] a`).evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    expect(await links('bookmarks')).toEqual([`${GUIDE}searching.html`])
    expect(await links('read')).toEqual([`${GUIDE}welcome.html`, `${GUIDE}searching.html`])
    expect(await page.context().cookies()).toEqual([])
    await page.getByRole('button', { name: 'Forget these' }).click()
    await page.reload()
    expect(await links('read')).toEqual([])
    expect(await page.locator('[data-kept=read]').isVisible()).toBe(false)
    await page.goto(`${server.url}${GUIDE}searching.html`)
    await page.getByRole('button', { name: 'Bookmark' }).click()
    await page.goto(`${server.url}/`)
    expect(await page.locator('[data-kept=bookmarks]').isVisible()).toBe(false)
  })

  test('what stands in the storage by mistake or by malice makes no link out of here', async () => {
    const page = await open('/')
    await page.evaluate(() => {
      const bad = [{ path: 'javascript:alert(1)', title: 'x' }, { path: '//evil.example/read/', title: 'y' }, null]
      localStorage.setItem('bookmarks', JSON.stringify(bad))
      localStorage.setItem('read', '{')
    })
    await page.reload()
    expect(await page.locator('.kept a').count()).toBe(0)
  })
})
