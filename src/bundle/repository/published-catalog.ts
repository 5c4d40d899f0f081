// The catalog of a repository: which guides it holds, in which bundles, and how to come from an earlier state to the
// present one.
// It is the only file of a repository that changes; all others are named by what is in them. docs/publishing.md
// describes it.

import { z } from 'zod'
import { DocsError } from '../../core/model/errors.ts'
import { guideSummarySchema, MAX_PART_RAW_BYTES, writeLicence } from '../format/manifest.ts'

export const CATALOG_FORMAT = 'aws-docs-offline repository'
/** Grows when a reader of the previous version could not read the new one rightly. */
export const CATALOG_VERSION = 1
export const CATALOG_NAME = 'catalog.json'
export const LICENCE_NAME = 'LICENCE-DOCUMENTATION.txt'
export const MAX_CATALOG_BYTES = 64 * 1024 * 1024
export const MAX_DELTAS = 60

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const date = z.iso.datetime()
const text = z.string().max(2_000)

// Names only, so that a catalog cannot lead out of its folder.
const bundleName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,250}\.bundle$/)
const fileName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,250}\.(bundle|sig)$/)
const size = z
  .int()
  .min(1)
  .max(1_000 * MAX_PART_RAW_BYTES)

const deltaSchema = z.strictObject({
  /** States of the guide: the SHA-256 of the manifest of the full bundle that holds it. */
  from: sha256,
  to: sha256,
  file: bundleName,
  size,
  sha256,
})

const guideSchema = z.strictObject({
  ...guideSummarySchema.shape,
  /** The whole guide as it is now. `state` is the SHA-256 of its manifest and names the state. */
  bundle: z.strictObject({ file: bundleName, size, sha256, state: sha256 }),
  /** Each begins where the one before ends, and the last ends at the state of the bundle. */
  deltas: z.array(deltaSchema).max(MAX_DELTAS),
})

const catalogSchema = z.strictObject({
  format: z.literal(CATALOG_FORMAT),
  formatVersion: z.literal(CATALOG_VERSION),
  productVersion: z.string().max(100),
  /** Later in every catalog than in the one before, whatever the clock of the publisher says. */
  created: date,
  licence: z.strictObject({ documentation: text, code: text, attribution: text }),
  guides: z.array(guideSchema).max(99_999),
  /**
   * Files that the catalog no longer names, and since when: clients with an earlier catalog may still be reading them.
   */
  retired: z.array(z.strictObject({ file: fileName, since: date })).max(1_000_000),
})

export type PublishedCatalog = z.infer<typeof catalogSchema>
export type CatalogEntry = z.infer<typeof guideSchema>
export type Delta = z.infer<typeof deltaSchema>
export type RetiredFile = PublishedCatalog['retired'][number]

/** A file that a catalog names. */
export interface NamedFile {
  readonly file: string
  readonly size: number
  readonly sha256: string
}

export function formatCatalog(catalog: Omit<PublishedCatalog, 'format' | 'formatVersion' | 'licence'>): Buffer {
  const whole: PublishedCatalog = {
    format: CATALOG_FORMAT,
    formatVersion: CATALOG_VERSION,
    licence: writeLicence(catalog.guides),
    ...catalog,
  }
  return Buffer.from(`${JSON.stringify(whole, null, 1)}\n`)
}

/** Throws DocsError BUNDLE_TOO_NEW, or BAD_BUNDLE with the first thing that is not as it must be. */
export function parseCatalog(bytes: Buffer, source: string): PublishedCatalog {
  const json = tryParseJson(bytes)
  const claim = z.looseObject({ format: z.literal(CATALOG_FORMAT), formatVersion: z.int() }).safeParse(json)
  if (claim.success && claim.data.formatVersion > CATALOG_VERSION) {
    throw new DocsError(
      'BUNDLE_TOO_NEW',
      `The catalog of ${source} is refused: it has format ${claim.data.formatVersion}, and this ` +
        `version reads format ${CATALOG_VERSION}.`,
      { hint: 'Update aws-docs-offline.' },
    )
  }
  const parsed = catalogSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw makeBadCatalogError(
      source,
      `it is not valid: ${issue?.path.join('.') || 'catalog'}: ${issue?.message ?? 'invalid'}`,
    )
  }
  const keys = new Set<string>()
  for (const guide of parsed.data.guides) {
    const { catalogId, locale, deltas, bundle } = guide
    if (keys.has(makeEntryKey(guide))) throw makeBadCatalogError(source, `it has ${guide.base} (${locale}) twice`)
    keys.add(makeEntryKey(guide))
    const ends = [...deltas.slice(1).map((delta) => delta.from), bundle.state]
    if (deltas.some((delta, n) => delta.to !== ends[n])) {
      throw makeBadCatalogError(source, `the deltas of "${catalogId}" (${locale}) are no chain`)
    }
  }
  return parsed.data
}

/** As the index tells guides apart. */
export function makeEntryKey({ base, locale }: { readonly base: string; readonly locale: string }): string {
  return `${locale} ${base}`
}

/** All files that the catalog names now, without its own signature. */
export function listFiles(guides: readonly CatalogEntry[]): NamedFile[] {
  return guides.flatMap(({ bundle, deltas }) => [bundle, ...deltas])
}

export function makeBadCatalogError(source: string, reason: string): DocsError {
  return new DocsError('BAD_BUNDLE', `The catalog of ${source} is refused: ${reason}.`, {
    hint: 'Tell its publisher; nothing was changed.',
  })
}

function tryParseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}
