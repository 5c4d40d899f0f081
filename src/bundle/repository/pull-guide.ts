// Pulling one guide: its files one after another from the source to the index, each checked before anything of it is
// merged.

import type { KeyObject } from 'node:crypto'
import { DocsError, type ErrorCode } from '../../core/model/errors.ts'
import { savePulledState } from '../../store/guides/pulled-states.ts'
import { openBundle } from '../format/bundle-file.ts'
import { makeBadBundleError } from '../format/manifest.ts'
import { type ImportDeps, type ImportProgress, importBundle } from '../import/import-bundle.ts'
import type { GuideMerge } from '../import/merge-guide.ts'
import type { ImageMerge } from '../import/merge-images.ts'
import { type RouteFile, routeFrom } from './delta-chain.ts'
import type { PlannedGuide } from './plan-pull.ts'
import { type CatalogEntry, makeEntryKey } from './published-catalog.ts'
import type { RepositorySource } from './source.ts'

export interface PulledMerge extends GuideMerge {
  /** What came of the images that the last of its files lists: all of the guide. */
  readonly images: ImageMerge
}

export interface GuidePull {
  readonly trust: KeyObject
  readonly signal: AbortSignal | undefined
  /** With the bytes of the guide that are here. */
  readonly onStep: (step: ImportProgress['step'], bytes: number) => void
  /** Called after each file with the bytes that came over the line, or were read from a folder. */
  readonly onFetched: (bytes: number) => void
}

/** One guide fails by these; the others may still be had. */
const OF_ONE_GUIDE: ReadonlySet<ErrorCode> = new Set(['BAD_BUNDLE', 'BAD_SIGNATURE', 'BUNDLE_TOO_NEW', 'UNREACHABLE'])

export function isOfOneGuide(error: unknown): error is DocsError {
  return error instanceof DocsError && OF_ONE_GUIDE.has(error.code)
}

/**
 * Merges the guide's files, by deltas where the plan says so. A chain that does not fit what is here, or is damaged, is
 * no reason to go without the guide: it comes whole then. Throws DocsError; what was merged by then is whole.
 */
export async function pullGuide(
  deps: ImportDeps,
  source: RepositorySource,
  { entry, kind, files }: PlannedGuide,
  pull: GuidePull,
): Promise<PulledMerge> {
  try {
    return await mergeFiles(deps, source, entry, files, pull)
  } catch (error) {
    if (kind !== 'delta' || !isOfOneGuide(error)) throw error
    return await mergeFiles(deps, source, entry, routeFrom(entry, undefined).files, pull)
  }
}

async function mergeFiles(
  deps: ImportDeps,
  source: RepositorySource,
  entry: CatalogEntry,
  files: readonly RouteFile[],
  pull: GuidePull,
): Promise<PulledMerge> {
  let merged: PulledMerge | undefined
  let bytes = 0
  for (const file of files) {
    const before = bytes
    const onStep: GuidePull['onStep'] = (step, done) => pull.onStep(step, before + done)
    const next = await mergeFile(deps, source, entry, file, { ...pull, onStep })
    bytes += file.size
    merged = merged ? { ...next, counts: addCounts(merged.counts, next.counts) } : next
  }
  if (!merged) throw new Error(`there is nothing to merge of ${entry.catalogId}`)
  return merged
}

async function mergeFile(
  deps: ImportDeps,
  source: RepositorySource,
  entry: CatalogEntry,
  file: RouteFile,
  { trust, signal, onStep, onFetched }: GuidePull,
): Promise<PulledMerge> {
  const { path, fetchedBytes } = await source.fetch(file, { signal, onBytes: (done) => onStep('download', done) })
  onFetched(fetchedBytes)
  requireMeant(path, trust, entry, file)
  const { guides, images } = await importBundle(deps, {
    source: path,
    trust,
    signal,
    onProgress: ({ step }) => onStep(step, file.size),
    afterImport: (db) => savePulledState(db, makeEntryKey(entry), file.to),
  })
  await source.release(file)
  const [guide] = guides
  if (!guide) throw new Error(`${file.file} brought no guide`)
  return { ...guide, images }
}

// That it is signed and has the right hash does not make it a bundle of this guide, or a delta of this state.
function requireMeant(path: string, trust: KeyObject, entry: CatalogEntry, file: RouteFile): void {
  const bundle = openBundle(path, { trust })
  bundle.close()
  const { manifest, manifestSha256 } = bundle
  const isOfGuide =
    manifest.guides.length === 1 && manifest.guides.every((guide) => makeEntryKey(guide) === makeEntryKey(entry))
  const from = 'from' in file ? file.from : undefined
  const isOfState = from === undefined ? manifestSha256 === file.to : manifest.base?.manifestSha256 === from
  if (!isOfGuide || !isOfState) throw makeBadBundleError(`${file.file} is not what the catalog says it is`)
}

function addCounts(a: GuideMerge['counts'], b: GuideMerge['counts']): GuideMerge['counts'] {
  // What the last delta left as it was says it of the pages that those before it brought too.
  const { added, changed, removed } = a
  return { ...b, added: added + b.added, changed: changed + b.changed, removed: removed + b.removed }
}
