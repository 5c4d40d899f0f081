// How much of anything a bundle may hold. What is larger is refused when it is read and left out, by name, when it is
// written; each bound is several times what the largest guide of the site needs.

/**
 * Milliseconds since the epoch: 2100-01-01. Later times are no times of this index, and many of them no dates at all.
 */
export const LATEST_TIME = 4_102_444_800_000

/** UTF-16 units of one page's Markdown. */
export const MAX_MARKDOWN = 8 * 1024 * 1024
/** The same of one passage; every search that meets it reads it. */
export const MAX_PASSAGE = 1_000_000
export const MAX_SECTIONS = 20_000
export const MAX_LEVEL = 9
export const MAX_TABLES = 10_000
export const MAX_LINKS = 50_000
/** Addresses and the names of what they lead to. */
export const MAX_PATH = 2_000
/** Titles, descriptions, anchors: whatever stands in one line. */
export const MAX_TEXT = 10_000
export const MAX_BREADCRUMB = 100
export const MAX_CHANGES = 200_000
export const MAX_CHANGED_SECTIONS = 20_000
export const MAX_TOC_ENTRIES = 100_000
export const MAX_TOC_DEPTH = 50

/** Brackets that stand open at once in a line of JSON: a table of contents takes two a level. */
export const MAX_NESTING = 2 * MAX_TOC_DEPTH + 16

export type PartKind = 'about' | 'state' | 'pages' | 'images' | 'images-'

export interface PartLimits {
  readonly lines: number
  readonly lineBytes: number
  /** Commas and opening brackets of one line: what parsing it makes objects of. */
  readonly values: number
}

const PART_LIMITS: Readonly<Record<PartKind, PartLimits>> = {
  about: { lines: 1 + MAX_CHANGES, lineBytes: 32 * 1024 * 1024, values: 1_000_000 },
  // As many pages as one guide of an index can have.
  state: { lines: 65_536, lineBytes: 64 * 1024, values: 100 },
  images: { lines: 500_000, lineBytes: 64 * 1024, values: 100 },
  'images-': { lines: 10_000, lineBytes: 8 * 1024 * 1024, values: 100 },
  pages: { lines: 10_000, lineBytes: 64 * 1024 * 1024, values: 1_000_000 },
}

/** By the name of the part, which the manifest's schema has checked. */
export function chooseLimits(partName: string): PartLimits {
  const kind = /\/(about|state|pages|images-|images)[^/]*$/.exec(partName)?.[1] as PartKind | undefined
  return PART_LIMITS[kind ?? 'state']
}
