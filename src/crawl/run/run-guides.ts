// A run over guides, crawl or refresh: takes the index's lock, asks robots.txt, and says in the end what became of
// every URL. What it may not do is end worse than it began: whatever stops it, the pages committed so far are kept and
// the next run goes on from there.

import { DocsError, toMessage } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { isLearnt } from '../../store/fulltext/passage-map.ts'
import type { GuideRow } from '../../store/guides/guide-rows.ts'
import { loadRunFacts, saveRunFacts, toGuideKey } from '../../store/guides/run-facts.ts'
import { type Hold, holdRunLock } from '../../store/lock/hold-run-lock.ts'
import type { RunKind } from '../../store/lock/runs.ts'
import { collectImages } from '../images/collect-images.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { type CrawlProgress, toImageProgress } from './progress.ts'
import type { CrawlReport, GuideReport } from './report.ts'

export interface RunResult {
  readonly guides: readonly GuideReport[]
  /** Why the run ended before it was through; undefined when it was not stopped. */
  readonly stopped: string | undefined
  /** What it could not do although it was not stopped; undefined when there is nothing of the kind. */
  readonly missed: string | undefined
  /** Why pages or whole guides may be left for the next run without anything being wrong. */
  readonly bound: string
  readonly guidesLeft?: number
}

export interface GuidesHold extends Hold {
  /** Keys of the guides that the run before this one was asked for (toGuideKey). */
  readonly formerGuides: ReadonlySet<string>
}

/** Never rejects for what the site, the disk or another process does: that is in the report. */
export async function runGuides(
  deps: CrawlDeps,
  kind: RunKind,
  request: {
    readonly guides: readonly { readonly base: string; readonly locale: Locale }[]
    readonly images?: boolean
    readonly budget?: AbortSignal
    readonly signal?: AbortSignal
    readonly onProgress?: (progress: CrawlProgress) => void
  },
  work: (hold: GuidesHold) => Promise<RunResult>,
): Promise<CrawlReport> {
  const startedAt = deps.clock.now()
  const isInterrupted = () => request.signal?.aborted === true
  const sum = (end: Conclusion, guides: readonly GuideReport[]): CrawlReport => ({
    ...end,
    guides,
    ...deps.fetcher.counts,
    durationMs: Math.max(0, deps.clock.now() - startedAt),
  })
  try {
    return await holdRunLock(deps, kind, async (hold) => {
      const signal = request.signal ? AbortSignal.any([request.signal, hold.signal]) : hold.signal
      const robots = await readRobots(deps, signal)
      if (robots !== undefined) {
        const end = isInterrupted() ? INTERRUPTED : ({ kind: 'refused', exitCode: 3, reason: robots } as const)
        return { report: sum(end, []), covered: false }
      }
      const { delayMs } = deps.fetcher.host
      const formerGuides = new Set(loadRunFacts(deps.db).guides)
      saveRunFacts(deps.db, { run: hold.runId, guides: request.guides.map(toGuideKey), delayMs })
      const asked = await work({ ...hold, signal, formerGuides })
      const { result, trouble } = await addImages(deps, asked, request, signal)
      const { stopped } = result
      const concluded =
        stopped !== undefined && isInterrupted() ? { ...INTERRUPTED, reason: stopped } : conclude(result)
      const end = trouble === undefined ? concluded : addFailure(concluded, trouble)
      // Another writer may be at work already when the hold is lost.
      const failure = hold.signal.aborted ? undefined : learnFrom(deps, result.guides)
      const conclusion = failure === undefined ? end : addFailure(end, failure)
      return { report: sum(conclusion, result.guides), covered: result.stopped === undefined }
    })
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
    return sum({ kind: 'refused', exitCode: 3, reason: error.advice }, [])
  }
}

/** Why a run was stopped that ended with its signal aborted. */
export function explainAbort(lost: AbortSignal): string {
  return lost.reason instanceof DocsError && lost.reason.code === 'CRAWL_RUNNING' ? lost.reason.message : 'interrupted'
}

// Images come behind all pages, and what goes wrong with their file costs no page.
async function addImages(
  deps: CrawlDeps,
  asked: RunResult,
  { images: want = false, budget, onProgress }: Parameters<typeof runGuides>[2],
  stop: AbortSignal,
): Promise<{ readonly result: RunResult; readonly trouble?: Failure }> {
  const { images, fetcher } = deps
  if (!images) return { result: asked }
  // Of a site that cannot be read nothing more is asked.
  const reasons = [stop, ...(budget ? [budget] : []), ...(asked.stopped === undefined ? [] : [AbortSignal.abort()])]
  const signal = AbortSignal.any(reasons)
  const tell = (guide: GuideRow, done: number, total: number) =>
    onProgress?.(toImageProgress(guide, done, total, fetcher.host.delayMs))
  try {
    const guides = await collectImages({ ...deps, images }, asked.guides, { want, signal, onProgress: tell })
    return { result: { ...asked, guides } }
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
    return { result: asked, trouble: { what: 'the pages are stored, but their images are not', why: error.advice } }
  }
}

// Why it failed; undefined when it did not.
function learnFrom({ db, learn }: CrawlDeps, guides: readonly GuideReport[]): Failure | undefined {
  const isChanged = guides.some(({ counts }) => counts.new + counts.changed + counts.moved + counts.gone > 0)
  if (!isChanged && isLearnt(db)) return undefined
  try {
    learn?.(db)
    return undefined
  } catch (error) {
    const why = error instanceof DocsError ? error.advice : toMessage(error)
    return { what: 'the pages are stored, but search has not learned from them', why }
  }
}

interface Failure {
  readonly what: string
  readonly why: string
}

function addFailure({ kind, exitCode, reason }: Conclusion, { what, why }: Failure): Conclusion {
  // A disk that is full stops the crawl, and then what comes behind it.
  const failure = reason?.includes(why) ? `${what}, for the same reason` : `${what}: ${why}`
  return {
    kind: kind === 'complete' ? 'partial' : kind,
    exitCode: exitCode === 0 ? 2 : exitCode,
    reason: reason === undefined ? failure : `${reason.replace(/\.$/, '')}; ${failure}`,
  }
}

type Conclusion = Pick<CrawlReport, 'kind' | 'exitCode' | 'reason'>

/** Whoever asked for the run has ended it, however far it was: nothing was refused. */
const INTERRUPTED = { kind: 'partial', exitCode: 2, reason: 'interrupted' } as const

// Why nothing may be asked; undefined when robots.txt could be read.
async function readRobots({ fetcher }: CrawlDeps, signal: AbortSignal): Promise<string | undefined> {
  try {
    const robots = await fetcher.getRobots(signal)
    return robots.kind === 'rules' ? undefined : robots.reason
  } catch (error) {
    if (signal.aborted) return explainAbort(signal)
    throw error
  }
}

function conclude({ guides, stopped, missed, bound, guidesLeft = 0 }: RunResult): Conclusion {
  const reason = stopped ?? missed
  const wasUseless = guides.every((guide) => guide.pages === 0 && guide.counts.untranslated === 0)
  if (reason !== undefined && wasUseless) return { kind: 'refused', exitCode: 3, reason }
  if (reason !== undefined) return { kind: 'partial', exitCode: 2, reason }
  const failed = guides.reduce((sum, guide) => sum + guide.counts.failed, 0)
  if (failed > 0) return { kind: 'partial', exitCode: 2, reason: `${formatCount(failed, 'page')} failed` }
  const left = guides.reduce((sum, guide) => sum + guide.counts.left, 0)
  const images = guides.reduce((sum, guide) => sum + (guide.images?.counts.left ?? 0), 0)
  if (left + guidesLeft + images > 0) {
    const counts = { page: left, guide: guidesLeft, image: images }
    const what = Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [formatCount(count, name)] : []))
    const are = left + guidesLeft + images === 1 ? 'is' : 'are'
    return { kind: 'partial', exitCode: 0, reason: `${bound}; ${what.join(' and ')} ${are} left for the next run` }
  }
  return { kind: 'complete', exitCode: 0, reason: undefined }
}
