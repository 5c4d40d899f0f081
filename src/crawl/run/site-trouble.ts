// What people are told of a site in trouble during a run: that the run waits, that the site answers again, and why the
// run ended for it.

import type { Waiting } from '../../core/model/completeness.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { CRAWLING, type Trouble } from '../../http/pacing/circuit-breaker.ts'
import type { HearTrouble, HostScheduler } from '../../http/pacing/host-scheduler.ts'
import { saveWaiting } from '../../store/guides/run-facts.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

/** All pauses of CRAWLING together, in words. */
const LONGEST_WAIT = 'five minutes'

/**
 * Hears when the site gets into trouble and out of it: once each, since between the two may be minutes of silence. Who
 * looks at the index meanwhile is told, too.
 */
export function tellTrouble({ logger, db }: { readonly logger: Logger; readonly db: SqlDatabase }): HearTrouble {
  return (trouble, since) => {
    note(db, trouble && { since, reason: describe(trouble) })
    if (trouble === undefined) logger.info('The site answers again.')
    else {
      logger.warn(
        `${describe(trouble)}; waiting for it, up to ${LONGEST_WAIT}. What is stored stays, and can ` +
          'be searched meanwhile',
      )
    }
  }
}

// A disk that is full, or a file that is busy: the crawl's own writes will say so.
function note(db: SqlDatabase, waiting: Waiting | undefined): void {
  try {
    saveWaiting(db, waiting)
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
  }
}

/** Why to end the run; undefined while there is hope. */
export function explainGivenUp(host: HostScheduler): string | undefined {
  const state = host.getState()
  if (state.kind !== 'given-up') return undefined
  const { trouble } = state
  const retryAfterMs = trouble.kind === 'throttled' ? (trouble.retryAfterMs ?? 0) : 0
  return retryAfterMs > CRAWLING.longestRetryAfterMs
    ? `the site asks to stay away for ${formatCount(Math.ceil(retryAfterMs / 60_000), 'minute')}`
    : describe(trouble)
}

function describe(trouble: Trouble): string {
  return trouble.kind === 'throttled'
    ? `the site keeps asking to slow down (${trouble.status})`
    : `the site cannot be read: ${trouble.reason}`
}
