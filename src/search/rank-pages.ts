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
const CLOSE_PASSAGES = 2
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
  const postings = openPostings(db)
  const pages = indexedPages(db)
  const names = productNames(db)
  const order = tocOrder(db)
  const written = new Set(query.sequence)
  const found: Found[] = []
  const pagesOfGuide = new Map<number, number>()
  const allWeights = new Map<string, number>()
  let unknown: readonly string[] | undefined
  let matched = 0
  for (const range of ranges) {
    const lists = listsOfQuery(query, postings, range)
    const welcomed = new Map(lists.titles)
    for (const [guideId, own] of names) {
      const first = namesOnly({ query }, namingTerms(own, written)) ? order.first(guideId) : undefined
      if (first !== undefined) welcomed.set(first, Number.MAX_SAFE_INTEGER)
    }
    const candidates = collectCandidates(lists.lists, welcomed, Math.max(CANDIDATES, 2 * closeLook))
    const model = modelQuery(query, lists.weights)
    const affinity = affinities(lists.lists, candidates)
    for (const candidate of candidates.pages) {
      const outline = pages.outline(candidate.pageId)
      if (!outline) continue
      const guideId = guideIdOfPage(candidate.pageId)
      const named = namingTerms(query.isPasted ? [] : names.get(guideId), written)
      const around = mean(order.around(candidate.pageId).map(candidates.coverOf))
      const features = pageFeatures(model, outline, candidate, {
        affinity: affinity(guideId),
        around,
        named,
        opensGuide: order.first(guideId) === candidate.pageId,
      })
      found.push({
        candidate,
        model,
        outline,
        named,
        features,
        promise: promiseOf(candidate, features, model, weights),
      })
    }
    for (const [guide, count] of candidates.pagesOfGuide) pagesOfGuide.set(guide, count)
    for (const [term, weight] of lists.weights) allWeights.set(term, Math.max(weight, allWeights.get(term) ?? 0))
    unknown = unknown === undefined ? lists.unknown : unknown.filter((term) => lists.unknown.includes(term))
    matched += candidates.matched
  }
  const ranked = found
    .sort((a, b) => b.promise - a.promise || a.candidate.pageId - b.candidate.pageId)
    .slice(0, closeLook)
    .flatMap((one) => lookClosely(pages, one, weights) ?? [])
    .sort((a, b) => b.score - a.score || (a.page.path < b.page.path ? -1 : 1))
  return { pages: ranked, matched, pagesOfGuide, weights: allWeights, unknown: unknown ?? [] }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

interface Found {
  readonly candidate: Candidate
  readonly model: QueryModel
  readonly outline: PageOutline
  readonly named: ReadonlySet<string>
  readonly features: PageFeatures
  readonly promise: number
}

// The score as far as it can be known without the text: what the best passage covers stands for what it says.
function promiseOf(candidate: Candidate, features: PageFeatures, { total }: QueryModel, weights: RankingWeights) {
  const best = (candidate.passages[0]?.cover ?? 0) / total
  return weigh(features, weights) + best * (weights.body * BODY_OF_COVER + weights.coverage)
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
  { candidate, model, outline, named, features }: Found,
  weights: RankingWeights,
): RankedPage | undefined {
  const { pageId } = candidate
  const page = pages.row(pageId)
  const text = pages.text(pageId)
  if (!page || !text) return undefined
  const opening = passageIdsOfPage(pageId).from
  const ids = candidate.passages.slice(0, CLOSE_PASSAGES).map(({ id }) => id)
  const scored = pages.passages(text, ids).map((passage) => {
    const all = { ...features, ...passageFeatures(model, outline, passage, named, passage.row.id === opening) }
    return { passage, features: all, score: weigh(all, weights) }
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
    features: best.features,
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
