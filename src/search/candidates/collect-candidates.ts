// The pages worth a closer look: exactly the best by the first-pass score, over all pages that hold any word of the query. The score is linear in what one
// walk over the doclists tells of a page (FirstPass), its weights are the model's. Every posting is read: scores are added up word by word in plain
// arrays, which costs a few nanoseconds a posting, so there is nothing that pruning would have to save.

import type { PassageMap } from '../../store/fulltext/passage-map.ts'
import { IN_TITLE } from '../../store/fulltext/term-columns.ts'
import { guideIdOfPage, type IdRange } from '../../store/passage-id.ts'
import { BestPages } from './best-pages.ts'
import { lengthNorms, PAGE_FREQUENCY, PASSAGE_FREQUENCY, saturate } from './bm25.ts'
import { type FirstPass, type FirstPassWeights, firstPassScore, logOfLength, logOfLinks } from './first-pass.ts'
import { pagesInScope, type Run } from './page-scope.ts'
import type { TermList } from './query-lists.ts'

export interface Candidate {
  readonly pageId: number
  /** Place of the page in the passage map. */
  readonly place: number
  readonly firstPass: FirstPass
  readonly score: number
  /** Ordinals of its passages that hold something, best first. */
  readonly passages: readonly { readonly ordinal: number; readonly score: number }[]
}

export interface Candidates {
  /** Best first. */
  readonly pages: readonly Candidate[]
  /** Pages in scope that hold at least one of the words, or are linked to with one. */
  readonly matched: number
  readonly pagesOfGuide: ReadonlyMap<number, number>
}

export interface CandidateRequest {
  readonly map: PassageMap
  readonly lists: readonly TermList[]
  /** Of passage ids. */
  readonly ranges: readonly IdRange[]
  /** What the whole query weighs. */
  readonly total: number
  readonly limit: number
  readonly weights: FirstPassWeights
  /** How surely the query names the guide's product, from 0 to 1. */
  namedness(guideId: number): number
  /** 1 for pages in another language than the query's, that it may not mean. */
  isTranslated(guideId: number): boolean
  /** Looks at no other pages; all when left out. */
  admits?(pageId: number): boolean
}

const PASSAGES_KEPT = 5

export function collectCandidates(request: CandidateRequest): Candidates {
  const { map, lists, total, limit, weights } = request
  const runs = pagesInScope(map, request.ranges)
  const sums = addUp(map, lists, runs)
  const affinity = affinityOf(lists, sums)
  const norms = lengthNorms(map)
  const best = new BestPages(limit)
  const pagesOfGuide = new Map<number, number>()
  const guideFacts = new Map<number, { affinity: number; product: number; translated: number }>()
  let matched = 0
  for (const { from, to } of runs) {
    for (let place = from; place < to; place++) {
      const anchorText = sums.anchors[place] ?? 0
      const cover = sums.covers[place] ?? 0
      if (cover === 0 && anchorText === 0) continue
      const pageId = map.pageIds[place] ?? 0
      if (request.admits && !request.admits(pageId)) continue
      matched += 1
      const guideId = guideIdOfPage(pageId)
      pagesOfGuide.set(guideId, (pagesOfGuide.get(guideId) ?? 0) + 1)
      let guide = guideFacts.get(guideId)
      if (!guide) {
        guide = {
          affinity: affinity(guideId),
          product: request.namedness(guideId),
          translated: request.isTranslated(guideId) ? 1 : 0,
        }
        guideFacts.set(guideId, guide)
      }
      const top = twoBest(map, sums.passages, place)
      const firstPass: FirstPass = {
        passage: top.first / total,
        nextPassage: top.second / total,
        openingPassage: (sums.passages[map.firstPassage[place] ?? 0] ?? 0) / total,
        pageBm25: (sums.pages[place] ?? 0) / total,
        titleWords: (sums.titles[place] ?? 0) / total,
        anchorText: anchorText / total,
        page: cover / total,
        affinity: guide.affinity,
        product: guide.product,
        translated: guide.translated,
        inbound: logOfLinks(map.inbound[place] ?? 0),
        pageLength: logOfLength(norms.pageLength[place] ?? 0),
      }
      best.offer(place, firstPassScore(firstPass, weights), firstPass)
    }
  }
  return {
    pages: best.sorted().map(({ place, score, firstPass }) => ({
      pageId: map.pageIds[place] ?? 0,
      place,
      firstPass,
      score,
      passages: bestPassages(map, sums.passages, place),
    })),
    matched,
    pagesOfGuide,
  }
}

/** What a walk over all doclists adds up. */
interface Sums {
  /** BM25, by passage. */
  readonly passages: Float64Array
  /** The others by page. BM25 of the whole page: */
  readonly pages: Float64Array
  /** Weight of the words that stand on the page: */
  readonly covers: Float64Array
  /** … in its title: */
  readonly titles: Float64Array
  /** … and where others link to it. */
  readonly anchors: Float64Array
  /** For each list, how its passages in scope fall on guides. */
  readonly guidesOfList: readonly ReadonlyMap<number, number>[]
}

function addUp(map: PassageMap, lists: readonly TermList[], runs: readonly Run[]): Sums {
  const sums = {
    passages: new Float64Array(map.passages),
    pages: new Float64Array(map.pages),
    covers: new Float64Array(map.pages),
    titles: new Float64Array(map.pages),
    anchors: new Float64Array(map.pages),
  }
  const guidesOfList = lists.map((one) => {
    const guides = new Map<number, number>()
    const { ordinals } = one.list
    for (const { from, to } of runs) {
      const last = map.firstPassage[to] ?? 0
      for (let at = placeFrom(ordinals, map.firstPassage[from] ?? 0); (ordinals[at] ?? last) < last; )
        at = addPage(map, one, at, sums, guides)
    }
    addAnchors(one, runs, sums.anchors)
    return guides
  })
  return { ...sums, guidesOfList }
}

// The postings of one page, from `at` on; gives the place of the first after it.
function addPage(
  map: PassageMap,
  { list, weight, isIdentifier }: TermList,
  at: number,
  sums: Omit<Sums, 'guidesOfList'>,
  guides: Map<number, number>,
): number {
  const { ordinals, marks } = list
  const { ofPassage, ofPage } = lengthNorms(map)
  const page = map.pageOf[ordinals[at] ?? 0] ?? 0
  const end = map.firstPassage[page + 1] ?? 0
  let frequency = 0
  let inTitle = 0
  let next = at
  for (; next < ordinals.length; next++) {
    const ordinal = ordinals[next] ?? 0
    if (ordinal >= end) break
    const mark = marks[next] ?? 0
    frequency += PAGE_FREQUENCY[mark] ?? 0
    inTitle |= mark & IN_TITLE
    const said = isIdentifier ? 1 : saturate(PASSAGE_FREQUENCY[mark] ?? 0, ofPassage[ordinal] ?? 1)
    sums.passages[ordinal] = (sums.passages[ordinal] ?? 0) + weight * said
  }
  sums.covers[page] = (sums.covers[page] ?? 0) + weight
  if (!isIdentifier) sums.pages[page] = (sums.pages[page] ?? 0) + weight * saturate(frequency, ofPage[page] ?? 1)
  if (inTitle !== 0) sums.titles[page] = (sums.titles[page] ?? 0) + weight
  const guideId = guideIdOfPage(map.pageIds[page] ?? 0)
  guides.set(guideId, (guides.get(guideId) ?? 0) + next - at)
  return next
}

// What several pages say tells more than what one says.
function addAnchors({ anchors, weight }: TermList, runs: readonly Run[], sums: Float64Array): void {
  const { ordinals, marks } = anchors
  for (let at = 0; at < ordinals.length; at++) {
    const page = ordinals[at] ?? 0
    if (!runs.some(({ from, to }) => page >= from && page < to)) continue
    const count = marks[at] ?? 0
    sums[page] = (sums[page] ?? 0) + (weight * count) / (count + 1)
  }
}

// Ordinals ascend within what is learnt, and behind it within what was written since; a run lies in one of the two.
function placeFrom(ordinals: Uint32Array, first: number): number {
  let low = 0
  let high = ordinals.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ordinals[middle] ?? 0) < first) low = middle + 1
    else high = middle
  }
  return low
}

// A word belongs to a guide as far as its passages stand there; rare words say most.
function affinityOf(lists: readonly TermList[], { guidesOfList }: Sums): (guideId: number) => number {
  const sums = new Map<number, number>()
  let total = 0
  for (const [at, guides] of guidesOfList.entries()) {
    const weight = lists[at]?.weight ?? 0
    let passages = 0
    for (const count of guides.values()) passages += count
    if (passages === 0 || lists[at]?.isIdentifier) continue
    total += weight
    for (const [guide, count] of guides) sums.set(guide, (sums.get(guide) ?? 0) + (weight * count) / passages)
  }
  return (guideId) => (total === 0 ? 0 : (sums.get(guideId) ?? 0) / total)
}

function twoBest({ firstPassage }: PassageMap, scores: Float64Array, place: number): { first: number; second: number } {
  let first = 0
  let second = 0
  const end = firstPassage[place + 1] ?? 0
  for (let at = firstPassage[place] ?? 0; at < end; at++) {
    const score = scores[at] ?? 0
    if (score > first) {
      second = first
      first = score
    } else if (score > second) second = score
  }
  return { first, second }
}

function bestPassages({ firstPassage }: PassageMap, scores: Float64Array, place: number): Candidate['passages'] {
  const held: { ordinal: number; score: number }[] = []
  const end = firstPassage[place + 1] ?? 0
  for (let ordinal = firstPassage[place] ?? 0; ordinal < end; ordinal++) {
    const score = scores[ordinal] ?? 0
    if (score > 0) held.push({ ordinal, score })
  }
  // A page that is only linked to with the query's words is read from its beginning.
  if (held.length === 0) held.push({ ordinal: firstPassage[place] ?? 0, score: 0 })
  return held.sort((a, b) => b.score - a.score || a.ordinal - b.ordinal).slice(0, PASSAGES_KEPT)
}
