// What is searched for as one types: each search is a step that the browser goes back to, whoever types on is not
// interrupted, and the address of a page opens the page.

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { GUIDE } from '../web/web-server.ts'
import { hasChromium } from './browser.ts'
import { useWebReader } from './web-reader.ts'

const ADDRESS = 'docs.aws.amazon.com/aws-docs-offline/latest/guide/searching.html#searching-filters'

describe.skipIf(!hasChromium)('in a browser', () => {
  const { server, open } = useWebReader()
  const searchFor = async (page: Page, words: string) => {
    await page.getByRole('searchbox').fill(words)
    await page.keyboard.press('Enter')
    await page.locator('.hit-link:focus').waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe(words)
  }
  const shown = (page: Page) => page.getByRole('searchbox').inputValue()

  test('back from what was searched for on the start page is the start page, and forward the results', async () => {
    const page = await open('/guides')
    await page.goto(`${server.url}/`)
    await page.locator('input[type=search]:focus').waitFor()
    await page.keyboard.type('harv')
    await page.waitForURL('**/search?q=harv')
    await page.keyboard.type('esting')
    await page.waitForURL('**/search?q=harvesting')
    await page.goBack()
    await page.waitForURL(`${server.url}/`)
    await page.locator('.cards').waitFor()
    expect(await shown(page)).toBe('')
    await page.goForward()
    await page.locator('.hit-link').first().waitFor()
    expect(await shown(page)).toBe('harvesting')
  })

  test('back from a second search is the first one', async () => {
    const page = await open('/')
    await searchFor(page, 'harvesting')
    await page.keyboard.press('/')
    await searchFor(page, 'bundles')
    await page.goBack()
    await page.waitForURL('**/search?q=harvesting')
    await page.locator('.hit-link').first().waitFor()
    expect(await shown(page)).toBe('harvesting')
    await page.goBack()
    await page.waitForURL(`${server.url}/`)
  })

  test('two searches over a page: back is the first, Escape the page', async () => {
    const page = await open(`${GUIDE}welcome.html`)
    await searchFor(page, 'harvesting')
    await page.keyboard.press('/')
    await searchFor(page, 'bundles')
    await page.keyboard.press('/')
    await page.keyboard.press('Escape')
    await page.waitForURL(`**${GUIDE}welcome.html`)
    await page.locator('article').waitFor()
    await page.goForward()
    await page.waitForURL('**/search?q=harvesting')
    await page.locator('.hit-link').first().waitFor()
  })

  test('who goes on typing behind Enter keeps the keyboard', async () => {
    const page = await open('/')
    let answer = (): void => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/api/search?q=harvest', async (route) => {
      await held
      await route.continue()
    })
    await page.locator('input[type=search]:focus').waitFor()
    await page.keyboard.type('harvest')
    await page.keyboard.press('Enter')
    await page.keyboard.type('ing')
    answer()
    await page.waitForURL('**/search?q=harvesting')
    await page.locator('.hit-link').first().waitFor()
    await page.locator('input[type=search]:focus').waitFor()
    expect(await shown(page)).toBe('harvesting')
  })

  test.each([`https://${ADDRESS}`, `http://${ADDRESS}`, ADDRESS])(
    '%s opens the page, and back is where it was typed',
    async (address) => {
      const page = await open('/')
      await page.getByRole('searchbox').fill(address)
      await page.getByRole('link', { name: 'Searching' }).waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL(`**${GUIDE}searching.html#searching-filters`)
      await page.goBack()
      await page.waitForURL(`${server.url}/`)
      await page.locator('.cards').waitFor()
    },
  )

  test('of a log that is too long both ends are searched for', async () => {
    const page = await open('/')
    const log = `${'INFO nothing to see\n'.repeat(2_000)}ERROR: pasted error message`
    await page.getByRole('searchbox').evaluate((input, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      const isLeft = input.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
      if (isLeft) document.execCommand('insertText', false, text)
    }, log)
    await page.locator('.hit-link').first().waitFor()
    const value = await shown(page)
    expect(value.length).toBeLessThanOrEqual(10_000)
    expect(value).toMatch(/^INFO nothing to see INFO .* … .* ERROR: pasted error message$/)
    expect(await page.locator('.hit mark').allTextContents()).toContain('message')
  })

  test('the address of a page that is not here leads to what is said of it', async () => {
    const page = await open(`${GUIDE}welcome.html`)
    await page.getByRole('searchbox').fill('https://docs.aws.amazon.com/lamp/latest/dg/on.html')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/read/lamp/latest/dg/on.html')
    await page.getByRole('heading', { name: 'This page is not in the index' }).waitFor()
  })
})
