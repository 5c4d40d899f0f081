// What spelling is corrected by, out of an index.

import { listCommonTerms } from '../../store/fulltext/learned-terms.ts'
import { openPostings } from '../../store/fulltext/postings.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { Vocabulary } from './correct-spelling.ts'
import { isOrdinaryWord } from './ordinary-words.ts'

/** Passages; by how large the index is, as in what counts as common (learned-terms.ts). */
const LEAST = 4
const MOST = 64
const SHARE = 1 / 500

export function readSpellingVocabulary(db: SqlDatabase): Vocabulary {
  const postings = openPostings(db)
  return {
    terms: listCommonTerms(db).map(({ term }) => term),
    countPassagesWith: (term) => postings.get(term).ordinals.length,
    fewest: Math.min(MOST, Math.max(LEAST, Math.round(postings.map.passages * SHARE))),
    isOrdinary: isOrdinaryWord,
  }
}
