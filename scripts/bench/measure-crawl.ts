// A crawl of the replica without pacing: pages a second and memory of a process that does nothing else, and what the
// stages cost when each is done alone.

import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import type { Extraction } from '../../src/core/model/page.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { ensureGuide } from '../../src/store/guides/guide-rows.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { SHARED } from '../eval/judged-queries.ts'
import { startSharedReplica } from '../eval/replica-index.ts'

export interface CrawlFigures {
  readonly pages: number
  readonly pagesPerSecond: number
  readonly peakBytes: number
  /** Milliseconds a page. What the whole crawl takes beyond them is the network, the frontier and waiting. */
  readonly stages: { readonly extract: number; readonly store: number; readonly learn: number; readonly whole: number }
}

const RESULT = z.object({ pages: z.number(), ms: z.number(), peakBytes: z.number() })
const LINE = z.object({ path: z.string(), html: z.string() })

export async function measureCrawl(folder: string): Promise<CrawlFigures> {
  const file = join(folder, 'crawl.sqlite')
  rmSync(file, { force: true })
  const replica = await startSharedReplica()
  const args = ['--import', 'tsx', 'scripts/bench/crawl-child.ts', replica.origin, file, ...replica.guides]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  await replica.close()
  const { pages, ms, peakBytes } = RESULT.parse(JSON.parse(stdout))
  rmSync(file, { force: true })
  const alone = await measureStages(join(folder, 'stages.sqlite'))
  return { pages, pagesPerSecond: (1000 * pages) / ms, peakBytes, stages: { ...alone, whole: ms / pages } }
}

async function measureStages(file: string) {
  rmSync(file, { force: true })
  const { db, close } = await openIndexForWriting(file)
  let pages = 0
  let extract = 0
  let store = 0
  for (const { path, html } of iterateSavedPages()) {
    const url = parseDocUrl(path)
    if (!url) continue
    let start = performance.now()
    const extraction: Extraction = extractPage(html, url)
    extract += performance.now() - start
    if (extraction.kind !== 'page') continue
    const { page } = extraction
    start = performance.now()
    db.transaction(() => {
      const guide = { catalogId: url.base, base: url.base, locale: url.locale, product: page.product, title: '' }
      writePage(db, {
        guideId: ensureGuide(db, guide).id,
        url,
        page,
        extractionVersion: 1,
        validators: { etag: undefined, lastModified: undefined },
        tocOrder: undefined,
        now: 0,
        recordHistory: false,
      })
    })
    store += performance.now() - start
    pages += 1
  }
  const start = performance.now()
  learnFromIndex(db)
  const learn = performance.now() - start
  close()
  rmSync(file, { force: true })
  return { extract: extract / pages, store: store / pages, learn: learn / pages }
}

function* iterateSavedPages(): Generator<z.infer<typeof LINE>> {
  const site = join(SHARED, 'replica/site')
  for (const file of readdirSync(site).filter((name) => name.endsWith('.jsonl.gz'))) {
    const lines = gunzipSync(readFileSync(join(site, file)))
      .toString('utf8')
      .trim()
      .split('\n')
    for (const line of lines.slice(1)) yield LINE.parse(JSON.parse(line))
  }
}
