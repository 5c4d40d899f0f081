// Publishing one guide: its bundle as it is now, and the delta from the state that was published last. Files are named
// by their content, so what a client may be reading is never written over.

import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { DocsError } from '../../core/model/errors.ts'
import { quoteWaysBack } from '../../core/model/printed-commands.ts'
import type { GuideRow } from '../../store/guides/guide-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { type ExportRequest, exportBundle } from '../export/export-bundle.ts'
import { openBundle } from '../format/bundle-file.ts'
import { readRecords } from '../format/iterate-records.ts'
import type { GuideEntry } from '../format/manifest.ts'
import { parseState } from '../format/records.ts'
import type { BundleReport } from '../import/verify-bundle.ts'
import { extendChain } from './delta-chain.ts'
import { type CatalogEntry, type Delta, makeEntryKey, type NamedFile } from './published-catalog.ts'
import { hashFile } from './source.ts'

export interface GuidePublication {
  readonly db: SqlDatabase
  readonly guide: GuideRow
  /** The folder of the repository, and one in it for what is being made. */
  readonly folder: string
  readonly workFolder: string
  readonly sign: KeyObject
  readonly before: CatalogEntry | undefined
  readonly images: ExportRequest['images']
  readonly signal: AbortSignal | undefined
}

export interface PublishedGuide {
  readonly catalogId: string
  readonly locale: CatalogEntry['locale']
  readonly pages: number
  /** `busy`: a crawl changed it all the while, so what was published before stays. */
  readonly action: 'new' | 'changed' | 'unchanged' | 'busy'
  /** Sizes of the full bundle and of the delta that was added. */
  readonly bytes: number
  readonly deltaBytes: number | undefined
  readonly entry: CatalogEntry | undefined
}

/** A page is written every few seconds while a crawl is at a guide, and an export of one takes about one. */
const ATTEMPTS = 4

export async function publishGuide(work: GuidePublication): Promise<PublishedGuide> {
  const { guide, folder, workFolder, before } = work
  const stem = `${makeFileStem(guide.catalogId)}.${guide.locale}`
  const fullFile = join(workFolder, `${stem}.bundle`)
  const deltaFile = join(workFolder, `${stem}.delta.bundle`)
  const base = before && join(folder, before.bundle.file)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const full = await exportGuideTo(work, fullFile, undefined)
    const about = requireOnlyGuide(full, guide)
    const told = { catalogId: guide.catalogId, locale: guide.locale, pages: about.pages.live, deltaBytes: undefined }
    if (before?.bundle.state === full.manifestSha256) {
      await rm(fullFile)
      return { ...told, action: 'unchanged', bytes: before.bundle.size, entry: before }
    }
    const delta = base !== undefined && existsSync(base) ? await exportGuideTo(work, deltaFile, base) : undefined
    if (delta && !isSameState(deltaFile, fullFile)) {
      // Something was written between the two.
      await setImmediate()
      continue
    }
    const bundle = await settle(fullFile, folder, `${stem}.${full.manifestSha256.slice(0, 16)}.bundle`)
    const link = delta && before ? await settleDelta(work, { stem, deltaFile, delta, before, full, bundle }) : undefined
    const entry = toEntry(about, { ...bundle, state: full.manifestSha256 }, before?.deltas ?? [], link)
    const action = before ? 'changed' : 'new'
    return { ...told, action, bytes: bundle.size, deltaBytes: link?.size, entry }
  }
  await rm(fullFile, { force: true })
  await rm(deltaFile, { force: true })
  const { catalogId, locale } = guide
  const left = { catalogId, locale, action: 'busy' as const, deltaBytes: undefined, entry: before }
  return { ...left, pages: before?.pages.live ?? 0, bytes: before?.bundle.size ?? 0 }
}

function makeFileStem(catalogId: string): string {
  const plain = catalogId.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return plain.slice(0, 100).replace(/^-|-$/g, '') || 'guide'
}

async function exportGuideTo(work: GuidePublication, file: string, since: string | undefined) {
  const { db, guide, sign, images, signal } = work
  const report = await exportBundle(db, {
    file,
    guides: [guide.catalogId],
    locales: [guide.locale],
    sign,
    images,
    signal,
    since,
  })
  const [lost] = report.leftOut
  // Whoever pulls would take the guide for one without those pages.
  if (lost)
    throw new DocsError(
      'INDEX_DAMAGED',
      `${guide.catalogId} was not published: ${lost.path} cannot be: ${lost.reason}.`,
      {
        hint: (setting) =>
          setting.isOffline
            ? `It comes back with ${quoteWaysBack(setting)}; what was published before stays.`
            : `"aws-docs-offline refresh ${guide.catalogId}" asks for it again; what was published before stays.`,
      },
    )
  return report
}

function requireOnlyGuide({ manifest }: BundleReport, guide: GuideRow): GuideEntry {
  const [entry, other] = manifest.guides
  if (entry && !other && makeEntryKey(entry) === makeEntryKey(guide)) return entry
  throw new DocsError('BAD_INPUT', `The index has two guides that are called "${guide.catalogId}" (${guide.locale}).`, {
    hint: 'A repository tells guides apart by their ids; "guides" shows them.',
  })
}

// Both were made from the same state of the index. A delta may also name pages that an index made anew does not
// remember.
function isSameState(deltaFile: string, fullFile: string): boolean {
  const [delta, full] = [readStates(deltaFile), readStates(fullFile)]
  const isListed = [...full.states].every(([path, state]) => delta.states.get(path) === state)
  const vanished = [...delta.states].filter(([path]) => !full.states.has(path))
  return isListed && vanished.every(([, state]) => state.includes(',"gone",')) && delta.rest === full.rest
}

function readStates(file: string): { readonly states: ReadonlyMap<string, string>; readonly rest: string } {
  const bundle = openBundle(file)
  try {
    const [guide] = bundle.manifest.guides
    if (!guide) return { states: new Map(), rest: '' }
    const lines = readRecords(bundle, guide.parts.state, (line) => parseState(line, guide))
    const { tocSha256, history, completedAt } = guide
    const images = guide.parts.images?.list.sha256
    return {
      states: new Map(lines.map((line) => [line[0], JSON.stringify(line)])),
      rest: JSON.stringify([tocSha256, history, completedAt, images]),
    }
  } finally {
    bundle.close()
  }
}

async function settle(file: string, folder: string, name: string): Promise<NamedFile> {
  const named = { file: name, size: (await stat(file)).size, sha256: await hashFile(file) }
  await rename(file, join(folder, name))
  return named
}

interface MadeDelta {
  readonly stem: string
  readonly deltaFile: string
  readonly delta: BundleReport
  readonly before: CatalogEntry
  readonly full: BundleReport
  readonly bundle: NamedFile
}

async function settleDelta(
  { folder }: GuidePublication,
  { stem, deltaFile, delta, before, full, bundle }: MadeDelta,
): Promise<Delta | undefined> {
  // As large as the whole, or made from a file that is not the one which the catalog means: of no use to anybody.
  if (delta.size >= bundle.size || delta.manifest.base?.manifestSha256 !== before.bundle.state) {
    await rm(deltaFile)
    return undefined
  }
  const file = await settle(deltaFile, folder, `${stem}.delta.${delta.manifestSha256.slice(0, 16)}.bundle`)
  return { from: before.bundle.state, to: full.manifestSha256, ...file }
}

function toEntry(
  { catalogId, base, locale, product, title, completedAt, pages, oldest, newest }: GuideEntry,
  bundle: CatalogEntry['bundle'],
  chain: readonly Delta[],
  link: Delta | undefined,
): CatalogEntry {
  const about = { catalogId, base, locale, product, title, completedAt, pages, oldest, newest }
  return { ...about, bundle, deltas: extendChain(chain, link, bundle.size) }
}
