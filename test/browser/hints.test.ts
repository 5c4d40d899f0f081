// In a real browser: which guide is lacking, while one types and in the language of the page.

import { describe, expect, test } from 'vitest'
import { GUIDE } from '../web/web-server.ts'
import { hasChromium } from './browser.ts'
import { useWebReader } from './web-reader.ts'

const PASTED =
  'An error occurred (ProvisionedThroughputExceededException) when calling the PutItem operation: slow down'

describe.skipIf(!hasChromium)('in a browser', () => {
  const { open } = useWebReader()

  test('who types a question is told the guide that its words mean, and who pastes an error whose it is', async () => {
    const page = await open('/')
    await page.getByRole('searchbox').fill('hosted UI redirect mismatch')
    await page.locator('.hint', { hasText: 'This seems to be about something in the Amazon Cognito' }).waitFor()
    await page.getByRole('searchbox').fill(PASTED)
    await page.locator('.hint', { hasText: 'Not in this index: Amazon DynamoDB Developer Guide' }).waitFor()
    expect(await page.locator('.hint').count()).toBe(1)
  })

  test('in Japanese for a Japanese reader, and in English once that is chosen', async () => {
    const page = await open(`/search?q=${encodeURIComponent(PASTED)}`, { locale: 'ja-JP' })
    await page.locator('.hint', { hasText: '索引にないガイド: Amazon DynamoDB Developer Guide' }).waitFor()
    await page.getByRole('searchbox').fill('ユーザープールで MFA を必須にしたい')
    await page.locator('.hint', { hasText: 'Amazon Cognito Developer Guide (ja_jp) の内容のようですが' }).waitFor()
    await page.locator('.choices [hreflang=en]').click()
    await page.locator('.hint', { hasText: 'This seems to be about something in the Amazon Cognito' }).waitFor()
  })
  test('the other language is that of what was typed, and of the page again once one is back on it', async () => {
    const page = await open(`${GUIDE}searching.html`)
    const other = page.locator('.choices [hreflang]')
    await page.getByRole('searchbox').fill('harvesting')
    await page.locator('.hit mark').first().waitFor()
    expect(await other.getAttribute('href')).toBe('/search?q=harvesting&ui=ja')
    await page.keyboard.press('Escape')
    await page.locator('article').waitFor()
    expect(await other.getAttribute('href')).toBe(`${GUIDE}searching.html?ui=ja`)
  })
})
