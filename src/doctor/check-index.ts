// The index file: that it is one, of a schema that is known, whole, and not held by a dead process.

import {
  describeCompleteness,
  describeWaiting,
  formatMinute,
  SEARCHABLE_ALREADY,
  type Waiting,
} from '../core/model/completeness.ts'
import { STALE_AFTER_MS } from '../core/model/coverage.ts'
import { DocsError } from '../core/model/errors.ts'
import {
  type CommandSetting,
  describeFirstStep,
  quoteGetCommands,
  quoteWaysBack,
  USUAL_SETTING,
  writeGetCommand,
} from '../core/model/printed-commands.ts'
import { formatCount } from '../core/text/format-count.ts'
import { type GuideState, listGuideStates } from '../store/guides/guide-states.ts'
import { listIntegrityProblems, listTextProblems } from '../store/index/check-integrity.ts'
import { findIndexStat } from '../store/index/index-folder.ts'
import { OLDEST_READABLE_SCHEMA, SCHEMA_VERSION } from '../store/index/migrations.ts'
import { openIndexToInspect } from '../store/index/open-index.ts'
import { nameRun, type Run } from '../store/lock/runs.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import { type CheckResult, makeError, makeFailure, makeOk, makeWarning } from './check-result.ts'

/** Runs without an end, and whether each is really going on. */
export type ListRuns = (
  db: SqlDatabase,
) => readonly (Run & { readonly isAlive: boolean; readonly waiting?: Waiting | undefined })[]

export async function checkIndex(
  file: string,
  listRuns: ListRuns,
  { setting = USUAL_SETTING, now }: { readonly setting?: CommandSetting; readonly now: number },
): Promise<CheckResult[]> {
  let index: Awaited<ReturnType<typeof openIndexToInspect>>
  try {
    if (!findIndexStat(file)?.size) return [reportNoIndex(file, setting)]
    index = await openIndexToInspect(file)
  } catch (error) {
    return [reportUnopened(error, setting)]
  }
  try {
    const { db, schema } = index
    const runs = listRuns(db)
    const guides = listGuideStates(db, runs, setting)
    const contents = checkContents(file, db, guides, setting)
    // Whatever left it there: without pages it is as good as none.
    if (contents.level === 'ok' && guides.every(({ pages }) => pages === 0)) {
      return [reportNoIndex(file, setting), ...(runs.length > 0 ? checkRuns(runs) : [])]
    }
    return [
      checkSchema(file, schema),
      contents,
      ...checkGuides(guides),
      ...checkAge(guides, now, setting),
      ...checkRuns(runs),
    ]
  } catch (error) {
    // Damage that breaks the counting itself.
    return [makeFailure('index', error, describeSaving(setting), setting)]
  } finally {
    index.close()
  }
}

function reportNoIndex(file: string, setting: CommandSetting): CheckResult {
  const remedy = setting.isOffline
    ? `${describeFirstStep(setting)} Or name the index with --index.`
    : `Harvest a guide ("${writeGetCommand('lambda-dg', setting)}"), import a bundle, or name the index with --index.`
  return makeWarning('index', `There is no index at ${file}.`, remedy)
}

function describeSaving(setting: CommandSetting): string {
  return (
    'Try to save it with "aws-docs-offline export FILE", all of it or guide by guide with --guide: that ' +
    'needs the pages and not the full-text index. Move the damaged file away, then import that bundle, or get its ' +
    `guides again: ${quoteWaysBack(setting)}.`
  )
}

function describeGettingAgain({ isOffline }: CommandSetting): string {
  const asking = isOffline ? 'An' : '"aws-docs-offline refresh" asks the site for these pages again, and an'
  return `${asking} import of a bundle that has them puts them back. Until then exports leave them out too.`
}

function reportUnopened(error: unknown, setting: CommandSetting): CheckResult {
  if (error instanceof DocsError && error.code === 'INDEX_BUSY') {
    return makeWarning('index', error.message, error.hint ?? 'Wait, then look again.')
  }
  return makeFailure('index', error, describeSaving(setting), setting)
}

function checkSchema(file: string, schema: number): CheckResult {
  if (schema === SCHEMA_VERSION) return makeOk('schema', `Schema ${schema}, the newest that this version knows`)
  const message = `${file} has schema ${schema}; this version writes schema ${SCHEMA_VERSION}.`
  return makeWarning(
    'schema',
    message,
    schema < OLDEST_READABLE_SCHEMA
      ? 'The next command that opens the index brings it up to date; it must be able to write it.'
      : 'It is searched and read as it is; the next crawl, refresh, import or pull brings it up to date.',
  )
}

function checkContents(
  file: string,
  db: SqlDatabase,
  guides: readonly GuideState[],
  setting: CommandSetting,
): CheckResult {
  const problems = listIntegrityProblems(db)
  if (problems.length > 0) {
    const [first, ...more] = problems
    const rest = more.length > 0 ? ` (and ${more.length} more)` : ''
    return makeError('integrity', `${file} is damaged: ${first?.replace(/\.$/, '')}${rest}.`, describeSaving(setting))
  }
  const texts = listTextProblems(db)
  if (texts.length > 0)
    return makeError('integrity', `${file} is damaged: ${texts.join('; ')}.`, describeGettingAgain(setting))
  const pages = guides.reduce((sum, guide) => sum + guide.pages, 0)
  return makeOk(
    'integrity',
    `${file} is whole: ${formatCount(pages, 'page')} of ${formatCount(guides.length, 'guide')}, ` +
      'full-text index checked',
  )
}

/** More guides that are not complete are only counted. */
const MOST_GUIDES = 10

function checkGuides(guides: readonly GuideState[]): CheckResult[] {
  const partial = guides.filter(({ completeness }) => completeness.kind === 'partial')
  if (partial.length === 0) return [makeOk('guides', 'Every guide of the index is complete')]
  const named = partial.slice(0, MOST_GUIDES).map(({ catalogId, locale, completeness }) => {
    const message = `${catalogId} ${locale}: ${describeCompleteness(completeness)}`
    if (completeness.isRunning) return makeOk('guides', `${message}. ${SEARCHABLE_ALREADY}`)
    return makeWarning('guides', `${message}.`, `To go on: ${completeness.command}`)
  })
  const more = partial.length - named.length
  if (more === 0) return named
  const rest = more === 1 ? '1 more guide is not complete.' : `${more} more guides are not complete.`
  return [...named, makeWarning('guides', rest, '"aws-docs-offline status" names them, with the command for each.')]
}

// From when on a search says so too.
function checkAge(guides: readonly GuideState[], now: number, setting: CommandSetting): CheckResult[] {
  const stale = guides.filter(
    ({ completeness, newest }) =>
      completeness.kind === 'complete' && newest !== undefined && now - newest >= STALE_AFTER_MS,
  )
  if (stale.length === 0) return []
  const named = stale
    .slice(0, MOST_GUIDES)
    .map(({ catalogId, locale, newest = now }) => `${catalogId} ${locale} (${formatDays(now - newest)})`)
  const more = stale.length > named.length ? ` and ${stale.length - named.length} more` : ''
  const remedy =
    setting.isOffline || setting.pull?.hasSource
      ? `What is newer comes with ${quoteGetCommands('GUIDE', setting)}.`
      : `"aws-docs-offline refresh" asks the site for what changed; from cron it keeps them so.`
  return [makeWarning('age', `Not checked for long: ${named.join(', ')}${more}.`, remedy)]
}

function formatDays(span: number): string {
  return formatCount(Math.floor(span / (24 * 3600_000)), 'day')
}

function describeWait(waiting: Waiting | undefined): string {
  return waiting ? `, ${describeWaiting(waiting)}: ${waiting.reason}` : ''
}

function checkRuns(runs: ReturnType<ListRuns>): CheckResult[] {
  if (runs.length === 0) return [makeOk('lock', 'No run holds the index')]
  return runs.map(({ kind, owner, startedAt, isAlive, waiting }) => {
    const who = `by ${owner} since ${formatMinute(startedAt)}`
    return isAlive
      ? makeOk(
          'lock',
          `The index is held by a running ${kind} ${who}${describeWait(waiting)}; readers are not disturbed`,
        )
      : makeWarning(
          'lock',
          `${nameRun(kind)} ${who} was killed before its end.`,
          `Run the ${kind} again: it takes the index over and goes on; everything committed so far is kept.`,
        )
  })
}
