// Importing: the order of steps from a file or URL to a merged index. Signature, outline and counts are checked before
// the index is opened. Then each part is read once, checked and merged in one transaction over all guides, so readers
// see the index as it was or as it is afterwards, and a refusal changes nothing.

import type { KeyObject } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { DocsError } from '../../core/model/errors.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { isUrl } from '../../core/text/parse-url.ts'
import type { Download } from '../../http/download/download.ts'
import { discardNewIndex } from '../../store/index/discard-new-index.ts'
import { type IndexFile, isAbsentOrEmpty } from '../../store/index/open-index.ts'
import { makeSecondRunError } from '../../store/lock/make-second-run-error.ts'
import { releaseRunLock, takeRunLock } from '../../store/lock/run-lock.ts'
import { renewHeartbeat } from '../../store/lock/runs.ts'
import { requireDiskSpace } from '../../store/sqlite/disk-space.ts'
import { runLongTransaction } from '../../store/sqlite/run-long-transaction.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { createBreather } from '../format/breather.ts'
import { type BundleFile, openBundle } from '../format/bundle-file.ts'
import { discardFetched, fetchBundle } from './fetch-bundle.ts'
import { type GuideMerge, mergeGuide } from './merge-guide.ts'
import { createImageImport, type ImageDeps, type ImageMerge } from './merge-images.ts'
import { type BundleReport, makeBundleReport } from './verify-bundle.ts'

export interface ImportDeps {
  /** Where the index is or will be: only its disk is looked at. */
  readonly indexFile: string
  /**
   * Opens or makes the index to write, on a connection of the import's own; called only for a bundle whose head is
   * good.
   */
  readonly openIndex: () => Promise<IndexFile>
  /** The file of images beside it. Absent where none are to be taken. */
  readonly images?: ImageDeps
  readonly clock: Clock
  /** Absent when the network must not be used: a URL is refused then. */
  readonly download?: Download | undefined
  /** Where unfinished downloads are kept, so that the next attempt goes on from there. */
  readonly downloadFolder: string
  /** Free bytes on the disk of a path; the operating system's answer unless a test gives its own. */
  readonly freeBytes?: ((path: string) => Promise<number>) | undefined
}

export interface ImportRequest {
  /** A file, or an https URL (http on loopback). */
  readonly source: string
  /** Refuse a bundle that this key has not signed. */
  readonly trust?: KeyObject | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
  /**
   * Called once the merged guides are committed, before the run ends: what is learnt from all pages is learnt anew
   * here.
   */
  readonly afterImport?: ((db: SqlDatabase) => void | Promise<void>) | undefined
}

/** Bytes while downloading, guides otherwise. `total` is undefined when a server does not say. */
export interface ImportProgress {
  readonly step: 'download' | 'import'
  readonly done: number
  readonly total: number | undefined
  readonly guide?: string
}

export interface ImportReport {
  readonly kind: 'complete'
  readonly exitCode: 0
  readonly bundle: BundleReport
  readonly guides: readonly GuideMerge[]
  readonly images: ImageMerge
  readonly durationMs: number
}

// The index grows by about the unpacked size of the bundle, and until the commit the same is in the write-ahead log.
const ROOM_PER_RAW_BYTE = 3
const MIN_ROOM_BYTES = 1_000_000

/**
 * Merges a bundle into the index. Of two copies of a page the one that the site confirmed later stays; what the bundle
 * does not name is not touched. Throws DocsError with the reason, the index being as it was: BAD_INPUT, BAD_BUNDLE,
 * BUNDLE_TOO_NEW, BAD_SIGNATURE, DISK_FULL, OFFLINE, UNREACHABLE, CRAWL_RUNNING, INDEX_BUSY and what opening an index
 * throws.
 */
export async function importBundle(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  const startedAt = deps.clock.now()
  const finish = async (file: string): Promise<ImportReport> => {
    const { bundle, guides, images } = await importFile(deps, request, file)
    return { kind: 'complete', exitCode: 0, bundle, guides, images, durationMs: deps.clock.now() - startedAt }
  }
  if (!isUrl(request.source)) return finish(request.source)
  const { source, signal, onProgress } = request
  const onBytes = (done: number, total: number | undefined) => onProgress?.({ step: 'download', done, total })
  const file = await fetchBundle(deps, { source, signal, onBytes })
  try {
    const report = await finish(file)
    await discardFetched(file)
    return report
  } catch (error) {
    // A bad file would only be resumed next time; a good one that met a busy or full disk waits there.
    if (error instanceof DocsError && /BUNDLE|SIGNATURE/.test(error.code)) await discardFetched(file)
    throw error
  }
}

type Merged = Pick<ImportReport, 'bundle' | 'guides' | 'images'>

async function importFile(deps: ImportDeps, request: ImportRequest, file: string): Promise<Merged> {
  const { trust } = request
  const bundle = openBundle(file, { trust })
  try {
    const report = makeBundleReport(bundle, trust !== undefined)
    if (bundle.manifest.kind === 'delta' && isAbsentOrEmpty(deps.indexFile))
      throw makeNothingToBuildOnError(deps.indexFile)
    const needed = MIN_ROOM_BYTES + ROOM_PER_RAW_BYTE * report.rawBytes
    await requireDiskSpace(deps.indexFile, needed, 'The import', deps.freeBytes)
    return { bundle: report, ...(await mergeIntoIndex(deps, request, bundle)) }
  } finally {
    bundle.close()
  }
}

async function mergeIntoIndex(deps: ImportDeps, request: ImportRequest, bundle: BundleFile) {
  const isNew = isAbsentOrEmpty(deps.indexFile)
  const index = await deps.openIndex()
  let isMerged = false
  try {
    const merged = await mergeAll(deps, request, bundle, index)
    isMerged = true
    return merged
  } finally {
    if (isNew && !isMerged) discardNewIndex(index)
    index.close()
  }
}

async function mergeAll(
  deps: ImportDeps,
  { signal, onProgress, afterImport }: ImportRequest,
  bundle: BundleFile,
  { db }: IndexFile,
): Promise<Pick<ImportReport, 'guides' | 'images'>> {
  const entries = bundle.manifest.guides
  const runId = startImport(deps, db)
  const images = createImageImport(deps.images)
  let exitCode: 0 | 3 = 3
  const beats = () => {
    signal?.throwIfAborted()
    if (!renewHeartbeat(db, runId, deps.clock.now())) throw makeTakenOverError()
  }
  const pace = {
    breathe: createBreather(signal),
    async endPart() {
      beats()
      await setImmediate()
    },
  }
  try {
    const guides = await runLongTransaction(db, async () => {
      const done: GuideMerge[] = []
      for (const entry of entries) {
        done.push(await mergeGuide(db, bundle, entry, pace, images))
        onProgress?.({ step: 'import', done: done.length, total: entries.length, guide: entry.catalogId })
      }
      return done
    })
    exitCode = 0
    await afterImport?.(db)
    // The pages are merged by now: what goes wrong with images, or a stop among them, undoes nothing.
    return { guides, images: await images.merge(db, entries, beats) }
  } finally {
    images.close()
    endImport(deps, db, runId, exitCode)
  }
}

function startImport(deps: ImportDeps, db: SqlDatabase): number {
  const started = takeRunLock(db, 'import', deps.clock.now())
  if (started.kind === 'started') return started.run.id
  throw makeSecondRunError(db, started.owner)
}

function makeNothingToBuildOnError(indexFile: string): DocsError {
  return new DocsError(
    'BAD_BUNDLE',
    `The bundle is refused: it holds only what changed, and there is no index at ${indexFile} that it could build on.`,
    { hint: 'Import the bundle that it was made against first, or a full one.' },
  )
}

function makeTakenOverError(): DocsError {
  return new DocsError('CRAWL_RUNNING', 'Another process took the index over while this import stood still.', {
    hint: 'Import again when it has finished; nothing was merged.',
  })
}

// A full disk may refuse even this; the next run sees that the owner is gone.
function endImport(deps: ImportDeps, db: SqlDatabase, runId: number, exitCode: 0 | 3): void {
  try {
    releaseRunLock(db, runId, { now: deps.clock.now(), exitCode, report: undefined })
  } catch (error) {
    if (exitCode === 0) throw error
  }
}
