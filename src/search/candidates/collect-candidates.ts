// The pages worth a closer look: exactly the best by the first-pass score, over all pages that hold any word of the
// query. The score is linear in what one walk over the doclists tells of a page (FirstPass), its weights are the
// model's. Every posting is read: scores are added up word by word in plain arrays, which costs a few nanoseconds a
// posting, so there is nothing that pruning would have to save.

import { findLowerBound, type PassageMap } from '../../store/fulltext/passage-map.ts'
import { IN_TITLE } from '../../store/fulltext/term-columns.ts'
import { type IdRange, toGuideId } from '../../store/index/passage-id.ts'
import type { AskedLabel } from './asked-labels.ts'
import { BestPages } from './best-pages.ts'
import { getLengthNorms, type LengthNorms, PAGE_FREQUENCY, PASSAGE_FREQUENCY, saturate } from './bm25.ts'
import type { FirstPass, FirstPassWeights } from './first-pass.ts'
import { computeAffinity } from './guide-affinity.ts'
import { findPagesInScope, type PassageRun } from './page-scope.ts'
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
  readonly labels: readonly AskedLabel[]
  /** How surely the query names the guide's product, and a paste prints it, from 0 to 1. */
  computeNamedness(guideId: number): number
  printedness(guideId: number): number
  /** 1 for pages in another language than the query's, that it may not mean. */
  isTranslated(guideId: number): boolean
  /** Looks at no other pages; all when left out. */
  admits?(pageId: number): boolean
}

const PASSAGES_KEPT = 3

export function collectCandidates(request: CandidateRequest): Candidates {
  const { map, lists, limit } = request
  const norms = getLengthNorms(map)
  const runs = findPagesInScope(map, request.ranges)
  const sums = addUp(map, lists, runs)
  markLabels(map, request.labels, sums.labels)
  const facts = makeGuideFacts(request, computeAffinity(lists, sums.guidesOfList))
  const best = new BestPages(limit)
  const pagesOfGuide = new Map<number, number>()
  let matched = 0
  let guideId = -1
  let guide = facts(guideId)
  let inGuide = 0
  const leaveGuide = () => {
    if (inGuide > 0) pagesOfGuide.set(guideId, (pagesOfGuide.get(guideId) ?? 0) + inGuide)
    matched += inGuide
    inGuide = 0
  }
  for (const { from, to } of runs) {
    for (let place = from; place < to; place++) {
      if (sums.covers[place] === 0 && sums.anchors[place] === 0) continue
      const pageId = map.pageIds[place] ?? 0
      if (request.admits && !request.admits(pageId)) continue
      if (toGuideId(pageId) !== guideId) {
        leaveGuide()
        guideId = toGuideId(pageId)
        guide = facts(guideId)
      }
      inGuide += 1
      best.offer(place, computeScore(request, norms, sums, place, guide))
    }
  }
  leaveGuide()
  return {
    pages: best.toSorted().map(({ place, score }) => {
      const pageId = map.pageIds[place] ?? 0
      const passages = findBestPassages(map, sums.passages, place)
      const firstPass = computeFirstPass(request, sums, { place, passages }, facts(toGuideId(pageId)))
      return { pageId, place, firstPass, score, passages }
    }),
    matched,
    pagesOfGuide,
  }
}

/** What is the same for all pages of a guide. */
type GuideFacts = Pick<FirstPass, 'affinity' | 'product' | 'printedGuide' | 'translated'>

function makeGuideFacts(
  request: CandidateRequest,
  affinity: (guideId: number) => number,
): (guideId: number) => GuideFacts {
  const known = new Map<number, GuideFacts>()
  return (guideId) => {
    const facts = known.get(guideId) ?? {
      affinity: affinity(guideId),
      product: request.computeNamedness(guideId),
      printedGuide: request.printedness(guideId),
      translated: request.isTranslated(guideId) ? 1 : 0,
    }
    known.set(guideId, facts)
    return facts
  }
}

// The same as scoreFirstPass over computeFirstPass, without an object for each of tens of thousands of pages.
function computeScore(
  { map, total, weights }: CandidateRequest,
  { logOfLength, logOfLinks }: LengthNorms,
  sums: Sums,
  place: number,
  guide: GuideFacts,
): number {
  const first = map.firstPassage[place] ?? 0
  const end = map.firstPassage[place + 1] ?? 0
  let best = 0
  let next = 0
  for (let at = first; at < end; at++) {
    const score = sums.passages[at] ?? 0
    if (score > best) {
      next = best
      best = score
    } else if (score > next) next = score
  }
  const inQuery =
    best * weights.passage +
    next * weights.nextPassage +
    (sums.passages[first] ?? 0) * weights.openingPassage +
    (sums.pages[place] ?? 0) * weights.pageBm25 +
    (sums.titles[place] ?? 0) * weights.titleWords +
    (sums.anchors[place] ?? 0) * weights.anchorText +
    (sums.covers[place] ?? 0) * weights.page
  return (
    inQuery / total +
    guide.affinity * weights.affinity +
    guide.product * weights.product +
    guide.printedGuide * weights.printedGuide +
    guide.translated * weights.translated +
    (sums.labels[place] ?? 0) * weights.label +
    (logOfLinks[place] ?? 0) * weights.inbound +
    (logOfLength[place] ?? 0) * weights.pageLength
  )
}

function computeFirstPass(
  { map, total }: CandidateRequest,
  sums: Sums,
  { place, passages }: Pick<Candidate, 'place' | 'passages'>,
  guide: GuideFacts,
): FirstPass {
  const { logOfLength, logOfLinks } = getLengthNorms(map)
  const [best, next] = passages
  return {
    passage: (best?.score ?? 0) / total,
    nextPassage: (next?.score ?? 0) / total,
    openingPassage: (sums.passages[map.firstPassage[place] ?? 0] ?? 0) / total,
    pageBm25: (sums.pages[place] ?? 0) / total,
    titleWords: (sums.titles[place] ?? 0) / total,
    anchorText: (sums.anchors[place] ?? 0) / total,
    page: (sums.covers[place] ?? 0) / total,
    ...guide,
    label: sums.labels[place] ?? 0,
    inbound: logOfLinks[place] ?? 0,
    pageLength: logOfLength[place] ?? 0,
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
  /** The greatest share of the query that one label of the page says. */
  readonly labels: Float64Array
  /** For each list, how its passages in scope fall on guides. */
  readonly guidesOfList: readonly ReadonlyMap<number, number>[]
}

type Columns = Omit<Sums, 'guidesOfList'>

const kept = new WeakMap<PassageMap, Columns>()

// The same arrays for every query: megabytes that were allocated for each would be most of what the garbage collector
// has to do. One walk is over before the next begins.
function clearSums(map: PassageMap): Columns {
  const known = kept.get(map)
  if (known) {
    for (const column of Object.values(known)) column.fill(0)
    return known
  }
  const sums = {
    passages: new Float64Array(map.passages),
    pages: new Float64Array(map.pages),
    covers: new Float64Array(map.pages),
    titles: new Float64Array(map.pages),
    anchors: new Float64Array(map.pages),
    labels: new Float64Array(map.pages),
  }
  kept.set(map, sums)
  return sums
}

function addUp(map: PassageMap, lists: readonly TermList[], runs: readonly PassageRun[]): Sums {
  const sums = clearSums(map)
  const guidesOfList = lists.map((one) => {
    const guides = new Map<number, number>()
    for (const { from, to } of runs)
      addPostings(map, one, map.firstPassage[from] ?? 0, map.firstPassage[to] ?? 0, sums, guides)
    addAnchors(one, runs, sums.anchors)
    return guides
  })
  return { ...sums, guidesOfList }
}

// The postings of one list between two ordinals, page by page.
function addPostings(
  map: PassageMap,
  { list, weight, isIdentifier }: TermList,
  from: number,
  to: number,
  sums: Columns,
  guides: Map<number, number>,
): void {
  const { ordinals, marks } = list
  const { pageOf, firstPassage, pageIds, termCounts } = map
  const { ofCount, ofPage } = getLengthNorms(map)
  let guideId = -1
  let inGuide = 0
  let at = findLowerBound(ordinals, from)
  while (at < ordinals.length && (ordinals[at] ?? to) < to) {
    const page = pageOf[ordinals[at] ?? 0] ?? 0
    const end = firstPassage[page + 1] ?? 0
    const first = at
    let frequency = 0
    let inTitle = 0
    for (; at < ordinals.length; at++) {
      const ordinal = ordinals[at] ?? 0
      if (ordinal >= end) break
      const mark = marks[at] ?? 0
      frequency += PAGE_FREQUENCY[mark] ?? 0
      inTitle |= mark & IN_TITLE
      const said = isIdentifier ? 1 : saturate(PASSAGE_FREQUENCY[mark] ?? 0, ofCount[termCounts[ordinal] ?? 0] ?? 1)
      sums.passages[ordinal] = (sums.passages[ordinal] ?? 0) + weight * said
    }
    sums.covers[page] = (sums.covers[page] ?? 0) + weight
    if (!isIdentifier) sums.pages[page] = (sums.pages[page] ?? 0) + weight * saturate(frequency, ofPage[page] ?? 1)
    if (inTitle !== 0) sums.titles[page] = (sums.titles[page] ?? 0) + weight
    const own = toGuideId(pageIds[page] ?? 0)
    if (own !== guideId) {
      if (inGuide > 0) guides.set(guideId, (guides.get(guideId) ?? 0) + inGuide)
      guideId = own
      inGuide = 0
    }
    inGuide += at - first
  }
  if (inGuide > 0) guides.set(guideId, (guides.get(guideId) ?? 0) + inGuide)
}

function markLabels({ pageOf }: PassageMap, labels: readonly AskedLabel[], greatest: Float64Array): void {
  for (const { ordinals, share } of labels) {
    for (const ordinal of ordinals) {
      const page = pageOf[ordinal] ?? 0
      if (share > (greatest[page] ?? 0)) greatest[page] = share
    }
  }
}

// What several pages say tells more than what one says.
function addAnchors({ anchors, weight }: TermList, runs: readonly PassageRun[], sums: Float64Array): void {
  const { ordinals, marks } = anchors
  for (let at = 0; at < ordinals.length; at++) {
    const page = ordinals[at] ?? 0
    if (!runs.some(({ from, to }) => page >= from && page < to)) continue
    const count = marks[at] ?? 0
    sums[page] = (sums[page] ?? 0) + (weight * count) / (count + 1)
  }
}

function findBestPassages({ firstPassage }: PassageMap, scores: Float64Array, place: number): Candidate['passages'] {
  const best: { ordinal: number; score: number }[] = []
  const end = firstPassage[place + 1] ?? 0
  for (let ordinal = firstPassage[place] ?? 0; ordinal < end; ordinal++) {
    const score = scores[ordinal] ?? 0
    if (score <= (best[PASSAGES_KEPT - 1]?.score ?? 0)) continue
    let at = best.length
    while (at > 0 && (best[at - 1]?.score ?? 0) < score) at -= 1
    best.splice(at, 0, { ordinal, score })
    best.length = Math.min(best.length, PASSAGES_KEPT)
  }
  // A page that is only linked to with the query's words is read from its beginning.
  return best.length > 0 ? best : [{ ordinal: firstPassage[place] ?? 0, score: 0 }]
}
