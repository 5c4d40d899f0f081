// What a crawl needs of the world outside: handed in by the composition root.

import type { Clock } from '../../core/platform/clock.ts'
import type { Logger } from '../../core/platform/logger.ts'
import type { PoliteFetcher } from '../../http/pacing/polite-fetcher.ts'
import type { ImageWriter } from '../../store/images/image-writer.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

export interface CrawlDeps {
  /** Open for writing. */
  readonly db: SqlDatabase
  readonly fetcher: PoliteFetcher
  readonly clock: Clock
  readonly logger: Logger
  /** Where images of pages are kept; absent where those of no guide are. */
  readonly images?: ImageWriter
  /** What search learns from a run that changed the index; done while the run still holds it. */
  readonly learn?: (db: SqlDatabase) => void
}
