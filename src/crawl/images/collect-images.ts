// The images of the guides whose images are kept, asked for when the run has come through its pages: no page waits for
// an image, and none fails for one.
// What is due follows from the pages as they are stored, so a run that was stopped goes on without a record of its own.

import { getImageUrl, MAX_IMAGE_BYTES, readClaimedType } from '../../core/model/image.ts'
import { checkImage } from '../../core/model/image-header.ts'
import { findGuide, type GuideRow } from '../../store/guides/guide-rows.ts'
import { toGuideKey } from '../../store/guides/run-facts.ts'
import type { DueImage, ImageWriter } from '../../store/images/image-writer.ts'
import { noteGuidePages } from '../../store/images/note-guide-pages.ts'
import { isLivePath } from '../../store/pages/page-rows.ts'
import type { CrawlDeps } from '../run/crawl-deps.ts'
import type { GuideReport, ImageReport } from '../run/report.ts'

export interface ImageRequest {
  /** Keep the images of these guides from now on. */
  readonly want: boolean
  /** Ends it; what is left is for the next run. */
  readonly signal: AbortSignal
  /** Called after each image of a guide. */
  readonly onProgress?: (guide: GuideRow, done: number, total: number) => void
}

/** Images hardly change: one that was confirmed longer ago is asked for again, and one that a changed page shows. */
const MAX_AGE_MS = 30 * 24 * 3_600_000
/** Images in a row for which the site gave no answer before the rest is left to the next run. */
const MOST_SILENT = 5

/** The reports with what became of each guide's images. Rejects only for what is wrong with the file of images. */
export async function collectImages(
  deps: CrawlDeps & { readonly images: ImageWriter },
  guides: readonly GuideReport[],
  request: ImageRequest,
): Promise<GuideReport[]> {
  const { db, images } = deps
  const reports: GuideReport[] = []
  let isSilent = false
  for (const report of guides) {
    const key = toGuideKey(report)
    const guide = findGuide(db, report.base, report.locale)
    if (request.want && report.pages > 0) images.keepGuide(key)
    if (!guide || !images.wantsGuide(key)) {
      reports.push(report)
      continue
    }
    noteGuidePages(db, images, guide)
    const due = images.listDue(key, deps.clock.now() - MAX_AGE_MS)
    const asked: Asked = isSilent ? reportNothingAsked(due) : await askForAll(deps, guide, due, request)
    isSilent ||= asked.isSilent
    reports.push({ ...report, images: { ...images.countImages(key), ...asked.report } })
  }
  images.sweep((page) => isLivePath(db, page))
  return reports
}

type Asked = { readonly report: Pick<ImageReport, 'counts' | 'bytes' | 'failed'>; readonly isSilent: boolean }

function reportNothingAsked(due: readonly DueImage[]): Asked {
  const counts = { new: 0, changed: 0, unchanged: 0, failed: 0, left: due.length }
  return { report: { counts, bytes: 0, failed: [] }, isSilent: true }
}

async function askForAll(
  deps: CrawlDeps & { readonly images: ImageWriter },
  guide: GuideRow,
  due: readonly DueImage[],
  { signal, onProgress }: ImageRequest,
): Promise<Asked> {
  const counts = { new: 0, changed: 0, unchanged: 0, failed: 0, left: due.length }
  const failed: { url: string; reason: string }[] = []
  let bytes = 0
  let silent = 0
  let next = 0
  // A full disk, say. Nobody may still be writing when the file is closed.
  const broken = new AbortController()
  const stop = AbortSignal.any([signal, broken.signal])
  const work = async () => {
    while (!stop.aborted && silent < MOST_SILENT) {
      const image = due[next++]
      if (!image) return
      const end = await askFor(deps, image, stop)
      if (end === undefined) return
      silent = end.isSilent ? silent + 1 : 0
      counts[end.kind] += 1
      counts.left -= 1
      if (end.kind === 'failed') failed.push({ url: getImageUrl(image.path), reason: end.reason })
      else bytes += end.bytes
      onProgress?.(guide, due.length - counts.left, due.length)
    }
  }
  const workers = Array.from({ length: Math.min(deps.fetcher.host.slots, due.length) }, () =>
    work().catch((error: unknown) => {
      broken.abort()
      throw error
    }),
  )
  const ends = await Promise.allSettled(workers)
  const failure = ends.find((end) => end.status === 'rejected')
  if (failure) throw failure.reason
  return { report: { counts, bytes, failed }, isSilent: silent >= MOST_SILENT }
}

type ImageEnd =
  | { readonly kind: 'new' | 'changed' | 'unchanged'; readonly bytes: number; readonly isSilent: false }
  | { readonly kind: 'failed'; readonly reason: string; readonly isSilent: boolean }

// Undefined when it was stopped meanwhile.
async function askFor(
  { fetcher, images, clock }: CrawlDeps & { readonly images: ImageWriter },
  { path, validators }: DueImage,
  signal: AbortSignal,
): Promise<ImageEnd | undefined> {
  const fail = (reason: string, { isGone = false, isFinal = true, isSilent = false } = {}): ImageEnd => {
    images.fail(path, reason, { isGone, isFinal, now: clock.now() })
    return { kind: 'failed', reason, isSilent }
  }
  let outcome: Awaited<ReturnType<CrawlDeps['fetcher']['getWithRetry']>>
  try {
    const options = { signal, maxBytes: MAX_IMAGE_BYTES, ...(validators && { validators }) }
    outcome = await fetcher.getWithRetry(getImageUrl(path), options)
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
  switch (outcome.kind) {
    case 'fresh': {
      const checked = checkImage(outcome.body, readClaimedType(outcome.contentType, path))
      if (checked.kind === 'refused') return fail(checked.reason)
      const kept = images.keep(path, checked.image, { validators: outcome.validators, now: clock.now() })
      return kept.kind === 'full'
        ? fail(kept.reason)
        : { kind: kept.kind, bytes: checked.image.bytes.length, isSilent: false }
    }
    case 'not-modified':
      images.confirm(path, outcome.validators, clock.now())
      return { kind: 'unchanged', bytes: 0, isSilent: false }
    case 'gone':
      return fail(`answers ${outcome.status}`, { isGone: true })
    case 'throttled':
      return fail(`answers ${outcome.status}`, { isFinal: false, isSilent: true })
    case 'failed':
      return fail(outcome.reason, { isFinal: false, isSilent: outcome.status === undefined })
    case 'not-asked':
      return fail(outcome.reason, { isFinal: false, isSilent: true })
    default:
      return fail(outcome.reason)
  }
}
