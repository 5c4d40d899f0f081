// Publishing: from an index to a folder that others pull from. Bundles first, the catalog last and in one step, so that
// whoever reads meanwhile sees the state before or the one after. What the new catalog does not name stays, as retired.

import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DocsError } from '../../core/model/errors.ts'
import { makeFolder } from '../../core/platform/make-folder.ts'
import { getProductVersion } from '../../core/platform/product-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { chooseGuides, type ExportRequest, explainWriteError } from '../export/export-bundle.ts'
import { compareText } from '../format/manifest.ts'
import { computeKeyId } from '../format/signature.ts'
import { clearCatalogDrafts, clearOldWork, findUnnamed } from './killed-publications.ts'
import { type PublishedGuide, publishGuide } from './publish-guide.ts'
import {
  CATALOG_NAME,
  type CatalogEntry,
  listFiles,
  makeEntryKey,
  type PublishedCatalog,
  type RetiredFile,
} from './published-catalog.ts'
import { makeSignatureName, readCatalog, type SignedCatalog, writeCatalog } from './signed-catalog.ts'
import { openFolderSource } from './source.ts'

export interface PublishRequest extends Pick<ExportRequest, 'guides' | 'locales' | 'images' | 'signal'> {
  readonly folder: string
  /** Ed25519 private key: signs the bundles and the catalog. */
  readonly sign: KeyObject
  /** Files that have been retired for longer are removed; none are when it is absent. */
  readonly removeAfterMs?: number | undefined
  /** Called after each guide. */
  readonly onProgress?: ((done: number, total: number, guide: PublishedGuide) => void) | undefined
}

export interface PublishReport {
  readonly folder: string
  /** `unchanged`: nothing is new, and the catalog was left as it is. */
  readonly kind: 'published' | 'unchanged'
  readonly created: string
  readonly signer: string
  readonly sha256: string
  readonly guides: readonly PublishedGuide[]
  /** Guides in the catalog, with those of earlier publications. */
  readonly catalogGuides: number
  /** Bytes of the bundles and deltas that were added. */
  readonly addedBytes: number
  readonly retired: number
  readonly removed: number
  readonly durationMs: number
}

/**
 * Writes or extends the repository in `folder`. Guides that it has and the request does not name stay as they are.
 * Killed half-way, the catalog is that of the publication before, and the next one clears up. Throws DocsError
 * UNKNOWN_GUIDE, NO_INDEX (nothing to publish), BAD_SIGNATURE (the catalog there is by another key), DISK_FULL,
 * BAD_INPUT and what exporting throws.
 */
export async function publishRepository(
  db: SqlDatabase,
  now: () => number,
  request: PublishRequest,
): Promise<PublishReport> {
  const { folder, sign } = request
  const startedAt = now()
  const rows = chooseGuides(db, request)
  const workFolder = join(folder, '.publish')
  try {
    makeFolder(workFolder)
    clearCatalogDrafts(folder)
    const before = await readCatalogBefore(folder, sign)
    const entries = new Map(before?.catalog.guides.map((entry) => [makeEntryKey(entry), entry]))
    const published: PublishedGuide[] = []
    for (const guide of rows) {
      request.signal?.throwIfAborted()
      const work = { db, guide, folder, workFolder, sign, images: request.images, signal: request.signal }
      const done = await publishGuide({ ...work, before: entries.get(makeEntryKey(guide)) })
      if (done.entry) entries.set(makeEntryKey(guide), done.entry)
      published.push(done)
      request.onProgress?.(published.length, rows.length, done)
    }
    clearOldWork(workFolder)
    await rmdir(workFolder).catch(() => undefined)
    const ended = await endPublication(request, before, sortEntries([...entries.values()]), startedAt)
    const news = published.filter(({ action }) => action === 'new' || action === 'changed')
    return {
      ...ended,
      folder,
      signer: computeKeyId(sign),
      guides: published,
      catalogGuides: entries.size,
      addedBytes: news.reduce((sum, guide) => sum + guide.bytes + (guide.deltaBytes ?? 0), 0),
      durationMs: now() - startedAt,
    }
  } catch (error) {
    throw explainWriteError(folder, error)
  }
}

async function readCatalogBefore(folder: string, sign: KeyObject): Promise<SignedCatalog | undefined> {
  if (!existsSync(join(folder, CATALOG_NAME))) return undefined
  try {
    return await readCatalog(openFolderSource(folder), createPublicKey(sign))
  } catch (error) {
    if (!(error instanceof DocsError && error.code === 'BAD_SIGNATURE')) throw error
    throw new DocsError(error.code, error.message, {
      hint: 'Sign with the key that signed it, or publish to another folder: who trusts that key would refuse yours.',
      cause: error,
    })
  }
}

function sortEntries(entries: readonly CatalogEntry[]): CatalogEntry[] {
  return [...entries].sort((a, b) => compareText(a.catalogId, b.catalogId) || compareText(a.locale, b.locale))
}

type Ending = Pick<PublishReport, 'kind' | 'created' | 'sha256' | 'retired' | 'removed'>

async function endPublication(
  { folder, sign, removeAfterMs }: PublishRequest,
  before: SignedCatalog | undefined,
  guides: readonly CatalogEntry[],
  now: number,
): Promise<Ending> {
  const isNew = JSON.stringify(before?.catalog.guides) !== JSON.stringify(guides)
  const retired = listRetiredFiles(before, guides, now, (named) => findUnnamed(folder, named, sign))
  const isOver = ({ since }: RetiredFile) => removeAfterMs !== undefined && Date.parse(since) < now - removeAfterMs
  const over = retired.filter(isOver)
  if (before && !isNew && over.length === 0) {
    const { created } = before.catalog
    const { length } = before.catalog.retired
    return { kind: 'unchanged', created, sha256: before.sha256, retired: length, removed: 0 }
  }
  const created = new Date(Math.max(now, 1 + Date.parse(before?.catalog.created ?? '1970-01-01'))).toISOString()
  const kept = retired.filter((file) => !isOver(file))
  const catalog = { productVersion: getProductVersion(), created, guides: [...guides], retired: kept }
  const { sha256 } = await writeCatalog(folder, catalog, sign)
  for (const { file } of over) await rm(join(folder, file), { force: true })
  return { kind: 'published', created, sha256, retired: kept.length, removed: over.length }
}

// What the catalog before named, or had retired, and this one does not name; and what a publication that was killed had
// made before it could be named.
function listRetiredFiles(
  before: SignedCatalog | undefined,
  guides: readonly CatalogEntry[],
  now: number,
  listUnnamed: (named: ReadonlySet<string>) => readonly string[],
): RetiredFile[] {
  const named = new Set(listFiles(guides).map(({ file }) => file))
  const since = new Date(now).toISOString()
  const { retired = [], guides: guidesBefore = [] }: Partial<PublishedCatalog> = before?.catalog ?? {}
  const fresh = [
    ...listFiles(guidesBefore).map(({ file }) => file),
    ...(before ? [makeSignatureName(before.sha256)] : []),
  ]
  const known = new Set([...named, ...fresh, ...retired.map(({ file }) => file)])
  const all = [...retired, ...[...fresh, ...listUnnamed(known)].map((file) => ({ file, since }))]
  return all.filter(({ file }) => !named.has(file))
}
