// The pages worth a closer look: one walk over the doclists of the query's rarest terms, which counts for every page what of the query it holds.
// Which passages are good is decided here only roughly; passage-score.ts reads the text of the best.

import { guideIdOfPage, PASSAGES_PER_PAGE, pageIdOfPassage } from '../store/passage-id.ts'

/** One query term and where it stands. */
export interface TermList {
  /** Inverse document frequency times the term's weight in the query. */
  readonly weight: number
  /** Sorted passage ids. */
  readonly ids: Float64Array
}

export interface Candidate {
  readonly pageId: number
  /** Weight of the distinct terms that stand somewhere on the page. */
  readonly cover: number
  /** As `cover`, each term counting more the more passages of the page hold it. */
  readonly repeated: number
  /** Best first. */
  readonly passages: readonly { readonly id: number; readonly cover: number }[]
}

export interface Candidates {
  /** Best first. */
  readonly pages: readonly Candidate[]
  /** Pages that hold at least one of the terms. */
  readonly matched: number
  /** The same by guide. */
  readonly pagesOfGuide: ReadonlyMap<number, number>
  /** For each term list, how its passages fall on guides. */
  readonly guidesOfTerm: readonly ReadonlyMap<number, number>[]
  /** `cover` of any page, 0 where none of the terms stands. */
  coverOf(pageId: number): number
}

const PASSAGES_KEPT = 4
/** What a term on the page, outside its best passage, counts for. */
const PAGE_SHARE = 0.5
const TITLE_SHARE = 0.7
const REPEATED_SHARE = 0.5
/** A term in this many passages of a page counts half of what it can count at most. */
const HALF_REPEATED = 2

// Weight that each passage of the page at hand holds, by its place in the page; zeros between pages. One array for all: a query visits thousands of pages.
const passageCovers = new Float64Array(PASSAGES_PER_PAGE)
const heldPlaces = new Int32Array(PASSAGES_PER_PAGE)

export function collectCandidates(
  lists: readonly TermList[],
  titles: ReadonlyMap<number, number>,
  limit: number,
): Candidates {
  const top: Scored[] = []
  const pageIds: number[] = []
  const covers: number[] = []
  const guides = countByGuide(lists.length)
  const at = new Int32Array(lists.length)
  let next = Number.POSITIVE_INFINITY
  for (const { ids } of lists) next = Math.min(next, ids[0] ?? Number.POSITIVE_INFINITY)
  while (next !== Number.POSITIVE_INFINITY) {
    const pageId = pageIdOfPassage(next)
    guides.enter(guideIdOfPage(pageId))
    const page = walkPage(lists, at, pageId, guides.held)
    next = page.next
    pageIds.push(pageId)
    covers.push(page.cover)
    const score =
      page.best +
      PAGE_SHARE * (page.cover - page.best) +
      TITLE_SHARE * (titles.get(pageId) ?? 0) +
      REPEATED_SHARE * page.repeated
    if (top.length < limit || score > (top.at(-1)?.score ?? 0)) {
      const { cover, repeated } = page
      insert(top, { pageId, cover, repeated, passages: bestPassages(pageId, page.held), score }, limit)
    }
    for (let i = 0; i < page.held; i++) passageCovers[heldPlaces[i] ?? 0] = 0
  }
  guides.enter(undefined)
  return {
    pages: top,
    matched: pageIds.length,
    pagesOfGuide: guides.pages,
    guidesOfTerm: guides.passages,
    coverOf: (pageId) => covers[placeIn(pageIds, pageId)] ?? 0,
  }
}

interface Scored extends Candidate {
  readonly score: number
}

// All postings of one page: the lists are sorted and a page's passages are neighbours. `next` is the first posting after it, `held` how many of its
// passages hold something (in heldPlaces and passageCovers), `best` what the best of them holds.
function walkPage(lists: readonly TermList[], at: Int32Array, pageId: number, heldInGuide: Int32Array) {
  const first = pageId * PASSAGES_PER_PAGE
  const end = first + PASSAGES_PER_PAGE
  let cover = 0
  let repeated = 0
  let best = 0
  let held = 0
  let next = Number.POSITIVE_INFINITY
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i]
    if (!list) continue
    const { ids, weight } = list
    const from = at[i] ?? 0
    let position = from
    let id = ids[position]
    while (id !== undefined && id < end) {
      const place = id - first
      const before = passageCovers[place] ?? 0
      if (before === 0) heldPlaces[held++] = place
      passageCovers[place] = before + weight
      if (before + weight > best) best = before + weight
      id = ids[++position]
    }
    if (id !== undefined && id < next) next = id
    if (position === from) continue
    const times = position - from
    cover += weight
    repeated += (weight * times) / (times + HALF_REPEATED)
    at[i] = position
    heldInGuide[i] = (heldInGuide[i] ?? 0) + times
  }
  return { cover, repeated, best, held, next }
}

function bestPassages(pageId: number, held: number): Candidate['passages'] {
  const first = pageId * PASSAGES_PER_PAGE
  const best: { id: number; cover: number }[] = []
  for (let i = 0; i < held; i++) {
    const id = first + (heldPlaces[i] ?? 0)
    const cover = passageCovers[heldPlaces[i] ?? 0] ?? 0
    let place = best.length
    while (place > 0 && isBefore(cover, id, best[place - 1])) place -= 1
    if (place === PASSAGES_KEPT) continue
    best.splice(place, 0, { id, cover })
    if (best.length > PASSAGES_KEPT) best.pop()
  }
  return best
}

function isBefore(cover: number, id: number, other: { readonly id: number; readonly cover: number } | undefined) {
  return other === undefined || cover > other.cover || (cover === other.cover && id < other.id)
}

// Pages come guide by guide, so the counts of a guide are put away when the next one begins.
function countByGuide(terms: number) {
  const pages = new Map<number, number>()
  const passages = Array.from({ length: terms }, () => new Map<number, number>())
  const held = new Int32Array(terms)
  let current: number | undefined
  let visited = 0
  const enter = (guideId: number | undefined) => {
    if (guideId !== current) {
      if (current !== undefined) pages.set(current, visited)
      for (const [i, counts] of passages.entries())
        if (current !== undefined && held[i]) counts.set(current, held[i] ?? 0)
      held.fill(0)
      current = guideId
      visited = 0
    }
    visited += 1
  }
  return { pages, passages, held, enter }
}

// Keeps `top` sorted by score, best first, with at most `limit` entries; equal scores keep the order of their ids.
function insert(top: Scored[], entry: Scored, limit: number): void {
  let place = top.length
  while (place > 0 && (top[place - 1]?.score ?? 0) < entry.score) place -= 1
  top.splice(place, 0, entry)
  if (top.length > limit) top.pop()
}

// Place of the id among sorted ones; -1 when it is not there.
function placeIn(sorted: readonly number[], id: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = sorted[middle] ?? 0
    if (found === id) return middle
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}
