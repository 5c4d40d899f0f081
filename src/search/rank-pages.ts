// The best pages of one language for a query: candidates from the doclists, then a close look at their passages.

import type { Section } from '../core/page.ts'
import { type PassageMap, passageIdAt } from '../store/fulltext/passage-map.ts'
import { openPostings } from '../store/fulltext/postings.ts'
import type { PageRow } from '../store/page-rows.ts'
import { guideIdOfPage, type IdRange, passageIdsOfPage } from '../store/passage-id.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { type Candidate, collectCandidates } from './candidates/collect-candidates.ts'
import { listsOfQuery } from './candidates/query-lists.ts'
import { type IndexedPages, indexedPages, type PagePassage, type PageText } from './indexed-pages.ts'
import type { ParsedQuery } from './parse-query.ts'
import { namingTerms, productNames } from './product-names.ts'
import { modelQuery, type QueryModel } from './query-model.ts'
import { type RankingFeatures, type RankingWeights, weigh } from './ranking/features.ts'
import { type RankingModel, rankingModel, weightsAmong } from './ranking/model.ts'
import { namesOnly, pageFeatures } from './ranking/page-features.ts'
import { passageFeatures, passageScore } from './ranking/passage-features.ts'
import { typedWords } from './ranking/typed-words.ts'
import { type TocOrder, tocOrder } from './toc-order.ts'

export interface RankedPage {
  readonly page: PageRow
  readonly score: number
  readonly features: RankingFeatures
  /** What each feature counted for: the score is the sum of both. */
  readonly weights: RankingWeights
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
  /** Terms that stand nowhere in the index. */
  readonly unknown: readonly string[]
  /** The same of identifiers. */
  readonly unknownIdentifiers: readonly string[]
}

export interface RankRequest {
  readonly query: ParsedQuery
  /** Of passage ids. */
  readonly ranges: readonly IdRange[]
  /** Guides in the ranges. */
  readonly guides: number
  /** Pages wanted. */
  readonly limit: number
  /** Whether pages of the guide are in another language than the query, which may not be meant. None when left out. */
  isTranslated?(guideId: number): boolean
  readonly model?: RankingModel
  /** Pages that are looked at closely; `npm run train` looks at more. */
  readonly candidates?: number
}

/** Pages whose text is looked at. Of the pages that are right, the first pass has all but 2 in 100 among so many (docs/ranking.md). */
const CANDIDATES = 48
/** Pages given back at least: some are folded into others, and other phrasings of the question bring theirs. */
const KEPT = 24
const SPARE = 6
/** A passage that holds this share of what the best one holds is named beside it. */
const GOOD_SHARE = 0.6

export function rankPages(db: SqlDatabase, request: RankRequest): Ranking {
  const { query, limit, model = rankingModel() } = request
  const { lists, weights } = listsOfQuery(query, openPostings(db))
  const look: Look = {
    request,
    queryModel: modelQuery(query, weights),
    lists,
    named: namedProducts(db, query),
    pages: indexedPages(db),
    map: openPostings(db).map,
    order: tocOrder(db),
  }
  const weighed = weightsAmong(model, request.guides)
  const found = candidatesOf(look, Math.max(request.candidates ?? CANDIDATES, limit + SPARE), model)
  const pages = found.pages
    .flatMap((candidate) => lookClosely(look, candidate) ?? [])
    .map((closely) => ({ closely, score: weigh(closely.features, weighed) }))
    .sort((a, b) => b.score - a.score || (a.closely.path < b.closely.path ? -1 : 1))
    .slice(0, request.candidates ?? Math.max(KEPT, limit + SPARE))
    .flatMap(({ closely, score }) => describe(look, closely, score, weighed) ?? [])
  const standing = lists.filter(({ list }) => list.ordinals.length > 0)
  const held = new Set(standing.filter(({ isIdentifier }) => !isIdentifier).map(({ term }) => term))
  const heldIdentifiers = new Set(standing.filter(({ isIdentifier }) => isIdentifier).map(({ term }) => term))
  return {
    pages,
    matched: found.matched,
    pagesOfGuide: found.pagesOfGuide,
    weights,
    unknown: query.terms.map(({ term }) => term).filter((term) => !held.has(term)),
    unknownIdentifiers: query.identifiers.filter((identifier) => !heldIdentifiers.has(identifier)),
  }
}

interface Look {
  readonly request: RankRequest
  readonly queryModel: QueryModel
  readonly lists: ReturnType<typeof listsOfQuery>['lists']
  /** For each guide whose product the query names, the terms that do it. */
  readonly named: ReadonlyMap<number, ReadonlySet<string>>
  readonly pages: IndexedPages
  readonly map: PassageMap
  readonly order: TocOrder
}

const NOT_NAMED: ReadonlySet<string> = new Set()

function candidatesOf(
  { request, queryModel, lists, named, map, order }: Look,
  limit: number,
  { firstPass }: RankingModel,
) {
  const collect = (ranges: readonly IdRange[], most: number) =>
    collectCandidates({
      map,
      lists,
      ranges,
      total: queryModel.total,
      limit: most,
      weights: firstPass,
      namedness: (guideId) => namedness(named, guideId),
      isTranslated: (guideId) => request.isTranslated?.(guideId) ?? false,
    })
  const found = collect(request.ranges, limit)
  // Whatever else says the product's name more often, the first pages of its guides are looked at.
  const welcome = [...named].flatMap(([guideId, terms]) =>
    namesOnly(queryModel, terms) ? (order.first(guideId) ?? []) : [],
  )
  const missing = welcome.filter(
    (pageId) => isIn(request.ranges, pageId) && !found.pages.some((page) => page.pageId === pageId),
  )
  const more = missing.flatMap((pageId) => collect([passageIdsOfPage(pageId)], 1).pages)
  return { ...found, pages: [...found.pages, ...more] }
}

function isIn(ranges: readonly IdRange[], pageId: number): boolean {
  const first = passageIdsOfPage(pageId).from
  return ranges.some(({ from, to }) => first >= from && first <= to)
}

/** A paste names products by the way. */
function namedProducts(db: SqlDatabase, query: ParsedQuery): Map<number, ReadonlySet<string>> {
  const written = new Set(query.isPasted ? [] : query.sequence)
  const named = new Map<number, ReadonlySet<string>>()
  for (const [guideId, names] of productNames(db)) {
    const terms = namingTerms(names, written)
    if (terms.size > 0) named.set(guideId, terms)
  }
  return named
}

/** Of two products of which one's name is part of the other's (RDS, RDS on VMware) the longer one is meant. */
const SUBSUMED = 0.4

function namedness(named: Look['named'], guideId: number): number {
  const terms = named.get(guideId)
  if (!terms) return 0
  const isSubsumed = [...named.values()].some(
    (other) => other.size > terms.size && [...terms].every((term) => other.has(term)),
  )
  return isSubsumed ? SUBSUMED : 1
}

interface Closely {
  readonly candidate: Candidate
  readonly path: string
  readonly features: RankingFeatures
  readonly text: PageText
  readonly best: PagePassage
  /** Ids of the passages that were looked at. */
  readonly ids: readonly number[]
}

// Undefined for a page that is being rewritten.
function lookClosely({ queryModel, lists, named, pages, map, order }: Look, candidate: Candidate): Closely | undefined {
  const { pageId, place } = candidate
  const outline = pages.outline(pageId)
  const text = pages.text(pageId)
  if (!outline || !text) return undefined
  const guideId = guideIdOfPage(pageId)
  const guideNamed = named.get(guideId) ?? NOT_NAMED
  const ids = candidate.passages.map(({ ordinal }) => passageIdAt(map, ordinal))
  const best = pages
    .passages(text, ids)
    .map((passage) => {
      const own = passageFeatures(queryModel, outline, passage, guideNamed)
      return { passage, own, score: passageScore(own) }
    })
    .sort((a, b) => b.score - a.score || a.passage.row.id - b.passage.row.id)[0]
  if (!best) return undefined
  const features = pageFeatures(queryModel, outline, {
    firstPass: candidate.firstPass,
    typed: typedWords(map, lists, place),
    named: guideNamed,
    opensGuide: order.first(guideId) === pageId,
  })
  return { candidate, path: outline.path, features: { ...features, ...best.own }, text, best: best.passage, ids }
}

function describe(
  { pages }: Look,
  { candidate, features, text, best, ids }: Closely,
  score: number,
  weights: RankingWeights,
): RankedPage | undefined {
  const page = pages.row(candidate.pageId)
  if (!page) return undefined
  const { row, section, analyzed } = best
  const most = candidate.passages[0]?.score ?? 0
  const good = ids.filter((_, at) => (candidate.passages[at]?.score ?? 0) > GOOD_SHARE * most)
  const others = pages.passages(text, good).flatMap((passage) => passage.section ?? [])
  return {
    page,
    score,
    features,
    weights,
    section,
    anchor: row.anchor,
    markdown: text.markdown,
    start: row.start,
    end: row.end,
    sections: text.sections,
    terms: analyzed.terms,
    others: [...new Set(others.filter((other) => other !== section))],
  }
}
