// Where terms stand, as doclists of ordinals: precomputed ones of common terms, and what the full-text index says of
// all others and of what was written since. Lists that were read are kept for the next query, since a few hundred words
// stand in most questions.

import { cachePerVersion } from '../sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { makeDamagedColumnError } from '../sqlite/stored-row.ts'
import { type Doclist, decodeDoclist, NO_POSTINGS } from './doclist-codec.ts'
import { findOrdinal, findPlaceOfPage, loadLearnedMap, type PassageMap, scanPassages } from './passage-map.ts'
import { type IdDoclist, readDoclist, readIdentifier } from './read-doclist.ts'

export interface Postings {
  readonly map: PassageMap
  /**
   * Passages that hold the word, ascending but for those written since doclists were learnt, which stand behind. Marks:
   * term-columns.ts.
   */
  get(term: string): Doclist
  /** Passages that hold the whole identifier. */
  getIdentifier(identifier: string): Doclist
  /**
   * Pages that others link to with the word, and in how many pages that is said, as the marks. As of the last time that
   * was learnt.
   */
  getAnchors(term: string): Doclist
}

/** Postings kept in memory: 5 bytes each, and some three more for what each page can score. */
const LEAST_KEPT = 3_000_000
/** … of a large index: for each of its passages. */
const KEPT_PER_PASSAGE = 8
/** Out of the full-text index itself, a posting takes some forty times as long to read. */
const IDENTIFIERS_KEPT = 1_000_000
/** What a list costs besides. */
const KEY_COST = 16

export const openPostings: (db: SqlDatabase) => Postings = cachePerVersion((db) => {
  const learned = loadLearnedMap(db)
  const map = learned ?? scanPassages(db)
  const keepWord = createListCache(Math.max(LEAST_KEPT, KEPT_PER_PASSAGE * map.passages))
  const keepIdentifier = createListCache(IDENTIFIERS_KEPT)
  return {
    map,
    get: (term) =>
      keepWord(`w ${term}`, () => (learned && readLearnedList(db, term, map)) ?? toDoclist(map, readDoclist(db, term))),
    getIdentifier: (identifier) =>
      keepIdentifier(identifier, () => {
        const ids = readIdentifier(db, identifier)
        return toDoclist(map, { ids, marks: new Uint8Array(ids.length) })
      }),
    getAnchors: (term) => (learned ? keepWord(`a ${term}`, () => readAnchorList(db, term, map)) : NO_POSTINGS),
  }
})

// Undefined for a term that is not common.
function readLearnedList(db: SqlDatabase, term: string, map: PassageMap): Doclist | undefined {
  const stored = readStoredList(db, 'doclist', term)
  if (!stored || map.unlearned.length === 0) return stored
  const since = toDoclist(map, joinLists(map.unlearned.map((range) => readDoclist(db, term, range))))
  const keep = stored.ordinals.reduce((sum, ordinal) => sum + (map.hidden.has(map.pageOf[ordinal] ?? 0) ? 0 : 1), 0)
  const ordinals = new Uint32Array(keep + since.ordinals.length)
  const marks = new Uint8Array(ordinals.length)
  let end = 0
  for (let at = 0; at < stored.ordinals.length; at++) {
    const ordinal = stored.ordinals[at] ?? 0
    if (map.hidden.has(map.pageOf[ordinal] ?? 0)) continue
    ordinals[end] = ordinal
    marks[end++] = stored.marks[at] ?? 0
  }
  ordinals.set(since.ordinals, end)
  marks.set(since.marks, end)
  return { ordinals, marks }
}

function readStoredList(db: SqlDatabase, table: 'doclist' | 'anchor_doclist', term: string): Doclist | undefined {
  const row = db
    .prepare(`SELECT postings, list FROM ${table} WHERE term = ?`)
    .get<{ postings: number; list: Uint8Array }>(term)
  if (row && !(row.list instanceof Uint8Array)) throw makeDamagedColumnError(table, 'list', 'list of bytes')
  return row && decodeDoclist(row.list, row.postings)
}

function readAnchorList(db: SqlDatabase, term: string, map: PassageMap): Doclist {
  const stored = readStoredList(db, 'anchor_doclist', term) ?? NO_POSTINGS
  if (map.hidden.size === 0) return stored
  // What is said of a page holds wherever its passages stand now.
  const places = stored.ordinals.map((place) =>
    map.hidden.has(place) ? (findPlaceOfPage(map, map.pageIds[place] ?? 0) ?? map.pages) : place,
  )
  return { ordinals: places, marks: stored.marks }
}

function joinLists(lists: readonly IdDoclist[]): IdDoclist {
  return { ids: lists.flatMap((list) => list.ids), marks: Uint8Array.from(lists.flatMap(({ marks }) => [...marks])) }
}

// Ids that ascend give ordinals that ascend within what is learnt, and within what was written since.
function toDoclist(map: PassageMap, { ids, marks }: IdDoclist): Doclist {
  const ordinals = new Uint32Array(ids.length)
  const kept = new Uint8Array(ids.length)
  let end = 0
  for (const isLearnt of [true, false]) {
    for (let at = 0; at < ids.length; at++) {
      const ordinal = findOrdinal(map, ids[at] ?? 0)
      if (ordinal === undefined || ordinal < map.learntPassages !== isLearnt) continue
      ordinals[end] = ordinal
      kept[end++] = marks[at] ?? 0
    }
    if (map.learntPassages === map.passages) break
  }
  return { ordinals: ordinals.subarray(0, end), marks: kept.subarray(0, end) }
}

// Those that were asked for longest ago go first: words that many questions have are soon back.
function createListCache(most: number): (key: string, read: () => Doclist) => Doclist {
  const lists = new Map<string, Doclist>()
  let held = 0
  return (key, read) => {
    const known = lists.get(key)
    if (known) {
      lists.delete(key)
      lists.set(key, known)
      return known
    }
    const list = read()
    lists.set(key, list)
    held += list.ordinals.length + KEY_COST
    for (const [oldest, { ordinals }] of lists) {
      if (held <= most) break
      lists.delete(oldest)
      held -= ordinals.length + KEY_COST
    }
    return list
  }
}
