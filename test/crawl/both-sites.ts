// An index with guides of both documentation sites, each crawled from its own loopback site.

import { join } from 'node:path'
import { openApp } from '../../src/app.ts'
import type { GuideChoice } from '../../src/core/model/catalog.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { createTestClock, LAMP } from './crawl-setup.ts'
import { type CrawlSite, GUIDE } from './crawl-site.ts'

/** The lamp guide as the China site has it. */
export const LAMP_IN_CHINA: GuideChoice = { ...LAMP, catalogId: 'lamp-dg-cn', base: `/aws-cn${GUIDE}` }

/** Writes `index.sqlite` into the folder, and closes the sites. */
export async function crawlBothSites(
  folder: string,
  { site, china }: { readonly site: CrawlSite; readonly china: CrawlSite },
  guides: readonly GuideChoice[] = [LAMP, LAMP_IN_CHINA],
): Promise<string> {
  const indexFile = join(folder, 'index.sqlite')
  const app = openApp({
    indexFile,
    userCatalogFile: join(folder, 'guides.json'),
    cacheFile: join(folder, 'cache.sqlite'),
    offline: false,
    origin: site.origin,
    chinaOrigin: china.origin,
    clock: createTestClock(),
    logger: silentLogger,
  })
  await app.site.crawl({ guides })
  await app.close()
  await site.close()
  await china.close()
  return indexFile
}
