// Pulling: from the signed catalog of a repository to guides in the index. The order of steps: read the catalog and
// refuse what is not to be trusted, plan, then guide after guide, each in one transaction of its own. Whatever stops it
// leaves whole guides, and the next pull goes on.

import type { KeyObject } from 'node:crypto'
import { toMessage } from '../../core/model/errors.ts'
import { formatCount } from '../../core/text/format-count.ts'
import type { ImportDeps, ImportProgress } from '../import/import-bundle.ts'
import type { GuideMerge } from '../import/merge-guide.ts'
import type { ImageMerge } from '../import/merge-images.ts'
import { sumSizes } from './delta-chain.ts'
import { type LocalGuide, type PlannedGuide, type PullChoice, planPull, sumBytes } from './plan-pull.ts'
import type { CatalogEntry } from './published-catalog.ts'
import { isOfOneGuide, pullGuide } from './pull-guide.ts'
import { findLastSeen, rememberSeen, requireNotOlder } from './seen-catalogs.ts'
import { readCatalog } from './signed-catalog.ts'
import { openSource, type RepositorySource } from './source.ts'

export interface PullDeps extends ImportDeps {
  /** Remembers which catalogs were seen. */
  readonly seenFile: string
  readonly listLocalGuides: () => Promise<readonly LocalGuide[]>
  /** Called at the end when guides were merged that search has not learnt from. */
  readonly learn: () => Promise<void>
}

export interface PullRequest extends PullChoice {
  /** A folder, or an https URL (http on loopback). */
  readonly from: string
  /** The key that must have signed the catalog and every bundle. */
  readonly trust: KeyObject
  readonly dryRun?: boolean
  /** Take a catalog that is older than the one seen last. */
  readonly acceptOlder?: boolean
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: PullProgress) => void) | undefined
}

export interface PullProgress {
  readonly guide: CatalogEntry
  readonly step: ImportProgress['step']
  /** Of the plan; a guide that is got whole after all brings more than was planned. */
  readonly bytes: number
  readonly totalBytes: number
}

export interface PulledGuide {
  readonly catalogId: string
  readonly locale: CatalogEntry['locale']
  readonly title: string
  readonly action: PlannedGuide['kind']
  /** What the plan says is to be got. */
  readonly bytes: number
  readonly files: number
  /** `planned`: of a dry run; `left`: the pull ended before. */
  readonly outcome: 'pulled' | 'planned' | 'failed' | 'left' | 'nothing-to-do'
  readonly reason?: string
  /** The publisher does not have the whole guide: there is nothing here that gets the rest. */
  readonly partial?: true
  /** Live pages afterwards, and what became of them. */
  readonly pages?: number
  readonly counts?: GuideMerge['counts']
  /** Absent where the guide came without. */
  readonly images?: ImageMerge
}

export interface PullReport {
  readonly kind: 'complete' | 'partial'
  readonly exitCode: 0 | 2
  readonly reason: string | undefined
  readonly source: string
  readonly catalog: {
    readonly created: string
    readonly sha256: string
    readonly signer: string
    readonly guides: number
  }
  readonly dryRun: boolean
  readonly guides: readonly PulledGuide[]
  /** Of the plan, and what really came, with the catalog. */
  readonly plannedBytes: number
  readonly fetchedBytes: number
  readonly durationMs: number
}

/** A source that fails for so many guides in turn is not asked for the next. */
const MOST_FAILURES_IN_TURN = 2

/**
 * Brings the chosen guides to the state that the repository has. Of two copies of a page the one that the site
 * confirmed later stays. Throws DocsError when nothing was done: BAD_INPUT, OFFLINE, UNREACHABLE, BAD_SIGNATURE,
 * BAD_BUNDLE, BUNDLE_TOO_NEW, CATALOG_TOO_OLD, UNKNOWN_GUIDE, and what importing throws.
 */
export async function pullGuides(deps: PullDeps, request: PullRequest): Promise<PullReport> {
  const startedAt = deps.clock.now()
  const source = openSource(request.from, deps)
  const signed = await readCatalog(source, request.trust, { signal: request.signal })
  const { catalog, sha256, signer } = signed
  if (!request.acceptOlder) requireNotOlder(source.name, signed, findLastSeen(deps.seenFile, source.name, signer))
  const local = await deps.listLocalGuides()
  const plan = planPull(catalog.guides, request, local)
  const about = {
    source: source.name,
    catalog: { created: catalog.created, sha256, signer, guides: catalog.guides.length },
    dryRun: request.dryRun === true,
    plannedBytes: sumBytes(plan),
  }
  if (request.dryRun) {
    const guides = plan.map((planned) => toPulledGuide(planned, planned.files.length > 0 ? 'planned' : 'nothing-to-do'))
    const durationMs = deps.clock.now() - startedAt
    return {
      kind: 'complete',
      exitCode: 0,
      reason: undefined,
      ...about,
      guides,
      fetchedBytes: signed.bytes,
      durationMs,
    }
  }
  await rememberSeen(deps.seenFile, source.name, signed)
  const { guides, fetchedBytes, stop } = await pullAll(deps, request, source, plan)
  const isAnyDone = guides.some(({ outcome }) => outcome === 'pulled')
  if (stop !== undefined && !isAnyDone) throw stop
  await deps.learn()
  const failed = guides.filter(({ outcome }) => outcome === 'failed')
  const missed = `${formatCount(failed.length, 'guide')} failed`
  const reason =
    stop !== undefined ? toMessage(stop) : failed.length > 0 ? `${missed}: ${failed[0]?.reason}` : undefined
  const kind = reason === undefined ? 'complete' : 'partial'
  const sums = { guides, fetchedBytes: fetchedBytes + signed.bytes, durationMs: deps.clock.now() - startedAt }
  return { kind, exitCode: kind === 'complete' ? 0 : 2, reason, ...about, ...sums }
}

async function pullAll(deps: PullDeps, request: PullRequest, source: RepositorySource, plan: readonly PlannedGuide[]) {
  const guides: PulledGuide[] = []
  const totalBytes = sumBytes(plan)
  let plannedBefore = 0
  let fetchedBytes = 0
  let failuresInTurn = 0
  let stop: unknown
  for (const planned of plan) {
    if (planned.files.length === 0 || stop !== undefined) {
      guides.push(toPulledGuide(planned, planned.files.length === 0 ? 'nothing-to-do' : 'left'))
      continue
    }
    const { entry } = planned
    const before = plannedBefore
    plannedBefore += sumSizes(planned.files)
    try {
      request.signal?.throwIfAborted()
      const done = await pullGuide(deps, source, planned, {
        trust: request.trust,
        signal: request.signal,
        onStep: (step, bytes) => request.onProgress?.({ guide: entry, step, bytes: before + bytes, totalBytes }),
        onFetched(bytes) {
          fetchedBytes += bytes
        },
      })
      guides.push({ ...toPulledGuide(planned, 'pulled'), pages: done.pages, counts: done.counts, ...pickImages(done) })
      failuresInTurn = 0
    } catch (error) {
      const isOne = isOfOneGuide(error)
      failuresInTurn = isOne && error.code === 'UNREACHABLE' ? failuresInTurn + 1 : 0
      guides.push({ ...toPulledGuide(planned, isOne ? 'failed' : 'left'), reason: toMessage(error) })
      if (!isOne || failuresInTurn >= MOST_FAILURES_IN_TURN) stop = error
    }
  }
  return { guides, fetchedBytes, stop }
}

function toPulledGuide({ entry, kind, files }: PlannedGuide, outcome: PulledGuide['outcome']): PulledGuide {
  const { catalogId, locale, title } = entry
  const partial = entry.completedAt === null && { partial: true as const }
  return { catalogId, locale, title, action: kind, bytes: sumSizes(files), files: files.length, outcome, ...partial }
}

function pickImages({ images }: { readonly images: ImageMerge }) {
  return images.merged + images.leftOut > 0 || images.reason !== undefined ? { images } : {}
}
