// What is indexed, how fresh it is, and what is going on: the short form that other answers are made from, and the
// whole.

import { formatDocUrl } from '../../core/model/doc-url.ts'
import type { Locale } from '../../core/model/locale.ts'
import type { CommandSetting } from '../../core/model/printed-commands.ts'
import { getFileSize } from '../../core/platform/find-stat.ts'
import { listFrontierOutcomes } from '../../store/frontier/frontier.ts'
import type { GuideSummary } from '../../store/guides/guide-rows.ts'
import { type GuideState, listGuideStates } from '../../store/guides/guide-states.ts'
import { type ImageStats, readImageStats } from '../../store/images/image-reader.ts'
import { getImageFile } from '../../store/images/image-schema.ts'
import { type IndexSummary, summarizeIndex } from '../../store/index/index-summary.ts'
import { findLastFinishedRun, type Run } from '../../store/lock/runs.ts'
import { type CacheStats, readPageCacheStats } from '../../store/page-cache/page-cache-stats.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { listOpenRuns, type OpenRun } from './open-runs.ts'

export interface IndexStatus {
  readonly file: string
  /** Whether there is an index with pages: one without is none. */
  readonly exists: boolean
  readonly bytes: number
  readonly pages: number
  readonly guides: readonly GuideState[]
  readonly running: readonly OpenRun[]
  readonly lastRun: Run | undefined
}

/** A page that the last pass over its guide could not get. */
export interface PageFailure {
  /** Catalog id. */
  readonly guide: string
  readonly locale: Locale
  readonly url: string
  readonly reason: string
}

export interface IndexDetails extends IndexStatus, IndexSummary {
  readonly failures: readonly PageFailure[]
  readonly cache: { readonly file: string } & CacheStats
  /** Kept beside the index. */
  readonly images: { readonly file: string } & ImageStats
}

interface Asked {
  readonly file: string
  readonly setting: CommandSetting
  readonly now: number
}

export function makeStatus({ file, setting, now }: Asked, db: SqlDatabase | undefined): IndexStatus {
  const bytes = ['', '-wal'].reduce((sum, suffix) => sum + getFileSize(file + suffix), 0)
  if (!db) return { file, exists: false, bytes, pages: 0, guides: [], running: [], lastRun: undefined }
  const running = listOpenRuns(db, now)
  const states = listGuideStates(db, running, setting)
  const pages = states.reduce((sum, guide) => sum + guide.pages, 0)
  const exists = pages > 0
  return { file, exists, bytes, pages, guides: exists ? states : [], running, lastRun: findLastFinishedRun(db) }
}

export async function makeDetails(
  { cacheFile, ...asked }: Asked & { readonly cacheFile: string },
  db: SqlDatabase | undefined,
): Promise<IndexDetails> {
  const { file } = asked
  const status = makeStatus(asked, db)
  const summary = db && status.exists ? summarizeIndex(db) : { sections: 0, locales: [], confirmed: undefined }
  const failures = db ? status.guides.flatMap((guide) => findFailures(db, guide)) : []
  const imageFile = getImageFile(file)
  return {
    ...status,
    ...summary,
    failures,
    cache: { file: cacheFile, ...(await readPageCacheStats(cacheFile)) },
    images: { file: imageFile, ...(await readImageStats(imageFile)) },
  }
}

function findFailures(db: SqlDatabase, { id, catalogId, locale }: GuideSummary): PageFailure[] {
  return listFrontierOutcomes(db, id, ['failed']).map(({ path, detail }) => ({
    guide: catalogId,
    locale,
    url: formatDocUrl(path),
    reason: detail ?? 'no reason is recorded',
  }))
}
