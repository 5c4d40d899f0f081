// Which passage and page an ordinal is. Ordinals number the passages of an index in the order of their ids, without
// gaps, so that scores can be added up in plain arrays. Learnt after a harvest (learn-doclists.ts); pages written since
// then get ordinals behind the learnt ones, and theirs are hidden.

import { getPassageIdRange, type IdRange, PASSAGES_PER_PAGE, toPageId } from '../index/passage-id.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export interface PassageMap {
  readonly passages: number
  readonly pages: number
  /** By page. Ascending up to `learnt`; the others, written since, ascend among themselves. */
  readonly pageIds: Float64Array
  /** Pages in the learnt part. */
  readonly learnt: number
  /** Passages in the learnt part. */
  readonly learntPassages: number
  /** First passage of each page, and after the last page the number of passages. */
  readonly firstPassage: Uint32Array
  /** Page of each passage. */
  readonly pageOf: Uint32Array
  /** Terms of each passage, up to 65,535. */
  readonly termCounts: Uint16Array
  /** Links to each page, up to MOST_INBOUND (page-facts.ts), as of the last time that was learnt. */
  readonly inbound: Uint8Array
  /** Learnt pages that were written or removed since: nothing learnt of them counts. */
  readonly hidden: ReadonlySet<number>
  /**
   * What is read from the full-text index beside the learnt doclists: passage ids. Empty when nothing was written
   * since.
   */
  readonly unlearned: readonly IdRange[]
}

/** With more runs of unlearned pages than this, reading every list from the full-text index is the quicker way. */
const MOST_RUNS = 16

/** Undefined where doclists were never learnt, or too much was written since. */
export function loadLearnedMap(db: SqlDatabase): PassageMap | undefined {
  const pageIds = new Float64Array(readLearnedBytes(db, 'page'))
  if (pageIds.length === 0) return undefined
  const unlearned = db.prepare('SELECT page_id FROM unlearned_page ORDER BY page_id').firstColumn<number>()
  const runs = findRuns(unlearned, pageIds)
  if (runs.length > MOST_RUNS) return undefined
  const counts = new Uint16Array(readLearnedBytes(db, 'passages'))
  const termCounts = new Uint16Array(readLearnedBytes(db, 'terms'))
  const inbound = new Uint8Array(readLearnedBytes(db, 'inbound'))
  const hidden = new Set(unlearned.flatMap((id) => findPlaceIn(pageIds, id) ?? []))
  return addRows({ pageIds, counts, termCounts, inbound, hidden }, unlearned.length > 0 ? listRows(db, runs) : [], runs)
}

/** Whether what is learnt knows all pages of the index: not after a kill, nor where a new schema dropped it. */
export function isLearnt(db: SqlDatabase): boolean {
  const holds = (sql: string) => db.prepare(sql).get() !== undefined
  if (!holds('SELECT 1 FROM passage LIMIT 1')) return true
  return holds("SELECT 1 FROM learned_array WHERE name = 'page'") && !holds('SELECT 1 FROM unlearned_page LIMIT 1')
}

/** From the passages themselves. */
export function scanPassages(db: SqlDatabase): PassageMap {
  const none = {
    pageIds: new Float64Array(),
    counts: new Uint16Array(),
    termCounts: new Uint16Array(),
    inbound: new Uint8Array(),
    hidden: new Set<number>(),
  }
  const map = addRows(none, listRows(db, [{ from: 0, to: Number.MAX_SAFE_INTEGER }]), [])
  // All ids ascend, so everything can be looked up as what is learnt is.
  return { ...map, learnt: map.pages, learntPassages: map.passages }
}

/** Place of a page id, or undefined where the index has no passages of it. */
export function findPlaceOfPage({ pageIds, learnt, hidden }: PassageMap, pageId: number): number | undefined {
  const place = findPlaceIn(pageIds.subarray(0, learnt), pageId)
  if (place !== undefined && !hidden.has(place)) return place
  const behind = findPlaceIn(pageIds.subarray(learnt), pageId)
  return behind === undefined ? undefined : learnt + behind
}

export function findOrdinal(map: PassageMap, passageId: number): number | undefined {
  const pageId = toPageId(passageId)
  const place = findPlaceOfPage(map, pageId)
  return place === undefined ? undefined : (map.firstPassage[place] ?? 0) + passageId - getPassageIdRange(pageId).from
}

export function getPassageIdAt({ pageOf, pageIds, firstPassage }: PassageMap, ordinal: number): number {
  const page = pageOf[ordinal] ?? 0
  return (pageIds[page] ?? 0) * PASSAGES_PER_PAGE + ordinal - (firstPassage[page] ?? 0)
}

/** Passages that are there; the map has those of hidden pages too. */
export function countLivePassages({ passages, hidden, firstPassage }: PassageMap): number {
  let live = passages
  for (const place of hidden) live -= (firstPassage[place + 1] ?? 0) - (firstPassage[place] ?? 0)
  return live
}

interface Row {
  readonly id: number
  readonly terms: number
}

interface Learnt {
  readonly pageIds: Float64Array
  /** Passages of each page. */
  readonly counts: Uint16Array
  readonly termCounts: Uint16Array
  readonly inbound: Uint8Array
  readonly hidden: ReadonlySet<number>
}

function addRows(learnt: Learnt, rows: readonly Row[], unlearned: readonly IdRange[]): PassageMap {
  const newIds: number[] = []
  const newCounts: number[] = []
  for (const { id } of rows) {
    const pageId = toPageId(id)
    if (newIds.at(-1) === pageId) newCounts[newCounts.length - 1] = (newCounts.at(-1) ?? 0) + 1
    else {
      newIds.push(pageId)
      newCounts.push(1)
    }
  }
  const pages = learnt.pageIds.length + newIds.length
  const passages = learnt.termCounts.length + rows.length
  const firstPassage = new Uint32Array(pages + 1)
  const pageOf = new Uint32Array(passages)
  let next = 0
  for (let page = 0; page < pages; page++) {
    firstPassage[page] = next
    const count = learnt.counts[page] ?? newCounts[page - learnt.counts.length] ?? 0
    pageOf.fill(page, next, next + count)
    next += count
  }
  firstPassage[pages] = next
  return {
    passages,
    pages,
    pageIds: rows.length === 0 ? learnt.pageIds : Float64Array.from([...learnt.pageIds, ...newIds]),
    learnt: learnt.pageIds.length,
    learntPassages: learnt.termCounts.length,
    firstPassage,
    pageOf,
    termCounts:
      rows.length === 0
        ? learnt.termCounts
        : Uint16Array.from([...learnt.termCounts, ...rows.map(({ terms }) => Math.min(terms, 0xffff))]),
    inbound:
      rows.length === 0
        ? learnt.inbound
        : Uint8Array.from([...learnt.inbound, ...newIds.map((id) => countInbound(learnt, id))]),
    hidden: learnt.hidden,
    unlearned,
  }
}

function countInbound({ pageIds, inbound }: Learnt, pageId: number): number {
  const place = findPlaceIn(pageIds, pageId)
  return place === undefined ? 0 : (inbound[place] ?? 0)
}

function listRows(db: SqlDatabase, ranges: readonly IdRange[]): Row[] {
  const select = db.prepare('SELECT id, terms FROM passage WHERE id BETWEEN ? AND ? ORDER BY id')
  return ranges.flatMap(({ from, to }) => select.all<Row>(from, to))
}

// Pages with no learnt page between them are read in one go.
function findRuns(unlearned: readonly number[], pageIds: Float64Array): IdRange[] {
  const runs: { from: number; to: number; next: number }[] = []
  for (const pageId of unlearned) {
    const { from, to } = getPassageIdRange(pageId)
    const after = findLowerBound(pageIds, pageId)
    const isLearnt = pageIds[after] === pageId
    const last = runs.at(-1)
    if (last && last.next === after) {
      last.to = to
      last.next = isLearnt ? after + 1 : after
    } else runs.push({ from, to, next: isLearnt ? after + 1 : after })
  }
  return runs.map(({ from, to }) => ({ from, to }))
}

// Copied: a blob's bytes need not lie where an array of eight-byte numbers may begin.
function readLearnedBytes(db: SqlDatabase, name: string): ArrayBuffer {
  const row = db.prepare('SELECT value FROM learned_array WHERE name = ?').get<{ value: Uint8Array }>(name)
  return row ? new Uint8Array(row.value).buffer : new ArrayBuffer(0)
}

function findPlaceIn(sorted: Float64Array, id: number): number | undefined {
  const place = findLowerBound(sorted, id)
  return sorted[place] === id ? place : undefined
}

/** Place of the first that is not below. */
export function findLowerBound(sorted: Float64Array | Uint32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
