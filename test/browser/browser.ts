// A real Chromium, where there is one. In CI there has to be; elsewhere the tests that need it are left out, and say
// so.

import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { onTestFinished } from 'vitest'

const PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

export const hasChromium = existsSync(PATH)

if (!hasChromium) {
  const message = `no Chromium at ${PATH}: browser tests need one (CHROMIUM_PATH names another place)`
  if (process.env.CI) throw new Error(message)
  console.warn(message)
}

export function launch(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
  return chromium.launch({ executablePath: PATH, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet] })
}

/** A reader of their own, gone with the test. English and 1280 pixels wide unless `options` say otherwise. */
export async function openReader(browser: Browser, options?: BrowserContextOptions): Promise<BrowserContext> {
  const context = await openLastingReader(browser, options)
  onTestFinished(() => context.close())
  return context
}

/** The same for several tests that only look: whoever opens it closes it. A reader of their own is a process more. */
export async function openLastingReader(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 }, ...options })
  // The last guard; Playwright's own is 30 s.
  context.setDefaultTimeout(100_000)
  return context
}
