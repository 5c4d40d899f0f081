// The manifest: what a bundle says about itself. Read before anything else in it, and the only thing that is signed;
// every other byte hangs on a hash that stands here. docs/bundles.md describes it for people.

import { z } from 'zod'
import { DocsError } from '../../core/model/errors.ts'
import { LOCALES } from '../../core/model/locale.ts'
import { findPartition, findSite, GUIDE_BASE } from '../../core/model/partition.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { chooseLimits, LATEST_TIME, MAX_PATH } from './bundle-limits.ts'
import { parseCheckedJson } from './checked-json.ts'
import { makeLineTextSchema } from './line-text.ts'

export const FORMAT = 'aws-docs-offline bundle'
/** Grows when a reader of the previous version could not read the new one rightly. */
export const FORMAT_VERSION = 2
/** What is written where there are no images: readers of both versions take it. */
export const VERSION_WITHOUT_IMAGES = 1

/** A part larger than this, unpacked, is refused: it is what one part may cost in memory. */
export const MAX_PART_RAW_BYTES = 96 * 1024 * 1024
export const MAX_MANIFEST_BYTES = 64 * 1024 * 1024
const MAX_MANIFEST_VALUES = 5_000_000

export const LICENCE = {
  documentation: 'CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/',
  code: 'MIT-0 for code samples, https://github.com/aws/mit-0',
  attribution:
    'Documentation text by Amazon Web Services, Inc. or its affiliates, from ' +
    'https://docs.aws.amazon.com/. Converted to Markdown; every page names its address on the site. ' +
    'Whoever passes it on keeps this notice and the licence. Not affiliated with or endorsed by ' +
    'Amazon Web Services.',
} as const

/** What a bundle of these guides says: the licence above is known of docs.aws.amazon.com alone. */
export function writeLicence(guides: readonly { readonly base: string }[]): Manifest['licence'] {
  if (guides.every(({ base }) => findPartition(base) === 'aws')) return LICENCE
  return {
    ...LICENCE,
    documentation: `${LICENCE.documentation}; pages of https://docs.amazonaws.cn/ under the terms of that site`,
    attribution: LICENCE.attribution.replace('.com/.', '.com/ and https://docs.amazonaws.cn/.'),
  }
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0).max(100_000_000)
const date = z.iso.datetime().refine((text) => {
  const time = Date.parse(text)
  return time >= 0 && time <= LATEST_TIME
}, 'no date between 1970 and 2100')
const text = makeLineTextSchema(2_000)

const partSchema = z.strictObject({
  name: z.string().regex(/^guides\/\d{5}\/(about|state|images|pages-\d{4}|images-\d{4})\.jsonl\.br$/),
  /** Bytes in the archive. */
  size: z
    .int()
    .min(1)
    .max(2 * MAX_PART_RAW_BYTES),
  sha256,
  /** Bytes once decompressed. */
  rawSize: z.int().min(1).max(MAX_PART_RAW_BYTES),
  lines: count,
})

const pageCounts = z.strictObject({ live: count, untranslated: count, gone: count })

const guideSchema = z.strictObject({
  catalogId: makeLineTextSchema(200).regex(/^\S+$/),
  base: makeLineTextSchema(MAX_PATH).regex(GUIDE_BASE),
  locale: z.enum(LOCALES),
  product: text,
  title: text,
  /** When a crawl last covered the whole guide; null while none has. */
  completedAt: date.nullable(),
  /** Pages of the guide as it is after this bundle. */
  pages: pageCounts,
  /**
   * When the site last confirmed the page that was asked longest ago, and the one asked last. Null without live pages.
   */
  oldest: date.nullable(),
  newest: date.nullable(),
  /** SHA-256 of the table of contents as JSON: a delta leaves an unchanged one out. */
  tocSha256: sha256,
  /** History of the guide as it is after this bundle: how many rows, and the newest one's time. */
  history: z.strictObject({ rows: count, newest: date.nullable() }),
  parts: z.strictObject({
    about: partSchema,
    state: partSchema,
    pages: z.array(partSchema).max(9_999),
    /** Absent where the guide has none; only in format 2. */
    images: z.strictObject({ list: partSchema, data: z.array(partSchema).max(9_999) }).optional(),
  }),
})

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal([VERSION_WITHOUT_IMAGES, FORMAT_VERSION]),
  kind: z.enum(['full', 'delta']),
  /** The bundle that a delta was made against: the SHA-256 of its manifest, which names it. */
  base: z.strictObject({ manifestSha256: sha256, newest: date.nullable() }).nullable(),
  /**
   * Id of the key whose signature the bundle carries. Stands here so that a signature cannot be taken away unnoticed.
   */
  signer: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable(),
  licence: z.strictObject({ documentation: text, code: text, attribution: text }),
  extractionVersions: z.array(count).max(1_000),
  locales: z.array(z.enum(LOCALES)),
  pages: pageCounts,
  /** Page records in this bundle: all pages of a full one, what changed in a delta. */
  records: count,
  oldest: date.nullable(),
  newest: date.nullable(),
  guides: z.array(guideSchema).min(1).max(99_999),
})

/** What the catalog of a repository says of a guide too. */
export const guideSummarySchema = guideSchema.omit({ tocSha256: true, history: true, parts: true })

export type Part = z.infer<typeof partSchema>
export type GuideEntry = z.infer<typeof guideSchema>
export type Manifest = z.infer<typeof manifestSchema>

/** Parts in the order in which they stand in the archive. */
export function listParts(manifest: Manifest): Part[] {
  return manifest.guides.flatMap(listGuideParts)
}

export function listGuideParts({ parts }: Pick<GuideEntry, 'parts'>): Part[] {
  const { about, state, pages, images } = parts
  return [about, state, ...pages, ...(images ? [images.list, ...images.data] : [])]
}

export function chooseFormatVersion(guides: readonly Pick<GuideEntry, 'parts'>[]): Manifest['formatVersion'] {
  return guides.some(({ parts }) => parts.images) ? FORMAT_VERSION : VERSION_WITHOUT_IMAGES
}

/** Names are given by position: a reader never derives a path from one, and a renamed member is a refused one. */
export function makePartName(guide: number, kind: 'about' | 'state' | 'images' | number): string {
  const file = typeof kind === 'number' ? `pages-${String(kind + 1).padStart(4, '0')}` : kind
  return `guides/${String(guide + 1).padStart(5, '0')}/${file}.jsonl.br`
}

export function makeImagePartName(guide: number, part: number): string {
  return makePartName(guide, 'images').replace('.jsonl', `-${String(part + 1).padStart(4, '0')}.jsonl`)
}

export function formatManifest(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
}

/** The format version that the bytes claim, before anything else of them is believed. */
export function readClaimedVersion(bytes: Buffer): number | undefined {
  const claim = z.looseObject({ format: z.literal(FORMAT), formatVersion: z.int() }).safeParse(parseManifestJson(bytes))
  return claim.success ? claim.data.formatVersion : undefined
}

/** Throws DocsError BAD_BUNDLE with the first thing that is not as it must be. */
export function parseManifest(bytes: Buffer): Manifest {
  const parsed = manifestSchema.safeParse(parseManifestJson(bytes))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw makeBadBundleError(
      `its manifest is not valid: ${issue?.path.join('.') || 'manifest'}: ${issue?.message ?? 'invalid'}`,
    )
  }
  const manifest = parsed.data
  const names = new Set<string>()
  if (manifest.formatVersion !== chooseFormatVersion(manifest.guides)) {
    throw makeBadBundleError(
      `it says format ${manifest.formatVersion} and is format ${chooseFormatVersion(manifest.guides)}`,
    )
  }
  for (const [index, { parts, base, locale }] of manifest.guides.entries()) {
    const all = listGuideParts({ parts })
    const expected = [
      makePartName(index, 'about'),
      makePartName(index, 'state'),
      ...parts.pages.map((_, n) => makePartName(index, n)),
      ...(parts.images ? [makePartName(index, 'images')] : []),
      ...(parts.images?.data.map((_, n) => makeImagePartName(index, n)) ?? []),
    ]
    const found = all.map((part) => part.name)
    const wrong = found.findIndex((name, n) => name !== expected[n])
    if (wrong >= 0) throw makeBadBundleError(`its manifest names ${found[wrong]} where ${expected[wrong]} belongs`)
    if (!findSite(base).locales.includes(locale))
      throw makeBadBundleError(`it holds ${base} in ${locale}, which that site has not`)
    for (const { name, lines } of all) {
      const most = chooseLimits(name).lines
      if (lines > most) throw makeBadBundleError(`${name} has ${lines} lines; at most ${most} are read`)
    }
    if (names.has(`${locale} ${base}`)) throw makeBadBundleError(`it holds ${base} (${locale}) twice`)
    names.add(`${locale} ${base}`)
  }
  requireSums(manifest)
  return manifest
}

// What it counts adds up: a part must have the lines that it says, so that no page need be read to know.
function requireSums({ guides, pages, records }: Manifest): void {
  const sum = (count: (guide: GuideEntry) => number) => guides.reduce((total, guide) => total + count(guide), 0)
  const held = sum(({ parts }) => parts.pages.reduce((total, { lines }) => total + lines, 0))
  if (held !== records) throw makeBadBundleError(`it holds ${formatCount(held, 'page')} and says ${records}`)
  for (const status of ['live', 'untranslated', 'gone'] as const) {
    if (sum((guide) => guide.pages[status]) !== pages[status])
      throw makeBadBundleError(`the numbers of its ${status} pages do not add up`)
  }
}

/** By UTF-16 unit: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function makeBadBundleError(reason: string, cause?: unknown): DocsError {
  return new DocsError('BAD_BUNDLE', `The bundle is refused: ${reason}.`, {
    hint: 'Copy or download it again; nothing was changed.',
    cause,
  })
}

function parseManifestJson(bytes: Buffer): unknown {
  try {
    return parseCheckedJson(bytes, { bytes: MAX_MANIFEST_BYTES, nesting: 10, values: MAX_MANIFEST_VALUES })
  } catch {
    return undefined
  }
}
