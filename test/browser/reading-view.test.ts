// People at the web page: a real browser on the built program, over a real index.

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { GUIDE } from '../web/web-server.ts'
import { hasChromium } from './browser.ts'
import { PHONE, useWebReader } from './web-reader.ts'

describe.skipIf(!hasChromium)('in a browser', () => {
  const { server, open, useWindow } = useWebReader()

  test('results come while the reader types, with the words marked, and stay in the address', async () => {
    const page = await open('/')
    await page.evaluate(() => Object.assign(window, { stayed: true }))
    await page.getByRole('searchbox').pressSequentially('harvesting a guide', { delay: 5 })
    await page.locator('.passage mark').first().waitFor()
    await page.waitForURL('**/search?q=harvesting+a+guide')
    expect(await page.title()).toBe('harvesting a guide · aws-docs-offline')
    expect(await page.locator('.hit-link').first().getAttribute('href')).toMatch(/^\/read\/aws-docs-offline\//)
    expect(await page.locator('#ui-status').textContent()).toContain('“harvesting a guide”')
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
    await page.getByRole('searchbox').fill('')
    await page.waitForURL(`${server.url}/`)
    expect(
      await page
        .locator('.cards')
        .getByRole('link', { name: /User Guide/ })
        .count(),
    ).toBe(1)
  })

  test('filters narrow what is found, are kept by the next query, and can be taken away', async () => {
    const page = await open('/search?q=text')
    const products = page.locator('.facet').filter({ hasText: 'Made-up Lamp' })
    await products.getByRole('link', { name: /^Made-up Lamp \d+$/ }).click()
    await page.waitForURL('**/search?q=text&product=Made-up+Lamp')
    expect(await page.locator('.hit .meta span:first-child').allTextContents()).toEqual(
      expect.arrayContaining(['Made-up Lamp']),
    )
    expect(await page.locator('.hit', { hasText: 'aws-docs-offline' }).count()).toBe(0)
    await page.getByRole('searchbox').fill('zebras')
    await page.waitForURL('**/search?q=zebras&product=Made-up+Lamp')
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await page.waitForURL(`${server.url}/search?q=zebras`)
    await page.goto(`${server.url}/search?q=search`)
    await page.getByRole('link', { name: '日本語' }).last().click()
    await page.waitForURL('**/search?q=search&*')
    expect(await page.locator('.hit[lang=ja]').count()).toBeGreaterThan(0)
    expect(await page.locator('.hit[lang=en]').count()).toBe(0)
  })

  test('a link to a section that the page does not have is said, in the language of the reader', async () => {
    const page = await open(`${GUIDE}searching.html#nosuchanchor`)
    const notice = page.locator('.no-section')
    expect(await notice.isVisible()).toBe(true)
    expect(await notice.textContent()).toContain('a section that this page does not have')
    await page.evaluate(() => Object.assign(location, { hash: '#searching-japanese' }))
    await notice.waitFor({ state: 'hidden' })
    await page.evaluate(() => Object.assign(location, { hash: '#%E0%A4%A' }))
    await notice.waitFor({ state: 'visible' })
    await page.goto(`${server.url}${GUIDE}searching.html?ui=ja#nosuchanchor`)
    expect(await page.locator('.no-section').textContent()).toContain('見出しはこのページにありません')
    await page.goto(`${server.url}${GUIDE}searching.html`)
    expect(await page.locator('.no-section').isVisible()).toBe(false)
  })

  test('a page is read with its contents, its place, its source and its age', async () => {
    const page = await open(`${GUIDE}searching.html`)
    expect(await page.locator('h1').textContent()).toBe('Searching')
    const contents = page.getByRole('navigation', { name: 'Contents of User Guide' })
    expect(await contents.locator('[aria-current=page]').textContent()).toBe('Searching')
    expect(await page.getByRole('navigation', { name: 'Breadcrumb' }).textContent()).toContain('User Guide')
    const source = page.locator('.meta a.external').first()
    expect(await source.getAttribute('href')).toBe(
      'https://docs.aws.amazon.com/aws-docs-offline/latest/guide/searching.html',
    )
    expect(await page.locator('time[title="2026-01-01 00:00 UTC"]').count()).toBe(2)
    await contents.getByRole('link', { name: 'What is aws-docs-offline?' }).click()
    await page.locator('h1', { hasText: 'What is' }).waitFor()
    await page.getByRole('link', { name: /^Next/ }).click()
    await page.locator('h1', { hasText: 'Installing' }).waitFor()
  })

  test('a heading has a link of its own', async () => {
    const page = await open(`${GUIDE}searching.html`)
    await page.getByRole('link', { name: 'Link to the section “Search in Japanese”' }).click()
    expect(new URL(page.url()).hash).toBe('#searching-japanese')
    const top = await page.locator('#searching-japanese').evaluate((heading) => heading.getBoundingClientRect().top)
    const bar = await page.locator('.bar').evaluate((header) => header.getBoundingClientRect().bottom)
    expect(top).toBeGreaterThanOrEqual(bar)
  })

  test('code is copied by one press, as it is', async () => {
    const page = await open(`${GUIDE}searching.html`, { permissions: ['clipboard-read', 'clipboard-write'] })
    const block = page.locator('.code', { hasText: 's3:GetObject' })
    await block.hover()
    await block.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'aws-docs-offline search s3:GetObject\naws-docs-offline search AWS::Lambda::Function --limit 3',
    )
  })

  test('a page is read in the other language at one press, and so is everything around it', async () => {
    const page = await open(`${GUIDE}searching.html`)
    await page.getByRole('navigation', { name: 'Read in' }).getByRole('link', { name: '日本語' }).click()
    expect(new URL(page.url()).pathname).toBe('/read/ja_jp/aws-docs-offline/latest/guide/searching.html')
    expect(await page.locator('article').getAttribute('lang')).toBe('ja')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.getByRole('link', { name: '日本語で表示' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('ja')
    expect(await page.getByRole('searchbox', { name: '検索' }).count()).toBe(1)
    await page.goto(`${server.url}/guides`)
    expect(await page.locator('h1').textContent()).toBe('索引の内容')
  })

  test('a Japanese reader finds the page in Japanese from the start', async () => {
    const page = await open('/', { locale: 'ja-JP' })
    await page.getByRole('searchbox', { name: '検索' }).fill('料金')
    await page.locator('.hit[lang=ja] mark').first().waitFor()
    expect(await page.locator('#ui-count').textContent()).toContain('「料金」')
  })

  test('everything can be done with the keyboard alone', async () => {
    const page = await open('/')
    const { keyboard } = page
    // The browser gives the focus with the first picture that it paints, which may be after all is loaded.
    await page.locator('input[type=search]:focus').waitFor()
    await keyboard.type('search japanese')
    await page.waitForURL('**/search?q=search+japanese')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowUp')
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('href') ?? document.activeElement?.tagName)
    expect(await focused()).toBe(await page.locator('.hit-link').first().getAttribute('href'))
    await keyboard.press('Escape')
    expect(await focused()).toBe('INPUT')
    await keyboard.press('Enter')
    await page.locator('.hit-link').first().and(page.locator(':focus')).waitFor()
    await keyboard.press('Enter')
    await page.waitForURL('**/read/**')
    await page.locator('article h1').waitFor()
    // Reading begins at the section that was found: the next stop is the link of its heading.
    await keyboard.press('Tab')
    expect(await focused()).toBe(new URL(page.url()).hash)
    await keyboard.press('/')
    expect(await focused()).toBe('INPUT')
    await page.goto(`${server.url}/guides`)
    await keyboard.press('Tab')
    expect(await focused()).toBe('#ui-main')
  })

  test('Enter goes to the first result also where it comes before the answer', async () => {
    const page = await open('/')
    let answer = () => {}
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/api/search?*', async (route) => {
      await mayAnswer
      await route.continue()
    })
    const asked = page.waitForRequest('**/api/search?*')
    await page.getByRole('searchbox').fill('search japanese')
    await asked
    await page.keyboard.press('Enter')
    answer()
    await page.locator('.hit-link').first().and(page.locator(':focus')).waitFor()
  })

  test('every link and button shows where the keyboard is', async () => {
    const page = await open(`${GUIDE}searching.html`)
    const unseen: string[] = []
    for (let at = 0; at < 60; at++) {
      await page.keyboard.press('Tab')
      const bare = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return undefined
        const { outlineStyle, outlineWidth, opacity } = getComputedStyle(element)
        return outlineStyle !== 'none' && outlineWidth !== '0px' && opacity !== '0'
          ? undefined
          : element.outerHTML.slice(0, 80)
      })
      if (bare !== undefined) unseen.push(bare)
    }
    expect(unseen).toEqual([])
  })

  test('without JavaScript one can search, filter, read, change language and appearance', async () => {
    const page = await open('/', { javaScriptEnabled: false })
    await page.getByRole('searchbox').fill('search for an identifier')
    await page.getByRole('searchbox').press('Enter')
    await page.waitForURL('**/search?q=search+for+an+identifier')
    expect(await page.locator('.passage mark').count()).toBeGreaterThan(0)
    await page.getByRole('link', { name: /^aws-docs-offline \d/ }).click()
    await page.locator('.hit-link').first().click()
    await page.locator('article h1').waitFor()
    expect(await page.getByRole('navigation', { name: 'Contents of User Guide' }).isVisible()).toBe(true)
    await page.getByRole('navigation', { name: 'Read in' }).getByRole('link', { name: '日本語' }).click()
    expect(await page.locator('article').getAttribute('lang')).toBe('ja')
    await page.getByRole('link', { name: 'Dark appearance' }).click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(new URL(page.url()).search).toBe('')
  })

  const luminance = (page: Page) =>
    page.evaluate(() => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(
        Number,
      )
      return (red + green + blue) / 765
    })

  test('it is dark where the system is, and light on request, for good', async () => {
    const page = await open('/', { colorScheme: 'dark' })
    expect(await luminance(page)).toBeLessThan(0.2)
    await page.getByRole('link', { name: 'Light appearance' }).click()
    expect(await luminance(page)).toBeGreaterThan(0.9)
    await page.goto(`${server.url}${GUIDE}searching.html`)
    expect(await luminance(page)).toBeGreaterThan(0.9)
  })

  describe('on a phone', () => {
    const onPhone = useWindow(PHONE)
    test.each([
      '/',
      '/search?q=search',
      `${GUIDE}mcp-tools.html`,
      '/read/ja_jp/aws-docs-offline/latest/guide/mcp-tools.html',
      '/guides',
      `${GUIDE}nothing.html`,
    ])('%s fits, and nothing is out of reach', async (path) => {
      const page = await onPhone.open(path)
      const width = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        Math.round(window.visualViewport?.width ?? 0),
      ])
      expect(width).toEqual([375, 375])
      const folded = page.locator('details.wide-open > summary')
      if ((await folded.count()) > 0) {
        await folded.first().tap()
        expect(await page.locator('details.wide-open a').first().isVisible()).toBe(true)
      }
      const small = await page.locator('header.bar a, .copy, summary').evaluateAll((elements) =>
        elements
          .filter((element) => {
            const { height } = element.getBoundingClientRect()
            return height > 0 && height < 24
          })
          .map((element) => element.outerHTML.slice(0, 80)),
      )
      expect(small).toEqual([])
    })
  })
})
