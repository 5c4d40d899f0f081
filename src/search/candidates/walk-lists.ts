// One walk over the doclists of a query: how many pages hold a word, and what each can score in the first pass at most.

import { findLowerBound, type PassageMap } from '../../store/fulltext/passage-map.ts'
import type { IdRange } from '../../store/index/passage-id.ts'
import type { AskedLabel } from './asked-labels.ts'
import { BestPages, type ScoredPage } from './best-pages.ts'
import { getLengthNorms, type LengthNorms } from './bm25.ts'
import type { FirstPass, FirstPassWeights } from './first-pass.ts'
import { GuideAffinity } from './guide-affinity.ts'
import { type GuidePlaces, getGuidePlaces } from './guide-places.ts'
import { getPageBounds, type PageBounds, ROUNDING } from './page-bounds.ts'
import { findPagesInScope, type PassageRun } from './page-scope.ts'
import type { TermList } from './query-lists.ts'

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

/** For each page that is wanted: among twice as many, those that are wanted are found nearly always. */
const LIKELIEST = 2

/** By place of the page. The arrays are those of the next walk too. */
interface Columns {
  /** What a page can score at most; not a number where it holds no word, or is not admitted. */
  readonly bounds: Float64Array
  /** Weight of the words that others link to it with; in how many pages they do counts. */
  readonly anchors: Float64Array
  /** The greatest share of the query that one label of the page says. */
  readonly labels: Float64Array
}

export interface Walk extends Columns {
  /** Pages in scope. */
  readonly runs: readonly PassageRun[]
  readonly norms: LengthNorms
  readonly factsOf: (place: number) => GuideFacts
  /** Twice as many as are wanted, the highest bounds first. */
  readonly likeliest: readonly ScoredPage[]
  readonly matched: number
  readonly pagesOfGuide: ReadonlyMap<number, number>
}

/** What is the same for all pages of a guide. */
export type GuideFacts = Pick<FirstPass, 'affinity' | 'product' | 'printedGuide' | 'translated'>

export function walkLists(request: CandidateRequest): Walk {
  const { map, lists, weights } = request
  const runs = findPagesInScope(map, request.ranges)
  const columns = clearColumns(map)
  const places = getGuidePlaces(map)
  const affinity = new GuideAffinity(places.guideIds.length)
  const counts = new Uint32Array(places.guideIds.length)
  for (const one of lists) {
    counts.fill(0)
    const bounds = getPageBounds(map, one, weights)
    for (const run of runs) addBounds(bounds, one.weight, run, columns.bounds, places.guideOf, counts)
    affinity.add(one, counts)
    addAnchors(one, columns.anchors)
  }
  markLabels(map, request.labels, columns.labels)
  const factsOf = makeGuideFacts(request, places, affinity)
  const known = { ...columns, runs, norms: getLengthNorms(map), factsOf }
  return { ...known, ...boundPages(request, known, places) }
}

const kept = new WeakMap<PassageMap, Columns>()

// The same arrays for every query: megabytes that were allocated for each would be most of what the garbage collector
// has to do. One walk is over before the next begins.
function clearColumns(map: PassageMap): Columns {
  const known = kept.get(map)
  if (known) {
    for (const column of Object.values(known)) column.fill(0)
    return known
  }
  const columns = {
    bounds: new Float64Array(map.pages),
    anchors: new Float64Array(map.pages),
    labels: new Float64Array(map.pages),
  }
  kept.set(map, columns)
  return columns
}

function addBounds(
  { pages, counts, most, unit }: PageBounds,
  weight: number,
  { from, to }: PassageRun,
  sums: Float64Array,
  guideOf: Uint32Array,
  passagesOfGuide: Uint32Array,
): void {
  const weightOfUnit = weight * unit
  const end = findLowerBound(pages, to)
  for (let at = findLowerBound(pages, from); at < end; at++) {
    const page = pages[at] ?? 0
    const guide = guideOf[page] ?? 0
    sums[page] = (sums[page] ?? 0) + weightOfUnit * (most[at] ?? 0)
    passagesOfGuide[guide] = (passagesOfGuide[guide] ?? 0) + (counts[at] ?? 0)
  }
}

// What several pages say tells more than what one says. Of pages out of scope nobody asks.
function addAnchors({ anchors, weight }: TermList, sums: Float64Array): void {
  const { ordinals, marks } = anchors
  for (let at = 0; at < ordinals.length; at++) {
    const page = ordinals[at] ?? 0
    const count = marks[at] ?? 0
    if (page < sums.length) sums[page] = (sums[page] ?? 0) + (weight * count) / (count + 1)
  }
}

function markLabels({ pageOf }: PassageMap, labels: readonly AskedLabel[], greatest: Float64Array): void {
  for (const { ordinals, share } of labels) {
    for (const ordinal of ordinals) {
      const page = pageOf[ordinal] ?? 0
      if (share > (greatest[page] ?? 0)) greatest[page] = share
    }
  }
}

function makeGuideFacts(
  request: CandidateRequest,
  { guideIds, guideOf }: GuidePlaces,
  affinity: GuideAffinity,
): (place: number) => GuideFacts {
  const known: GuideFacts[] = []
  return (place) => {
    const guide = guideOf[place] ?? 0
    const guideId = guideIds[guide] ?? 0
    const facts = known[guide] ?? {
      affinity: affinity.get(guide),
      product: request.computeNamedness(guideId),
      printedGuide: request.printedness(guideId),
      translated: request.isTranslated(guideId) ? 1 : 0,
    }
    known[guide] = facts
    return facts
  }
}

type Scored = Pick<Walk, keyof Columns | 'runs' | 'norms' | 'factsOf'>

// From what the words add at most to what the page can score at most.
function boundPages(request: CandidateRequest, walk: Scored, { guideIds, guideOf }: GuidePlaces) {
  const { map, total, weights, limit, admits } = request
  const { bounds, anchors, labels, norms, runs } = walk
  const likeliest = new BestPages(limit * LIKELIEST)
  const pages = new Uint32Array(guideIds.length)
  let matched = 0
  let guide = -1
  let ofGuide = 0
  for (const { from, to } of runs) {
    for (let place = from; place < to; place++) {
      const inWords = bounds[place] ?? 0
      const inAnchors = anchors[place] ?? 0
      if ((inWords === 0 && inAnchors === 0) || (admits && !admits(map.pageIds[place] ?? 0))) {
        bounds[place] = Number.NaN
        continue
      }
      const own = guideOf[place] ?? 0
      if (own !== guide) {
        guide = own
        ofGuide = scoreGuide(walk.factsOf(place), weights)
      }
      const bound =
        (inWords + inAnchors * weights.anchorText) / total +
        ofGuide +
        (labels[place] ?? 0) * weights.label +
        (norms.logOfLinks[place] ?? 0) * weights.inbound +
        (norms.logOfLength[place] ?? 0) * weights.pageLength +
        ROUNDING
      bounds[place] = bound
      likeliest.offer(place, bound)
      pages[guide] = (pages[guide] ?? 0) + 1
      matched += 1
    }
  }
  const pagesOfGuide = new Map<number, number>()
  for (const [at, count] of pages.entries()) if (count > 0) pagesOfGuide.set(guideIds[at] ?? 0, count)
  return { likeliest: likeliest.toSorted(), matched, pagesOfGuide }
}

function scoreGuide(guide: GuideFacts, weights: FirstPassWeights): number {
  return (
    guide.affinity * weights.affinity +
    guide.product * weights.product +
    guide.printedGuide * weights.printedGuide +
    guide.translated * weights.translated
  )
}
