// What is said to a run that finds the index held: by what, since when, how far that is, and what to do.

import { describeCompleteness, formatMinute } from '../../core/model/completeness.ts'
import { DocsError } from '../../core/model/errors.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { countDone, countPending, findOpenPass } from '../frontier/frontier.ts'
import { type GuideState, listGuideStates } from '../guides/guide-states.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { nameRun, type Run } from './runs.ts'

const MOST_NAMED = 3

/** CRAWL_RUNNING. `owner` is the run that holds the index. */
export function makeSecondRunError(db: SqlDatabase, owner: Run): DocsError {
  const since = `${nameRun(owner.kind)} is running since ${formatMinute(owner.startedAt)} (${owner.owner})`
  return new DocsError('CRAWL_RUNNING', `${[since, ...describeGuides(db, owner)].join(': ')}.`, {
    hint:
      'Run this again when that one has ended: "aws-docs-offline status" shows how far it is. What is stored can be ' +
      'searched meanwhile.',
  })
}

// None for an import, nor before a crawl has read robots.txt.
function describeGuides(db: SqlDatabase, { id }: Run): string[] {
  const worked = listGuideStates(db, [{ id, isAlive: true }]).filter(({ completeness }) => completeness.isRunning)
  if (worked.length === 0) return []
  const named = worked.slice(0, MOST_NAMED).map((guide) => describeGuide(db, guide))
  const more = worked.length - named.length
  return [[...named, ...(more > 0 ? [`and ${formatCount(more, 'more guide')}`] : [])].join('; ')]
}

function describeGuide(db: SqlDatabase, { id, catalogId, locale, completeness }: GuideState): string {
  const name = `${catalogId} ${locale}`
  if (completeness.kind === 'partial') return `${name}, ${describeCompleteness(completeness)}`
  if (!findOpenPass(db, id)) return name
  const done = countDone(db, id)
  return `${name}, ${done} of ${formatCount(done + countPending(db, id), 'page')} checked`
}
