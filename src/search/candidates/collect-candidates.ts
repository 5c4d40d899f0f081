// The pages worth a closer look: exactly the best by the first-pass score, over all pages that hold any word of the
// query. The score is linear in what the doclists tell of a page (FirstPass), its weights are the model's. What each
// page can score at most is added up word by word for all of them (walk-lists.ts); what it does score, for those only
// that can still be among the best.

import type { PassageMap } from '../../store/fulltext/passage-map.ts'
import { BestPages } from './best-pages.ts'
import type { FirstPass } from './first-pass.ts'
import { addUpPage, type PageSums } from './page-sums.ts'
import { type CandidateRequest, type Walk, walkLists } from './walk-lists.ts'

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

const PASSAGES_KEPT = 3

export function collectCandidates(request: CandidateRequest): Candidates {
  const { map, lists, limit } = request
  const walk = walkLists(request)
  const { bounds, runs, matched, pagesOfGuide } = walk
  const best = new BestPages(limit)
  const sumsOf = new Map<number, PageSums>()
  const take = (place: number) => {
    const sums = addUpPage(map, lists, place)
    sumsOf.set(place, sums)
    best.offer(place, computeScore(request, walk, place, sums))
  }
  // The likeliest are scored first: they tell what the others have to reach.
  for (const { place, score: bound } of walk.likeliest) {
    if (bound >= best.least) take(place)
    bounds[place] = Number.NaN
  }
  for (const { from, to } of runs)
    for (let place = from; place < to; place++) if ((bounds[place] ?? 0) >= best.least) take(place)
  return {
    pages: best.toSorted().flatMap(({ place, score }) => {
      const sums = sumsOf.get(place)
      if (!sums) return []
      const passages = findBestPassages(map, sums, place)
      const firstPass = computeFirstPass(request, walk, place, sums, passages)
      return { pageId: map.pageIds[place] ?? 0, place, firstPass, score, passages }
    }),
    matched,
    pagesOfGuide,
  }
}

// The same as scoreFirstPass over computeFirstPass, without the object.
function computeScore(
  { total, weights }: CandidateRequest,
  { anchors, labels, norms, factsOf }: Walk,
  place: number,
  { passages, page, title, cover }: PageSums,
): number {
  let best = 0
  let next = 0
  for (let at = 0; at < passages.length; at++) {
    const score = passages[at] ?? 0
    if (score > best) {
      next = best
      best = score
    } else if (score > next) next = score
  }
  const inQuery =
    best * weights.passage +
    next * weights.nextPassage +
    (passages[0] ?? 0) * weights.openingPassage +
    page * weights.pageBm25 +
    title * weights.titleWords +
    (anchors[place] ?? 0) * weights.anchorText +
    cover * weights.page
  const guide = factsOf(place)
  return (
    inQuery / total +
    guide.affinity * weights.affinity +
    guide.product * weights.product +
    guide.printedGuide * weights.printedGuide +
    guide.translated * weights.translated +
    (labels[place] ?? 0) * weights.label +
    (norms.logOfLinks[place] ?? 0) * weights.inbound +
    (norms.logOfLength[place] ?? 0) * weights.pageLength
  )
}

function computeFirstPass(
  { total }: CandidateRequest,
  { anchors, labels, norms, factsOf }: Walk,
  place: number,
  sums: PageSums,
  [best, next]: Candidate['passages'],
): FirstPass {
  return {
    passage: (best?.score ?? 0) / total,
    nextPassage: (next?.score ?? 0) / total,
    openingPassage: (sums.passages[0] ?? 0) / total,
    pageBm25: sums.page / total,
    titleWords: sums.title / total,
    anchorText: (anchors[place] ?? 0) / total,
    page: sums.cover / total,
    ...factsOf(place),
    label: labels[place] ?? 0,
    inbound: norms.logOfLinks[place] ?? 0,
    pageLength: norms.logOfLength[place] ?? 0,
  }
}

function findBestPassages(
  { firstPassage }: PassageMap,
  { passages }: PageSums,
  place: number,
): { ordinal: number; score: number }[] {
  const opening = firstPassage[place] ?? 0
  const best: { ordinal: number; score: number }[] = []
  for (let n = 0; n < passages.length; n++) {
    const score = passages[n] ?? 0
    if (score <= (best[PASSAGES_KEPT - 1]?.score ?? 0)) continue
    let at = best.length
    while (at > 0 && (best[at - 1]?.score ?? 0) < score) at -= 1
    best.splice(at, 0, { ordinal: opening + n, score })
    best.length = Math.min(best.length, PASSAGES_KEPT)
  }
  // A page that is only linked to with the query's words is read from its beginning.
  return best.length > 0 ? best : [{ ordinal: opening, score: 0 }]
}
