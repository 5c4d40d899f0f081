// Exporting: the order of steps from an index to one finished bundle file. Parts first, since the manifest that stands
// before them names their hashes; the file takes its name last, after it has been verified.

import type { KeyObject } from 'node:crypto'
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { DocsError } from '../../core/model/errors.ts'
import { type Locale, toLanguage } from '../../core/model/locale.ts'
import { quoteGetCommands } from '../../core/model/printed-commands.ts'
import { explainFailedWriting, getSystemCode, isDiskFull } from '../../core/platform/explain-file-error.ts'
import { findNearNames, formatSuggestion } from '../../core/text/near-names.ts'
import { quoteBriefly, shorten } from '../../core/text/shorten.ts'
import { type GuideRow, listGuides } from '../../store/guides/guide-rows.ts'
import type { GuideImages } from '../../store/images/image-reader.ts'
import { hasPages } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { computePadding, makeArchiveHeader, TRAILER } from '../format/archive.ts'
import { HASH_NAME, looksLikeBundle, MANIFEST_NAME, openBundle, SIGNATURE_NAME } from '../format/bundle-file.ts'
import { parseListedImage } from '../format/image-lines.ts'
import { readRecords } from '../format/iterate-records.ts'
import {
  chooseFormatVersion,
  FORMAT,
  formatManifest,
  type GuideEntry,
  type Manifest,
  writeLicence,
} from '../format/manifest.ts'
import { parseState } from '../format/records.ts'
import { computeKeyId, formatSignature } from '../format/signature.ts'
import { type BundleReport, verifyBundle } from '../import/verify-bundle.ts'
import {
  type BaseGuide,
  type ExportedGuide,
  exportGuide,
  findEarliest,
  findLatest,
  formatIsoDate,
  type LeftOut,
} from './export-guide.ts'
import { openPartFolder, type StoredPart } from './part-folder.ts'

export interface ExportRequest {
  /**
   * Where to write. An existing bundle is replaced once the new one is whole; any other existing file is left alone.
   */
  readonly file: string
  /** Catalog ids; all guides of the index when absent. */
  readonly guides?: readonly string[] | undefined
  readonly locales?: readonly Locale[] | undefined
  /** A bundle file: only what changed since it is written. */
  readonly since?: string | undefined
  /** Ed25519 private key to sign with (readPrivateKey). */
  readonly sign?: KeyObject | undefined
  /** The images to carry; none when absent. */
  readonly images?: GuideImages | undefined
  readonly signal?: AbortSignal | undefined
  /** Called after each guide. */
  readonly onProgress?: ((done: number, total: number, guide: GuideEntry) => void) | undefined
}

export interface ExportReport extends BundleReport {
  readonly parts: number
  /** Parts taken over from an attempt that had not come to its end. */
  readonly reusedParts: number
  /** Pages that are damaged in the index or beyond the bounds of the format. */
  readonly leftOut: readonly LeftOut[]
}

/**
 * Writes a bundle of what the index holds. Deterministic: the same content gives the same bytes. Killed half-way, the
 * next call with the same file goes on from the last finished part (they wait in `<file>.partial/`).
 * Throws DocsError BAD_INPUT, UNKNOWN_GUIDE, NO_INDEX (nothing to export), DISK_FULL, and what verifyBundle throws for
 * `since`.
 */
export async function exportBundle(db: SqlDatabase, request: ExportRequest): Promise<ExportReport> {
  requireReplaceable(request.file)
  const guides = chooseGuides(db, request)
  const base = request.since === undefined ? undefined : readBase(request.since)
  try {
    const folder = await openPartFolder(request.file)
    const exported: ExportedGuide[] = []
    const leftOut: LeftOut[] = []
    for (const [index, guide] of guides.entries()) {
      const baseGuide = base?.guides.get(makeGuideKey(guide))
      const done = await exportGuide({
        db,
        folder,
        guide,
        index: exported.length,
        base: baseGuide,
        images: request.images,
        signal: request.signal,
      })
      leftOut.push(...done.leftOut)
      // A guide of which nothing can be read is no part of a bundle.
      if (done.entry.parts.state.lines > 0) exported.push(done)
      request.onProgress?.(index + 1, guides.length, done.entry)
    }
    if (exported.length === 0) throw makeNothingLeftError(leftOut)
    const manifest = makeBundleManifest(exported, base?.identity, request.sign)
    const stored = exported.flatMap((guide) => guide.stored)
    await assemble(folder.assembly, manifest, stored, request.sign)
    const report = await verifyAssembly(folder.assembly, request.signal)
    await rename(folder.assembly, request.file)
    folder.remove()
    const reusedParts = stored.filter((part) => part.wasReused).length
    return { ...report, file: request.file, parts: stored.length, reusedParts, leftOut }
  } catch (error) {
    throw explainWriteError(request.file, error)
  }
}

/**
 * Guides with pages, in the order in which they came into the index. Throws UNKNOWN_GUIDE, or NO_INDEX when it is none.
 */
export function chooseGuides(
  db: SqlDatabase,
  { guides: wanted, locales }: Pick<ExportRequest, 'guides' | 'locales'>,
): GuideRow[] {
  const all = listGuides(db)
  const unknown = wanted?.find((id) => !all.some((guide) => guide.catalogId === id))
  if (unknown !== undefined) {
    const ids = [...new Set(all.map((guide) => guide.catalogId))]
    throw new DocsError('UNKNOWN_GUIDE', `The index holds no guide ${quoteBriefly(unknown)}.`, {
      hint: [formatSuggestion(findNearNames(unknown, ids)), `It holds: ${ids.join(', ') || 'nothing yet'}.`]
        .filter(Boolean)
        .join(' '),
    })
  }
  const named = all.filter((guide) => wanted?.includes(guide.catalogId) ?? true)
  const lacking = locales?.find((locale) => !named.some((guide) => guide.locale === locale))
  if (lacking !== undefined && named.length > 0) throw makeNotInLanguageError(lacking, wanted, named)
  const chosen = named.filter((guide) => locales?.includes(guide.locale) ?? true)
  // A crawl that was stopped at its beginning leaves a guide without pages, which no bundle can hold.
  const filled = chosen.filter((guide) => hasPages(db, guide.id))
  if (filled.length === 0) {
    throw new DocsError('NO_INDEX', 'There is nothing to export: no such guide of the index has a page yet.', {
      hint: (setting) =>
        `Get a guide first (${quoteGetCommands('GUIDE', setting)}), or leave out --guide and --locale.`,
    })
  }
  return filled.sort((a, b) => a.id - b.id)
}

function makeNotInLanguageError(
  lacking: Locale,
  wanted: readonly string[] | undefined,
  named: readonly GuideRow[],
): DocsError {
  const what = wanted === undefined ? 'Nothing is indexed' : `Nothing of ${shorten(wanted.join(', '))} is indexed`
  const there = [...new Set(named.map(({ locale }) => toLanguage(locale)))]
  return new DocsError('UNKNOWN_GUIDE', `${what} in ${toLanguage(lacking)}.`, {
    hint: `What is there is in ${there.join(', ')}.`,
  })
}

interface Base {
  readonly identity: NonNullable<Manifest['base']>
  readonly guides: ReadonlyMap<string, BaseGuide>
}

function readBase(file: string): Base {
  const bundle = openBundle(file)
  try {
    const { manifest, manifestSha256 } = bundle
    const guides = manifest.guides.map((guide): [string, BaseGuide] => {
      const states = readRecords(bundle, guide.parts.state, (line) => parseState(line, guide))
      const { tocSha256, history } = guide
      const list = guide.parts.images?.list
      const listed = list ? readRecords(bundle, list, (line) => parseListedImage(line, guide)) : []
      const images = new Set(listed.map(([, hash]) => hash))
      return [
        makeGuideKey(guide),
        { states: new Map(states.map((state) => [state[0], state])), tocSha256, history, images },
      ]
    })
    return { identity: { manifestSha256, newest: manifest.newest }, guides: new Map(guides) }
  } finally {
    bundle.close()
  }
}

function makeGuideKey({ base, locale }: { base: string; locale: Locale }): string {
  return `${locale} ${base}`
}

function makeBundleManifest(
  exported: readonly ExportedGuide[],
  base: Manifest['base'] | undefined,
  key: KeyObject | undefined,
): Manifest {
  const guides = exported.map((guide) => guide.entry)
  const sum = (status: keyof Manifest['pages']) => guides.reduce((total, guide) => total + guide.pages[status], 0)
  const listTimes = (of: 'oldest' | 'newest') =>
    guides.flatMap((guide) => (guide[of] === null ? [] : Date.parse(guide[of])))
  const versions = new Set(exported.flatMap((guide) => [...guide.extractionVersions]))
  return {
    format: FORMAT,
    formatVersion: chooseFormatVersion(guides),
    kind: base ? 'delta' : 'full',
    base: base ?? null,
    signer: key ? computeKeyId(key) : null,
    licence: writeLicence(guides),
    extractionVersions: [...versions].sort((a, b) => a - b),
    locales: [...new Set(guides.map((guide) => guide.locale))].sort(),
    pages: { live: sum('live'), untranslated: sum('untranslated'), gone: sum('gone') },
    records: exported.reduce((total, guide) => total + guide.records, 0),
    oldest: formatIsoDate(findEarliest(listTimes('oldest'))),
    newest: formatIsoDate(findLatest(listTimes('newest'))),
    guides,
  }
}

async function assemble(
  target: string,
  manifest: Manifest,
  parts: readonly StoredPart[],
  key: KeyObject | undefined,
): Promise<void> {
  const head = formatManifest(manifest)
  const output = await open(target, 'w')
  const put = async (name: string, content: Buffer) => {
    await output.writeFile(
      Buffer.concat([makeArchiveHeader(name, content.length), content, Buffer.alloc(computePadding(content.length))]),
    )
  }
  try {
    await put(MANIFEST_NAME, head)
    await put(HASH_NAME, Buffer.from(`${createHash('sha256').update(head).digest('hex')}\n`))
    if (key) await put(SIGNATURE_NAME, formatSignature(head, key))
    for (const { part, file } of parts) await put(part.name, await readFile(file))
    await output.writeFile(TRAILER)
    await output.sync()
  } finally {
    await output.close()
  }
}

function makeNothingLeftError(leftOut: readonly LeftOut[]): DocsError {
  const [first] = leftOut
  return new DocsError(
    'INDEX_DAMAGED',
    `No page of these guides can be exported; the first is ${first?.path}: ${first?.reason}.`,
    { hint: '"aws-docs-offline doctor" tells what is wrong with the index; no bundle was written.' },
  )
}

// What an importer would refuse is not handed out.
async function verifyAssembly(file: string, signal: AbortSignal | undefined): Promise<BundleReport> {
  try {
    return await verifyBundle(file, { signal })
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
    const reason = error.message.replace(/^The bundle is refused: /, '')
    throw new DocsError('INDEX_DAMAGED', `What the index holds makes no valid bundle: ${reason}`, {
      hint: '"aws-docs-offline doctor" tells what is wrong with the index; no bundle was written.',
      cause: error,
    })
  }
}

function requireReplaceable(file: string): void {
  if (!existsSync(file)) return
  const stat = statSync(file)
  if (stat.isFile() && (stat.size === 0 || looksLikeBundle(file))) return
  throw new DocsError('BAD_INPUT', `${file} exists and is not a bundle.`, {
    hint: 'Name another file; only an older bundle is replaced.',
  })
}

export function explainWriteError(file: string, error: unknown): unknown {
  const code = getSystemCode(error)
  if (error instanceof DocsError || code === '') return error
  if (isDiskFull(error)) {
    return new DocsError('DISK_FULL', `There is no space left to write ${file}.`, {
      hint: 'Free some disk space and export again; parts that were finished are kept and used.',
      cause: error,
    })
  }
  if (!/^E[A-Z]+$/.test(code)) return error
  return new DocsError('BAD_INPUT', `${file} cannot be written: ${explainFailedWriting(error)}.`, {
    hint: 'Check that its folder exists and that you may write there.',
    cause: error,
  })
}
