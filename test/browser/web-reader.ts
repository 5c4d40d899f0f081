// A reader in a real browser at the built program. Within a block that is skipped where there is no browser.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { useWebServer } from '../web/web-server.ts'
import { launch, openLastingReader, openReader } from './browser.ts'

export const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true }

export function useWebReader() {
  const server = useWebServer()
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())
  return {
    server,
    newReader: (options?: BrowserContextOptions) => openReader(browser, options),
    /** A window of a reader that the tests of a block share, who goes from page to page. */
    useWindow(options: BrowserContextOptions): { open(path: string): Promise<Page> } {
      let page: Page
      beforeAll(async () => {
        const reader = await openLastingReader(browser, options)
        page = await reader.newPage()
        return () => reader.close()
      })
      return {
        async open(path) {
          await page.goto(server.url + path)
          return page
        },
      }
    },
    /** `path` in a window of its own. */
    async open(path: string, options?: BrowserContextOptions): Promise<Page> {
      const page = await (await openReader(browser, options)).newPage()
      await page.goto(server.url + path)
      return page
    },
  }
}
