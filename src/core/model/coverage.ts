// How well an index could answer a question, and what it lacks to do better. Pure: the one notion of it, for every
// surface.

import type { Completeness } from './completeness.ts'
import type { Locale } from './locale.ts'

/**
 * `answered`: the first hit very likely answers. `missing`: very likely nothing here does. `weak`: neither can be said.
 */
export const GRADES = ['answered', 'weak', 'missing'] as const
export type Grade = (typeof GRADES)[number]

/**
 * A guide of a product that the question names, that its words mean, or that the first hit is from, and what is wrong
 * with it.
 */
export interface GuideLack {
  /** Undefined for a product of which no guide is in the catalog. */
  readonly catalogId: string | undefined
  /** "AWS Lambda Developer Guide", or the product's name. */
  readonly title: string
  readonly locale: Locale
  readonly state: 'not-indexed' | 'partial' | 'stale'
  /** The question does not name its product: its words seem to mean it. */
  readonly isInferred?: boolean
  /** Of a partial guide: the question names its product, and the first hit is of another one. */
  readonly isAside?: boolean
  /** Of a partial guide. */
  readonly completeness: Completeness | undefined
  /** Of a stale guide: when one of its pages was last confirmed. Milliseconds since the epoch. */
  readonly checkedAt: number | undefined
}

export interface Coverage {
  readonly grade: Grade
  /**
   * Of answers that looked like this one, the share whose first hit was right, where lacking and present guides are
   * asked for as often. 0 to 1.
   */
  readonly confidence: number
  readonly lacks: readonly GuideLack[]
  /** Words of the question, as they were written, that stand nowhere in the index. */
  readonly unknownWords: readonly string[]
}

/** A guide that nobody compared with the site for so long is stale. */
export const STALE_AFTER_MS = 90 * 24 * 3600_000
