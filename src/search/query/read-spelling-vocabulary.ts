// What spelling is corrected by, out of an index.

import { listCommonTerms } from '../../store/fulltext/learned-terms.ts'
import { openPostings } from '../../store/fulltext/postings.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { mayBeSlip, type Vocabulary } from './correct-spelling.ts'
import { isOrdinaryWord } from './ordinary-words.ts'
import type { ParsedQuery } from './parse-query.ts'

/** Passages; by how large the index is, as in what counts as common (learned-terms.ts). */
const LEAST = 4
const MOST = 64
const SHARE = 1 / 500

export function readSpellingVocabulary(db: SqlDatabase): Vocabulary {
  const postings = openPostings(db)
  return {
    terms: listCommonTerms(db).map(({ term }) => term),
    countPassagesWith: (term) => postings.get(term).ordinals.length,
    passages: postings.map.passages,
    fewest: Math.min(MOST, Math.max(LEAST, Math.round(postings.map.passages * SHARE))),
    isOrdinary: isOrdinaryWord,
  }
}

/** `unknown`, the query's terms that stand nowhere, and those that stand in so few passages that they may be slips. */
export function listDoubtfulTerms(db: SqlDatabase, { terms }: ParsedQuery, unknown: readonly string[]): string[] {
  const { get, map } = openPostings(db)
  const isRare = (term: string) => !unknown.includes(term) && mayBeSlip(get(term).ordinals.length, map.passages)
  return [...unknown, ...terms.map(({ term }) => term).filter(isRare)]
}
