// What is learnt from the whole index after a harvest and kept in it: which terms are common, and what Japanese words
// are called in English.
// Searching works without (a killed harvest may not have come so far); it is then slower, and finds no English page for
// a Japanese word.

import { LABEL_MARK } from '../../core/text/labels.ts'
import { cachePerVersion } from '../sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { learnDoclists } from './learn-doclists.ts'

/** A term in fewer passages has a doclist so short that reading it is the quickest way to know its length. */
const COMMON_FROM = 64
/** In a small index fewer passages make a term common: its words are what spelling is corrected to. */
const LEAST_COMMON = 4
const COMMON_SHARE = 1 / 500

export interface Translation {
  readonly source: string
  readonly target: string
  /** 0 to 1: how surely the one stands for the other. */
  readonly weight: number
}

/** Two headings of the same section in two languages. */
export interface TranslatedHeading {
  readonly source: string
  readonly target: string
}

/**
 * Merges the full-text index into one tree, counts its common terms, and gives the pages that this freed back to the
 * file system.
 */
export function learnCommonTerms(db: SqlDatabase): void {
  db.exec(`INSERT INTO passage_index (passage_index) VALUES ('optimize')`)
  db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.term_count USING fts5vocab (main, passage_index, row)')
  db.transaction(() => {
    db.exec('DELETE FROM common_term')
    db.prepare('INSERT INTO common_term (term, passages) SELECT term, doc FROM temp.term_count WHERE doc >= ?').run(
      computeCommonFrom(db),
    )
    // Labels are no words.
    db.prepare('DELETE FROM common_term WHERE substr(term, 1, 1) = ?').run(LABEL_MARK)
    learnDoclists(db)
  })
  db.exec('DROP TABLE temp.term_count')
  db.exec('PRAGMA incremental_vacuum')
}

function computeCommonFrom(db: SqlDatabase): number {
  const passages = db.prepare('SELECT count(*) AS n FROM passage').get<{ n: number }>()?.n ?? 0
  return Math.min(COMMON_FROM, Math.max(LEAST_COMMON, Math.round(passages * COMMON_SHARE)))
}

/** The terms that stand in many passages. */
export const listCommonTerms: (db: SqlDatabase) => readonly { readonly term: string; readonly passages: number }[] =
  cachePerVersion((db) =>
    db.prepare('SELECT term, passages FROM common_term').all<{ term: string; passages: number }>(),
  )

/** In how many passages a common term stands; undefined for others. */
export function findCommonCount(db: SqlDatabase, term: string): number | undefined {
  return db.prepare('SELECT passages FROM common_term WHERE term = ?').firstColumn<number>(term)[0]
}

/** In how many passages the rarest common term stands; undefined where none is. */
export function findLeastCommon(db: SqlDatabase): number | undefined {
  return db.prepare('SELECT min(passages) FROM common_term').firstColumn<number | null>()[0] ?? undefined
}

/**
 * Titles and headings of live Japanese pages beside those of their English translations, joined by the anchor that both
 * share.
 */
export function loadTranslatedHeadings(
  db: SqlDatabase,
  sourceLocale: string,
  targetLocale: string,
): TranslatedHeading[] {
  return db
    .prepare(
      `SELECT s.title AS source, t.title AS target
       FROM guide sg JOIN guide tg ON tg.base = sg.base AND tg.locale = ?
         JOIN page sp ON sp.guide_id = sg.id AND sp.status = 'live'
         JOIN page tp ON tp.guide_id = tg.id AND tp.name = sp.name AND tp.status = 'live'
         JOIN section s ON s.page_id = sp.id
         JOIN section t ON t.page_id = tp.id AND t.anchor = s.anchor
       WHERE sg.locale = ? AND s.anchor <> ''`,
    )
    .all<TranslatedHeading>(targetLocale, sourceLocale)
}

export function replaceTranslations(db: SqlDatabase, translations: readonly Translation[]): void {
  db.transaction(() => {
    db.exec('DELETE FROM translation')
    const insert = db.prepare('INSERT OR REPLACE INTO translation (source, target, weight) VALUES (?, ?, ?)')
    for (const { source, target, weight } of translations) insert.run(source, target, weight)
  })
}

/** Best first. */
export function findTermTranslations(db: SqlDatabase, source: string): Translation[] {
  return db
    .prepare('SELECT source, target, weight FROM translation WHERE source = ? ORDER BY weight DESC')
    .all<Translation>(source)
}
