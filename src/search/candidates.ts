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
  /** Weight of the terms that stand in the page's title. */
  readonly titleCover: number
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

export function collectCandidates(
  lists: readonly TermList[],
  titles: ReadonlyMap<number, number>,
  limit: number,
): Candidates {
  const top: (Candidate & { score: number })[] = []
  const pagesOfGuide = new Map<number, number>()
  const guidesOfTerm = lists.map(() => new Map<number, number>())
  const at = new Int32Array(lists.length)
  const covers = new Map<number, number>()
  let next = Number.POSITIVE_INFINITY
  for (const { ids } of lists) next = Math.min(next, ids[0] ?? Number.POSITIVE_INFINITY)
  while (next !== Number.POSITIVE_INFINITY) {
    const pageId = pageIdOfPassage(next)
    const guideId = guideIdOfPage(pageId)
    const page = walkPage(lists, at, pageId, guideId, guidesOfTerm)
    next = page.next
    covers.set(pageId, page.cover)
    pagesOfGuide.set(guideId, (pagesOfGuide.get(guideId) ?? 0) + 1)
    const titleCover = titles.get(pageId) ?? 0
    const best = page.passages[0]?.cover ?? 0
    const score = best + PAGE_SHARE * (page.cover - best) + TITLE_SHARE * titleCover + REPEATED_SHARE * page.repeated
    const { cover, repeated, passages } = page
    insert(top, { pageId, cover, repeated, passages, titleCover, score }, limit)
  }
  return {
    pages: top,
    matched: covers.size,
    pagesOfGuide,
    guidesOfTerm,
    coverOf: (pageId) => covers.get(pageId) ?? 0,
  }
}

// All postings of one page, passage by passage: the lists are sorted and a page's passages are neighbours. `next` is the first posting after it.
function walkPage(
  lists: readonly TermList[],
  at: Int32Array,
  pageId: number,
  guideId: number,
  guidesOfTerm: readonly Map<number, number>[],
) {
  const end = (pageId + 1) * PASSAGES_PER_PAGE
  const passages: { id: number; cover: number }[] = []
  let cover = 0
  let repeated = 0
  let next = Number.POSITIVE_INFINITY
  const covers = new Map<number, number>()
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i]
    if (!list) continue
    const { ids, weight } = list
    let position = at[i] ?? 0
    const first = position
    let id = ids[position]
    while (id !== undefined && id < end) {
      covers.set(id, (covers.get(id) ?? 0) + weight)
      id = ids[++position]
    }
    if (id !== undefined && id < next) next = id
    if (position === first) continue
    const held = position - first
    cover += weight
    repeated += (weight * held) / (held + HALF_REPEATED)
    at[i] = position
    const guides = guidesOfTerm[i]
    guides?.set(guideId, (guides.get(guideId) ?? 0) + held)
  }
  for (const [id, value] of covers) insert(passages, { id, cover: value }, PASSAGES_KEPT)
  return { cover, repeated, passages, next }
}

// Keeps `top` sorted by score, best first, with at most `limit` entries; equal scores keep the order of their ids.
function insert<T extends { readonly score?: number; readonly cover: number }>(
  top: T[],
  entry: T,
  limit: number,
): void {
  const value = entry.score ?? entry.cover
  if (top.length === limit && value <= rankOf(top[limit - 1])) return
  let place = top.length
  while (place > 0 && rankOf(top[place - 1]) < value) place -= 1
  top.splice(place, 0, entry)
  if (top.length > limit) top.pop()
}

function rankOf(entry: { readonly score?: number; readonly cover: number } | undefined): number {
  return entry ? (entry.score ?? entry.cover) : Number.NEGATIVE_INFINITY
}
