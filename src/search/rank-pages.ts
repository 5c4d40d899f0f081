// The best pages of one language for a query: candidates from the doclists, then a close look at their passages.

import type { Section } from '../core/page.ts'
import type { PageRow } from '../store/page-rows.ts'
import { guideIdOfPage, type IdRange, passageIdsOfPage } from '../store/passage-id.ts'
import { openPostings } from '../store/postings.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { type Candidate, type Candidates, collectCandidates, type TermList } from './candidates.ts'
import { type IndexedPages, indexedPages, type PageOutline } from './indexed-pages.ts'
import { namesOnly, pageFeatures } from './page-features.ts'
import type { ParsedQuery } from './parse-query.ts'
import { passageFeatures } from './passage-features.ts'
import { namingTerms, productNames } from './product-names.ts'
import { listsOfQuery } from './query-lists.ts'
import { modelQuery, type QueryModel } from './query-model.ts'
import {
  type PageFeatures,
  RANKING_WEIGHTS,
  type RankingFeatures,
  type RankingWeights,
  weigh,
} from './ranking-weights.ts'
import { tocOrder } from './toc-order.ts'

export interface RankedPage {
  readonly page: PageRow
  readonly score: number
  readonly features: RankingFeatures
  readonly section: Section | undefined
  readonly anchor: string
  readonly markdown: string
  /** The best passage's place in the page's Markdown. */
  readonly start: number
  readonly end: number
  readonly sections: readonly Section[]
  /** Terms of the best passage. */
  readonly terms: readonly string[]
  /** Other sections with good passages. */
  readonly others: readonly Section[]
}

export interface Ranking {
  readonly pages: readonly RankedPage[]
  readonly matched: number
  readonly pagesOfGuide: ReadonlyMap<number, number>
  readonly weights: ReadonlyMap<string, number>
  readonly unknown: readonly string[]
}

/** BM25 of a passage, in the mean, against the share of the query that it covers. */
const BODY_OF_COVER = 0.6
/** Pages that are looked at without their text, and those of them whose text is read. More of either brings nothing (docs/ranking.md). */
const CANDIDATES = 48
const CLOSE_LOOK = 14
/** Passages of a page that are read; the next best only name their sections. */
const CLOSE_PASSAGES = 3
const GOOD_SHARE = 0.6
/** Some of the pages that are read are folded into others. */
const SPARE = 4

export function rankPages(
  db: SqlDatabase,
  query: ParsedQuery,
  ranges: readonly IdRange[],
  limit: number,
  weights: RankingWeights = RANKING_WEIGHTS,
): Ranking {
  const closeLook = Math.max(CLOSE_LOOK, limit + SPARE)
  const named = namedProducts(db, query)
  const all = ranges.map((range) => consider(db, query, named, range, Math.max(CANDIDATES, 2 * closeLook), weights))
  const pages = indexedPages(db)
  const ranked = all
    .flatMap(({ found }) => found)
    .sort((a, b) => b.promise - a.promise || a.candidate.pageId - b.candidate.pageId)
    .slice(0, closeLook)
    .flatMap((one) => lookClosely(pages, one, weights) ?? [])
    .sort((a, b) => b.score - a.score || (a.page.path < b.page.path ? -1 : 1))
  const allWeights = new Map<string, number>()
  for (const { lists } of all)
    for (const [term, weight] of lists.weights) allWeights.set(term, Math.max(weight, allWeights.get(term) ?? 0))
  const [first, ...others] = all.map(({ lists }) => lists.unknown)
  return {
    pages: ranked,
    matched: all.reduce((sum, { candidates }) => sum + candidates.matched, 0),
    pagesOfGuide: new Map(all.flatMap(({ candidates }) => [...candidates.pagesOfGuide])),
    weights: allWeights,
    unknown: (first ?? []).filter((term) => others.every((unknown) => unknown.includes(term))),
  }
}

interface Found {
  readonly candidate: Candidate
  readonly model: QueryModel
  readonly outline: PageOutline
  readonly named: ReadonlySet<string>
  readonly features: PageFeatures
  /** What the features are worth together. */
  readonly pageScore: number
  /** The score as far as it can be known without the text: what the best passage covers stands for what it says. */
  readonly promise: number
}

/** For each guide whose product the query names, the terms that do it. A paste names products by the way. */
function namedProducts(db: SqlDatabase, query: ParsedQuery): Map<number, ReadonlySet<string>> {
  const written = new Set(query.isPasted ? [] : query.sequence)
  const named = new Map<number, ReadonlySet<string>>()
  for (const [guideId, names] of productNames(db)) {
    const terms = namingTerms(names, written)
    if (terms.size > 0) named.set(guideId, terms)
  }
  return named
}

const NOT_NAMED: ReadonlySet<string> = new Set()

// The pages of one range that may be good, as far as that shows without their text.
function consider(
  db: SqlDatabase,
  query: ParsedQuery,
  namedProducts: ReadonlyMap<number, ReadonlySet<string>>,
  range: IdRange,
  limit: number,
  weights: RankingWeights,
) {
  const lists = listsOfQuery(query, openPostings(db), range)
  const order = tocOrder(db)
  const welcome = [...namedProducts].flatMap(([guideId, named]) =>
    namesOnly({ query }, named) ? (order.first(guideId) ?? []) : [],
  )
  // Whatever else says the name more often, these pages are among the candidates.
  for (const pageId of welcome) lists.titles.set(pageId, Number.MAX_SAFE_INTEGER)
  const candidates = collectCandidates(lists.lists, lists.titles, limit)
  const model = modelQuery(query, lists.weights)
  const affinity = affinities(lists.lists, candidates)
  const pages = indexedPages(db)
  const found = candidates.pages.flatMap((candidate): Found[] => {
    const outline = pages.outline(candidate.pageId)
    if (!outline) return []
    const guideId = guideIdOfPage(candidate.pageId)
    const named = namedProducts.get(guideId) ?? NOT_NAMED
    const features = pageFeatures(model, outline, candidate, {
      affinity: affinity(guideId),
      around: mean(order.around(candidate.pageId), candidates.coverOf),
      named,
      opensGuide: order.first(guideId) === candidate.pageId,
    })
    const pageScore = weigh(features, weights)
    const best = (candidate.passages[0]?.cover ?? 0) / model.total
    const promise = pageScore + best * (weights.body * BODY_OF_COVER + weights.coverage)
    return [{ candidate, model, outline, named, features, pageScore, promise }]
  })
  return { lists, candidates, found }
}

function mean(ids: readonly number[], of: (id: number) => number): number {
  let sum = 0
  for (const id of ids) sum += of(id)
  return sum / Math.max(1, ids.length)
}

// A word belongs to a guide as far as its passages stand there; rare words say most. Learnt from the doclists at hand.
function affinities(lists: readonly TermList[], { guidesOfTerm }: Candidates): (guideId: number) => number {
  const sums = new Map<number, number>()
  let total = 0
  for (const [i, guides] of guidesOfTerm.entries()) {
    const weight = lists[i]?.weight ?? 0
    let passages = 0
    for (const count of guides.values()) passages += count
    if (passages === 0) continue
    total += weight
    for (const [guide, count] of guides) sums.set(guide, (sums.get(guide) ?? 0) + (weight * count) / passages)
  }
  return (guideId) => (total === 0 ? 0 : (sums.get(guideId) ?? 0) / total)
}

function lookClosely(
  pages: IndexedPages,
  { candidate, model, outline, named, features, pageScore }: Found,
  weights: RankingWeights,
): RankedPage | undefined {
  const { pageId } = candidate
  const page = pages.row(pageId)
  const text = pages.text(pageId)
  if (!page || !text) return undefined
  const opening = passageIdsOfPage(pageId).from
  const ids = candidate.passages.slice(0, CLOSE_PASSAGES).map(({ id }) => id)
  const scored = pages.passages(text, ids).map((passage) => {
    const own = passageFeatures(model, outline, passage, named, passage.row.id === opening)
    return { passage, own, score: pageScore + weigh(own, weights) }
  })
  scored.sort((a, b) => b.score - a.score || a.passage.row.id - b.passage.row.id)
  const [best] = scored
  if (!best) return undefined
  const { row, section, analyzed } = best.passage
  const good = candidate.passages.filter(({ cover }) => cover > GOOD_SHARE * (candidate.passages[0]?.cover ?? 0))
  const others = pages
    .sections(
      text,
      good.map(({ id }) => id),
    )
    .filter((other) => other !== section)
  return {
    page,
    score: best.score,
    features: { ...features, ...best.own },
    section,
    anchor: row.anchor,
    markdown: text.markdown,
    start: row.start,
    end: row.end,
    sections: text.sections,
    terms: analyzed.terms,
    others: [...new Set(others)],
  }
}
