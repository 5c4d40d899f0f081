// Merging one guide of a bundle into the index while it is read, inside the import's transaction. The rule: of two
// copies of a page, the one that the site confirmed later stays. Nothing that the bundle does not name is touched.

import { parseDocUrl } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import { formatCount } from '../../core/text/format-count.ts'
import {
  ensureGuide,
  findGuide,
  type GuideRow,
  markGuideComplete,
  nameGuide,
  saveFeedName,
  saveToc,
} from '../../store/guides/guide-rows.ts'
import { forgetDamaged } from '../../store/pages/damaged-pages.ts'
import { confirmPage, importChange, importPage } from '../../store/pages/page-import.ts'
import { listPagesOfGuide, type PageRow } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { findLatest } from '../export/export-guide.ts'
import type { BundleFile } from '../format/bundle-file.ts'
import type { GuideEntry } from '../format/manifest.ts'
import { type GuideAbout, type Pace, readAbout, readImages, readPages, readStates } from '../format/read-guide.ts'
import {
  getRecordState,
  isSameContent,
  type PageRecord,
  type PageState,
  toExtractedPage,
  toPageState,
} from '../format/records.ts'
import type { ImageImport } from './merge-images.ts'

export interface GuideMerge {
  readonly catalogId: string
  readonly base: string
  readonly locale: Locale
  readonly title: string
  /** Live pages of the guide afterwards. */
  readonly pages: number
  /** Pages by what became of them; `kept` are those that were newer here than in the bundle. */
  readonly counts: Record<'added' | 'changed' | 'removed' | 'unchanged' | 'kept', number>
}

/**
 * Reads the guide and merges it as it is read. Throws DocsError BAD_BUNDLE for what is no good, and when a delta builds
 * on pages that are not here; the caller's transaction undoes what was done by then.
 */
export async function mergeGuide(
  db: SqlDatabase,
  bundle: BundleFile,
  entry: GuideEntry,
  pace: Pace,
  images: ImageImport,
): Promise<GuideMerge> {
  const before = findGuide(db, entry.base, entry.locale)
  const { catalogId, base, locale, product, title } = entry
  const guide = before ?? ensureGuide(db, { catalogId, base, locale, product, title })
  // What is damaged here is no copy of a page, however new it was.
  const damaged = new Set(before ? forgetDamaged(db, guide.id) : [])
  const local = new Map(before ? listPagesOfGuide(db, guide.id).map((row) => [row.path, row]) : [])
  const about = await readAbout(bundle, entry, pace)
  const states = await readStates(bundle, entry, pace)
  const recorded = new Set(about.changes.map((change) => `${change.at} ${change.path}`))
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0, kept: 0 }

  const merged = await readPages(bundle, entry, states, pace, (page) => {
    const known = local.get(page.path)
    const isCure = damaged.has(page.path) && page.status === 'live'
    const fate = isCure ? 'changed' : decideMergeOutcome(known, page)
    counts[fate] += 1
    const isOlder = known !== undefined && page.checkedAt < known.checkedAt
    if (fate === 'kept' || (fate === 'unchanged' && isOlder)) return
    const isNews = !isCure && before?.completedAt !== undefined && !recorded.has(`${page.changedAt} ${page.path}`)
    writeRecord(db, known, guide, entry, page, isNews)
  })

  const missing: string[] = []
  for (const state of states.values()) {
    await pace.breathe()
    if (merged.has(state[0])) continue
    const known = local.get(state[0])
    if (known && holdsContent(known, state)) {
      counts.unchanged += 1
      confirmPage(db, known.path, { checkedAt: state[5], tocOrder: state[4] ?? undefined })
    } else if (known && known.checkedAt > state[5]) counts.kept += 1
    else if (state[1] === 'live') missing.push(state[0])
  }
  if (missing.length > 0) throw makeWrongBaseError(bundle, entry, missing)

  await finishGuide(db, guide, entry, about, before, local, pace)
  await readImages(bundle, entry, pace, await images.openTaker(entry))
  await pace.endPart()
  const pages = listPagesOfGuide(db, guide.id).filter((page) => page.status === 'live').length
  return { catalogId: guide.catalogId, base, locale, title, pages, counts }
}

type MergeOutcome = keyof GuideMerge['counts']

function decideMergeOutcome(known: PageRow | undefined, page: PageRecord): MergeOutcome {
  if (!known) return page.status === 'live' ? 'added' : 'unchanged'
  const isSameText = known.status === page.status && known.contentHash === page.contentHash
  if (isSameContent(toPageState(known), getRecordState(page))) return 'unchanged'
  // The same text, read by an older version of the extraction: what is here is the better reading.
  if (isSameText && page.extractionVersion < known.extractionVersion) return 'kept'
  if (page.checkedAt <= known.checkedAt) return 'kept'
  if (page.status === 'live') return known.status === 'live' ? 'changed' : 'added'
  return known.status === 'live' ? 'removed' : 'unchanged'
}

function holdsContent(known: PageRow, state: PageState): boolean {
  const [, status, hash] = toPageState(known)
  return status === state[1] && hash === state[2]
}

function writeRecord(
  db: SqlDatabase,
  known: PageRow | undefined,
  guide: GuideRow,
  entry: GuideEntry,
  page: PageRecord,
  recordHistory: boolean,
): void {
  const url = parseDocUrl(page.path)
  if (!url) throw new Error(`${page.path} is no address of the documentation`)
  const { firstSeenAt, changedAt, fetchedAt, checkedAt } = page
  importPage(db, known, {
    guideId: guide.id,
    url,
    status: page.status,
    page: toExtractedPage(page, entry),
    extractionVersion: page.extractionVersion,
    validators: { etag: page.etag ?? undefined, lastModified: page.lastModified ?? undefined },
    tocOrder: page.tocOrder ?? undefined,
    dates: { firstSeenAt, changedAt, fetchedAt, checkedAt },
    recordHistory,
  })
}

// What stands above the pages: name, table of contents, history, completeness. The later view of the guide counts.
async function finishGuide(
  db: SqlDatabase,
  guide: GuideRow,
  entry: GuideEntry,
  about: GuideAbout,
  before: GuideRow | undefined,
  local: ReadonlyMap<string, PageRow>,
  { breathe }: Pace,
): Promise<void> {
  const newestHere = findLatest([...local.values()].filter((row) => row.status === 'live').map((row) => row.checkedAt))
  const isLater = newestHere === undefined || (entry.newest !== null && Date.parse(entry.newest) >= newestHere)
  if (isLater) {
    nameGuide(db, guide.id, entry.product, entry.title)
    if (about.toc) saveToc(db, guide.id, about.toc, about.seeds.tocFiles)
    if (about.seeds.feed !== undefined) saveFeedName(db, guide.id, about.seeds.feed)
  }
  for (const { sections, movedTo, ...change } of about.changes) {
    await breathe()
    importChange(db, { ...change, guideId: guide.id, sections, ...(movedTo === undefined ? {} : { movedTo }) })
  }
  const completedAt = entry.completedAt === null ? 0 : Date.parse(entry.completedAt)
  if (completedAt > (before?.completedAt ?? 0)) markGuideComplete(db, guide.id, completedAt)
}

function makeWrongBaseError(bundle: BundleFile, entry: GuideEntry, missing: readonly string[]): DocsError {
  const { base, kind } = bundle.manifest
  if (kind === 'full' || !base) {
    return new DocsError('BAD_BUNDLE', `The bundle is refused: it lists ${missing[0]} and does not hold it.`)
  }
  const made = base.newest ? ` (pages up to ${base.newest.slice(0, 10)})` : ''
  return new DocsError(
    'BAD_BUNDLE',
    'The bundle is refused: it holds only what changed since bundle ' +
      `${base.manifestSha256.slice(0, 12)}${made}, and ${formatCount(missing.length, 'page')} of ` +
      `"${entry.catalogId}" (${entry.locale}) that it builds on ${missing.length === 1 ? 'is' : 'are'} ` +
      `not in this index, for example ${missing[0]}.`,
    { hint: 'Import that bundle first, or a full one; the index was left as it is.' },
  )
}
