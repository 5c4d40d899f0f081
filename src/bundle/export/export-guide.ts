// The parts of one guide: what it is, the state of all its pages, and the pages themselves, or those that changed since
// a base.

import { createHash } from 'node:crypto'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { type GuideRow, loadToc } from '../../store/guides/guide-rows.ts'
import { toGuideKey } from '../../store/guides/run-facts.ts'
import type { GuideImages } from '../../store/images/image-reader.ts'
import { listChangesOfGuide, loadMarkdownLengths, loadPageContent } from '../../store/pages/page-export.ts'
import { findPage, listPagesOfGuide, type PageRow } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { boundChanges, boundGuide, boundToc, isFitPath } from '../format/bounded-rows.ts'
import { createBreather } from '../format/breather.ts'
import { compareText, type GuideEntry, makePartName } from '../format/manifest.ts'
import {
  type ChangeRecord,
  getRecordState,
  isSameContent,
  type PageRecord,
  type PageState,
  parsePage,
  toChangeRecord,
  toPageRecord,
  toPageState,
  toTocRecord,
} from '../format/records.ts'
import { listSeedFiles } from '../format/seed-files.ts'
import { exportImages } from './export-images.ts'
import type { PartFolder, StoredPart } from './part-folder.ts'

// Markdown of one part, in UTF-16 units: what packing and unpacking it costs in memory is a few times that.
const PART_LENGTH = 8 * 1024 * 1024
const PART_PAGES = 4_000

/** A guide as the base of a delta has it. */
export interface BaseGuide {
  readonly states: ReadonlyMap<string, PageState>
  readonly tocSha256: string
  readonly history: GuideEntry['history']
  /** Hashes of its images. */
  readonly images: ReadonlySet<string>
}

/** A page that the bundle does not have, or the folder of a guide without its table of contents. */
export interface LeftOut {
  readonly path: string
  readonly reason: string
}

export interface ExportedGuide {
  readonly entry: GuideEntry
  /** What the index holds in no state that could be handed on. */
  readonly leftOut: readonly LeftOut[]
  /** In archive order. */
  readonly stored: readonly StoredPart[]
  readonly records: number
  readonly extractionVersions: ReadonlySet<number>
}

export interface GuideExport {
  readonly db: SqlDatabase
  readonly folder: PartFolder
  readonly guide: GuideRow
  /** Position of the guide in the bundle. */
  readonly index: number
  readonly base: BaseGuide | undefined
  /** Absent when none are to be carried. */
  readonly images?: GuideImages | undefined
  readonly signal: AbortSignal | undefined
}

/**
 * Writes the guide's parts. A writer may be at work meanwhile: every page is read in one step, so each is whole, and
 * the state that is written is that of the pages as they were written.
 */
export async function exportGuide(work: GuideExport): Promise<ExportedGuide> {
  const { db, folder, index, base } = work
  const guide = boundGuide(work.guide)
  const leftOut: LeftOut[] = []
  // In the order in which they came into the index: where two pages are as good an answer, an index made from the
  // bundle then decides as this one does.
  const rows = listPagesOfGuide(db, guide.id)
    .sort((a, b) => a.id - b.id)
    .filter(({ path }) => {
      if (isFitPath(path)) return true
      leftOut.push({ path, reason: 'its address is too long for a bundle' })
      return false
    })
  const lengths = loadMarkdownLengths(db, guide.id)
  const toc = toTocRecord(boundToc(loadIfReadable(() => loadToc(db, guide.id), leftOut, guide) ?? []))
  const changes = boundChanges(listChangesOfGuide(db, guide.id)).map(toChangeRecord)
  const vanished = listVanishedPages(rows, guide, base)

  const states = new Map(rows.map((row) => [row.path, toPageState(row)]))
  const isDue = (row: PageRow) => {
    const before = base?.states.get(row.path)
    return !before || !isSameContent(before, toPageState(row))
  }
  const due = rows.filter(isDue)
  const pages: StoredPart[] = []
  const breathe = createBreather(work.signal)
  let exported = 0
  for (const paths of splitIntoParts(due, lengths)) {
    work.signal?.throwIfAborted()
    const fresh: PageRow[] = []
    const records: PageRecord[] = []
    for (const path of paths) {
      await breathe()
      const row = findPage(db, path)
      if (!row) continue
      states.set(row.path, toPageState(row))
      const record = readPage(db, row, guide)
      if (typeof record === 'string') {
        states.delete(row.path)
        leftOut.push({ path: row.path, reason: record })
        continue
      }
      fresh.push(row)
      records.push(record)
    }
    if (records.length === 0) continue
    const key = ['pages', fresh.map(({ id: _, guideId: __, ...row }) => row)]
    pages.push(await folder.store(makePartName(index, pages.length), key, () => records))
    exported += records.length
  }
  if (vanished.length > 0) {
    for (const page of vanished) states.set(page.path, getRecordState(page))
    pages.push(await folder.store(makePartName(index, pages.length), ['vanished', vanished], () => vanished))
  }

  const tocSha256 = createHash('sha256').update(JSON.stringify(toc)).digest('hex')
  const first = { toc: base?.tocSha256 === tocSha256 ? null : toc, ...listSeedFiles(db, guide.id) }
  const aboutLines = [first, ...listNewChanges(changes, base)]
  const about = await folder.store(makePartName(index, 'about'), ['about', aboutLines], () => aboutLines)
  const stateLines = [...states.values()].sort((a, b) => compareText(a[0], b[0]))
  const state = await folder.store(makePartName(index, 'state'), ['state', stateLines], () => stateLines)
  const images = await getImages(work)
  return {
    entry: {
      ...makeGuideEntry(guide, stateLines, leftOut.length === 0),
      tocSha256,
      history: { rows: changes.length, newest: formatIsoDate(changes.at(-1)?.at) },
      parts: { about: about.part, state: state.part, pages: pages.map((stored) => stored.part), ...images.parts },
    },
    leftOut,
    stored: [about, state, ...pages, ...images.stored],
    records: exported + vanished.length,
    extractionVersions: new Set(due.map((row) => row.extractionVersion)),
  }
}

async function getImages({ images, folder, guide, index, base, signal }: GuideExport) {
  const known = base?.images ?? new Set()
  const made = images && (await exportImages({ folder, images, guide: toGuideKey(guide), index, base: known, signal }))
  if (!made) return { parts: {}, stored: [] }
  const { list, data } = made
  return { parts: { images: { list: list.part, data: data.map(({ part }) => part) } }, stored: [list, ...data] }
}

function makeGuideEntry(
  guide: GuideRow,
  states: readonly PageState[],
  isWhole: boolean,
): Omit<GuideEntry, 'tocSha256' | 'history' | 'parts'> {
  const { catalogId, base, locale, product, title, completedAt } = guide
  const countPages = (status: PageState[1]) => states.filter((state) => state[1] === status).length
  const checked = states.filter((state) => state[1] === 'live').map((state) => state[5])
  return {
    catalogId,
    base,
    locale,
    product,
    title,
    // Whoever imports it asks the site for what is missing.
    completedAt: isWhole ? formatIsoDate(completedAt) : null,
    pages: { live: countPages('live'), untranslated: countPages('untranslated'), gone: countPages('gone') },
    oldest: formatIsoDate(findEarliest(checked)),
    newest: formatIsoDate(findLatest(checked)),
  }
}

export function formatIsoDate(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString()
}

export function findEarliest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b))
}

export function findLatest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b))
}

function* splitIntoParts(rows: readonly PageRow[], lengths: ReadonlyMap<number, number>): Generator<string[]> {
  let paths: string[] = []
  let size = 0
  for (const row of rows) {
    const length = lengths.get(row.id) ?? 0
    if (paths.length > 0 && (size + length > PART_LENGTH || paths.length >= PART_PAGES)) {
      yield paths
      paths = []
      size = 0
    }
    paths.push(row.path)
    size += length
  }
  if (paths.length > 0) yield paths
}

// The page as an importer will take it, or why none would.
function readPage(db: SqlDatabase, row: PageRow, guide: GuideRow): PageRecord | string {
  try {
    const content = row.status === 'live' ? loadPageContent(db, row.id) : undefined
    if (row.status === 'live' && !content) return 'the index has no text for it'
    return parsePage(toPageRecord(row, content), guide)
  } catch (error) {
    // What a disk or another process does concerns all pages.
    if (error instanceof DocsError && error.code !== 'INDEX_DAMAGED') throw error
    return toMessage(error).replace(/\.$/, '')
  }
}

function loadIfReadable<T>(load: () => T, leftOut: LeftOut[], { base }: GuideRow): T | undefined {
  try {
    return load()
  } catch (error) {
    if (!(error instanceof DocsError && error.code === 'INDEX_DAMAGED')) throw error
    leftOut.push({ path: base, reason: `its table of contents: ${error.message.replace(/\.$/, '')}` })
    return undefined
  }
}

// An index that was built anew does not remember pages that left the site before; once it has covered the whole guide,
// a page that the base has and it has not is one of those.
function listVanishedPages(rows: readonly PageRow[], guide: GuideRow, base: BaseGuide | undefined): PageRecord[] {
  const { completedAt } = guide
  if (!base || completedAt === undefined) return []
  const known = new Set(rows.map((row) => row.path))
  const dates = { firstSeenAt: completedAt, changedAt: completedAt, fetchedAt: completedAt, checkedAt: completedAt }
  return [...base.states.values()]
    .filter(([path, status, , , , checkedAt]) => status === 'live' && !known.has(path) && checkedAt < completedAt)
    .map(([path]) => ({
      path,
      status: 'gone' as const,
      title: '',
      description: '',
      breadcrumb: [],
      machineTranslated: false,
      contentHash: '',
      extractionVersion: 0,
      etag: null,
      lastModified: null,
      tocOrder: null,
      ...dates,
      content: null,
    }))
    .sort((a, b) => compareText(a.path, b.path))
}

// Rows that came in later with an older date (by an import) would be missed by a date alone: then all go along.
function listNewChanges(changes: readonly ChangeRecord[], base: BaseGuide | undefined): readonly ChangeRecord[] {
  const newest = base?.history.newest
  if (!base || newest == null) return changes
  const fresh = changes.filter((change) => change.at > Date.parse(newest))
  return changes.length - fresh.length === base.history.rows ? fresh : changes
}
