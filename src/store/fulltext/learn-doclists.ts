// Doclists of common terms, precomputed from the full-text index: reading a long one out of FTS5 row by row is what
// would cost a search most.
// Passages are numbered in the order of their ids, so that a search can add up scores in plain arrays. What is written
// later stands in unlearned_page, and is read from FTS5 beside the precomputed (passage-map.ts), until doclists are
// learnt anew.

import { getPassageIdRange, PASSAGES_PER_PAGE, toPageId } from '../index/passage-id.ts'
import { MOST_INBOUND } from '../pages/page-facts.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { type Doclist, encodeDoclist } from './doclist-codec.ts'
import { readDoclist } from './read-doclist.ts'

/** Counts of pages that say a term where they link: more say no more. */
const MOST_SAYING = 15

/** Inside a transaction, after common_term was counted. */
export function learnDoclists(db: SqlDatabase): void {
  const ordinalOf = learnPassages(db)
  db.exec('DELETE FROM doclist')
  const insert = db.prepare('INSERT INTO doclist (term, postings, list) VALUES (?, ?, ?)')
  for (const term of db.prepare('SELECT term FROM common_term').firstColumn<string>()) {
    const { ids, marks } = readDoclist(db, term)
    const list: Doclist = { ordinals: Uint32Array.from(ids, ordinalOf), marks }
    if (ids.length > 0) insert.run(term, ids.length, encodeDoclist(list))
  }
  learnAnchorTexts(db)
  db.exec('DELETE FROM unlearned_page')
  db.exec(`INSERT INTO meta (key, value) VALUES ('learned', '1')
    ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`)
}

// The arrays that say which passage an ordinal is. Typed arrays as they are in memory; every machine that Node runs on
// keeps the low byte first.
function learnPassages(db: SqlDatabase): (passageId: number) => number {
  const pageIds: number[] = []
  const counts: number[] = []
  const lengths: number[] = []
  const firstOf = new Map<number, number>()
  for (const { id, terms } of db
    .prepare('SELECT id, terms FROM passage ORDER BY id')
    .iterate<{ id: number; terms: number }>()) {
    const pageId = toPageId(id)
    if (pageIds.at(-1) !== pageId) {
      firstOf.set(pageId, lengths.length)
      pageIds.push(pageId)
      counts.push(0)
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1
    lengths.push(Math.min(terms, 0xffff))
  }
  const inbound = countInbound(db)
  const save = db.prepare('INSERT OR REPLACE INTO learned_array (name, value) VALUES (?, ?)')
  const keep = (name: string, { buffer }: Float64Array | Uint16Array | Uint8Array) =>
    save.run(name, new Uint8Array(buffer))
  keep('page', Float64Array.from(pageIds))
  keep('passages', Uint16Array.from(counts))
  keep('terms', Uint16Array.from(lengths))
  keep(
    'inbound',
    Uint8Array.from(pageIds, (id) => Math.min(inbound.get(id) ?? 0, MOST_INBOUND)),
  )
  return (id) => {
    const pageId = toPageId(id)
    return (firstOf.get(pageId) ?? 0) + (id - getPassageIdRange(pageId).from)
  }
}

function countInbound(db: SqlDatabase): Map<number, number> {
  const rows = db
    .prepare(
      `SELECT page.id, count(*) AS links FROM link JOIN link_target ON link_target.id = target_id
         JOIN page ON page.path = link_target.path GROUP BY page.id`,
    )
    .all<{ id: number; links: number }>()
  return new Map(rows.map(({ id, links }) => [id, links]))
}

// What other pages say where they link to a page: of each term the pages that are linked to, and in how many pages it
// is said (the mark).
function learnAnchorTexts(db: SqlDatabase): void {
  const placeOf = new Map<string, number>()
  const pages = db
    .prepare(
      `SELECT page.path FROM page WHERE id IN (SELECT DISTINCT id / ${PASSAGES_PER_PAGE} FROM passage) ORDER BY id`,
    )
    .firstColumn<string>()
  for (const [place, path] of pages.entries()) placeOf.set(path, place)
  const said = new Map<string, Map<number, number>>()
  for (const row of db
    .prepare(`SELECT path, said FROM link JOIN link_target ON link_target.id = target_id WHERE said <> ''`)
    .iterate<{ path: string; said: string }>()) {
    const place = placeOf.get(row.path)
    if (place === undefined) continue
    for (const term of new Set(row.said.split(' '))) {
      const counts = said.get(term) ?? new Map<number, number>()
      said.set(term, counts.set(place, (counts.get(place) ?? 0) + 1))
    }
  }
  db.exec('DELETE FROM anchor_doclist')
  const insert = db.prepare('INSERT INTO anchor_doclist (term, postings, list) VALUES (?, ?, ?)')
  for (const [term, counts] of said) {
    const sorted = [...counts].sort(([a], [b]) => a - b)
    const list = {
      ordinals: Uint32Array.from(sorted, ([place]) => place),
      marks: Uint8Array.from(sorted, ([, count]) => Math.min(count, MOST_SAYING)),
    }
    insert.run(term, sorted.length, encodeDoclist(list))
  }
}
