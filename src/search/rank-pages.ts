// The best pages of one language for a query: candidates from the doclists, then a close look at their passages.

import type { Section } from '../core/page.ts'
import { lowerBound, ordinalOf, type PassageMap, passageIdAt } from '../store/fulltext/passage-map.ts'
import { openPostings } from '../store/fulltext/postings.ts'
import type { PageRow } from '../store/page-rows.ts'
import { guideIdOfPage, type IdRange, passageIdsOfPage } from '../store/passage-id.ts'
import { findPassages } from '../store/passage-index.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { type Candidate, collectCandidates } from './candidates/collect-candidates.ts'
import { listsOfQuery, type TermList } from './candidates/query-lists.ts'
import { type IndexedPages, indexedPages, type PagePassage, type PageText } from './indexed-pages.ts'
import { once } from './once.ts'
import type { ParsedQuery } from './parse-query.ts'
import { namingTerms, productNames } from './product-names.ts'
import { modelQuery, type QueryModel } from './query-model.ts'
import { type RankingFeatures, type RankingWeights, weigh } from './ranking/features.ts'
import { type RankingModel, rankingModel, weightsAmong } from './ranking/model.ts'
import { namesOnly, pageFeatures } from './ranking/page-features.ts'
import { passageFeatures, passageScore } from './ranking/passage-features.ts'
import { type QueryPlaces, queryPlaces } from './ranking/query-places.ts'
import { typedWords } from './ranking/typed-words.ts'
import { type TocOrder, tocOrder } from './toc-order.ts'

export interface RankedPage {
  readonly page: PageRow
  readonly score: number
  readonly features: RankingFeatures
  /** What each feature counted for: the score is the sum of both. */
  readonly weights: RankingWeights
  /** Read when it is asked for first: of most pages it never is. */
  readonly best: () => BestPassage
}

/** The passage that stands for a page, and what is shown around it. */
export interface BestPassage {
  readonly section: Section | undefined
  readonly anchor: string
  /** Of the page. */
  readonly markdown: string
  /** The passage's place in it. */
  readonly start: number
  readonly end: number
  readonly sections: readonly Section[]
  readonly terms: ReadonlySet<string>
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
  const queryModel = modelQuery(query, weights)
  const pages = indexedPages(db)
  const look: Look = {
    request,
    queryModel,
    places: queryPlaces(queryModel, pages.vocabulary),
    lists,
    identifiers: lists.filter(({ isIdentifier }) => isIdentifier),
    named: namedProducts(db, query),
    pages,
    map: openPostings(db).map,
    order: tocOrder(db),
  }
  const weighed = weightsAmong(model, request.guides)
  const found = candidatesOf(look, Math.max(request.candidates ?? CANDIDATES, limit + SPARE), model)
  const ranked = found.pages
    .flatMap((candidate) => lookClosely(look, candidate) ?? [])
    .map((closely) => ({ closely, score: weigh(closely.features, weighed) }))
    .sort((a, b) => b.score - a.score || (a.closely.page.path < b.closely.page.path ? -1 : 1))
    .slice(0, request.candidates ?? Math.max(KEPT, limit + SPARE))
  const held = new Set(lists.filter(({ list }) => list.ordinals.length > 0).map(({ term }) => term))
  return {
    pages: ranked.map(({ closely, score }) => ({
      page: closely.page,
      score,
      features: closely.features,
      weights: weighed,
      best: once(() => describe(db, look, closely)),
    })),
    matched: found.matched,
    pagesOfGuide: found.pagesOfGuide,
    weights,
    unknown: query.terms.map(({ term }) => term).filter((term) => !held.has(term)),
  }
}

interface Look {
  readonly request: RankRequest
  readonly queryModel: QueryModel
  readonly places: QueryPlaces
  readonly lists: readonly TermList[]
  /** Those of whole identifiers. */
  readonly identifiers: readonly TermList[]
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
  readonly page: PageRow
  readonly features: RankingFeatures
  readonly best: PagePassage
}

// Undefined for a page that is being rewritten.
function lookClosely(look: Look, candidate: Candidate): Closely | undefined {
  const { queryModel, places, lists, named, pages, map, order } = look
  const { pageId, place } = candidate
  const outline = pages.outline(pageId)
  if (!outline) return undefined
  const guideId = guideIdOfPage(pageId)
  const guideNamed = named.get(guideId) ?? NOT_NAMED
  const best = pages
    .passages(candidate.passages.map(({ ordinal }) => passageIdAt(map, ordinal)))
    .map((passage) => {
      const identifiers = identifiersHeld(look, passage.row.id)
      const own = passageFeatures(queryModel, places, outline, passage, { named: guideNamed, identifiers })
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
  return { candidate, page: outline.row, features: { ...features, ...best.own }, best: best.passage }
}

const NO_IDENTIFIERS: ReadonlySet<string> = new Set()

function identifiersHeld({ identifiers, map }: Look, passageId: number): ReadonlySet<string> {
  if (identifiers.length === 0) return NO_IDENTIFIERS
  const ordinal = ordinalOf(map, passageId) ?? -1
  const held = identifiers.filter(({ list }) => list.ordinals[lowerBound(list.ordinals, ordinal)] === ordinal)
  return new Set(held.map(({ term }) => term))
}

function describe(db: SqlDatabase, { pages, map }: Look, { candidate, page, best }: Closely): BestPassage {
  const { row, section, terms } = best
  const { markdown, sections } = pages.text(page.id) ?? NO_TEXT
  const most = candidate.passages[0]?.score ?? 0
  const good = candidate.passages.filter(({ score }) => score > GOOD_SHARE * most)
  const held = findPassages(
    db,
    good.map(({ ordinal }) => passageIdAt(map, ordinal)),
  )
  const ordinals = new Map(held.map((passage) => [passage.id, passage.section]))
  const others = good.flatMap(({ ordinal }) => sections[ordinals.get(passageIdAt(map, ordinal)) ?? -1] ?? [])
  return {
    section,
    anchor: row.anchor,
    markdown,
    start: row.start,
    end: row.end,
    sections,
    terms: new Set(Array.from(terms, (number) => pages.vocabulary.termOf(number))),
    others: [...new Set(others.filter((other) => other.ordinal !== section?.ordinal))],
  }
}

const NO_TEXT: Pick<PageText, 'markdown' | 'sections'> = { markdown: '', sections: [] }
