// An app over a made-up site that has a live search too.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openApp } from '../../src/app.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { createTestClock } from '../crawl/crawl-setup.ts'
import { startSite } from '../crawl/crawl-site.ts'

/** Closed when the test is over. */
export async function openLiveApp() {
  const site = await startSite()
  const folder = mkdtempSync(join(tmpdir(), 'live-app-'))
  const app = openApp({
    indexFile: join(folder, 'index.sqlite'),
    userCatalogFile: join(folder, 'guides.json'),
    cacheFile: join(folder, 'index.cache.sqlite'),
    offline: false,
    origin: site.origin,
    searchUrl: `${site.origin}/search`,
    clock: createTestClock(),
    logger: silentLogger,
  })
  onTestFinished(async () => {
    await app.close()
    await site.close()
    await rm(folder, { recursive: true, force: true })
  })
  return { app, site }
}
