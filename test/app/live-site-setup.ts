// An index of three pages, and a site that has a page of another guide and answers searches besides.

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type App, openApp } from '../../src/app.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { createTestClock, LAMP } from '../crawl/crawl-setup.ts'
import { type CrawlSite, GUIDE, makePageHtml, putGuide, startSite } from '../crawl/crawl-site.ts'

export const SITE = 'https://docs.aws.amazon.com'
export const TORCH = `${SITE}/torch/latest/dg/beam.html`
export const DAY = 86_400_000
export const toPageUrl = (name: string) => `${SITE}${GUIDE}${name}.html`
export const WHOLE = { startIndex: 0, maxLength: 100_000 }

export interface Bench {
  readonly site: CrawlSite
  readonly app: App
  readonly clock: ReturnType<typeof createTestClock>
  /** Opens another App on the same files. */
  open(how: { offline?: boolean; searchUrl?: string | undefined }): App
  readonly indexFile: string
}

/** An index of the pages a, b and c, and a site that has a page of another guide and answers searches besides. */
export async function setUp(maxPages?: number): Promise<Bench> {
  const site = await startSite()
  const folder = mkdtempSync(join(tmpdir(), 'live-test-'))
  const clock = createTestClock()
  putGuide(site, ['a', 'b', 'c'])
  site.files.set('/torch/latest/dg/beam.html', makePageHtml('Beam', 'A beam of light.'))
  const indexFile = join(folder, 'index.sqlite')
  const apps = new Set<App>()
  const open: Bench['open'] = ({ offline = false, searchUrl }) => {
    const app = openApp({
      indexFile,
      userCatalogFile: join(folder, 'guides.json'),
      cacheFile: join(folder, 'index.cache.sqlite'),
      offline,
      origin: site.origin,
      ...(searchUrl !== undefined && { searchUrl }),
      clock,
      logger: silentLogger,
    })
    apps.add(app)
    return app
  }
  onTestFinished(async () => {
    for (const one of apps) await one.close()
    await site.close()
    await rm(folder, { recursive: true, force: true })
  })
  const app = open({ searchUrl: `${site.origin}/search` })
  await app.site.crawl({ guides: [LAMP], ...(maxPages !== undefined && { maxPages }) })
  site.log.length = 0
  return { site, app, clock, open, indexFile }
}

export const listAskedPaths = (site: CrawlSite) => site.log.map(({ path }) => path)
export const hang = (site: CrawlSite) => {
  site.misbehave = (_, __, response) => {
    response.destroy()
    return 'handled'
  }
}
export const hashFile = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
