// The best pages of one language for a query: candidates from the doclists, then a close look at their passages.

import type { Section } from '../core/page.ts'
import { type PassageMap, passageIdAt } from '../store/fulltext/passage-map.ts'
import { openPostings } from '../store/fulltext/postings.ts'
import type { PageRow } from '../store/page-rows.ts'
import { guideIdOfPage, type IdRange, passageIdsOfPage } from '../store/passage-id.ts'
import { findPassages } from '../store/passage-index.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { type Candidate, collectCandidates } from './candidates/collect-candidates.ts'
import { listsOfQuery, type TermList } from './candidates/query-lists.ts'
import { type IndexedPages, indexedPages, type PageOutline, type PagePassage, type PageText } from './indexed-pages.ts'
import { once } from './once.ts'
import type { ParsedQuery } from './parse-query.ts'
import { namingTerms, productNames } from './product-names.ts'
import { modelQuery, type QueryModel } from './query-model.ts'
import { type Bounded, bestFirst } from './ranking/best-first.ts'
import {
  type PageFeatures,
  type PassageFeatures,
  type RankingFeatures,
  type RankingWeights,
  weigh,
} from './ranking/features.ts'
import { type RankingModel, rankingModel, weightsAmong } from './ranking/model.ts'
import { namesOnly, pageFeatures } from './ranking/page-features.ts'
import {
  type BoundPlan,
  boundPlan,
  identifiersHeld,
  mostAdded,
  mostOfPassage,
  mostScore,
} from './ranking/passage-bound.ts'
import { passageFeatures, passageScore } from './ranking/passage-features.ts'
import { queryPlaces } from './ranking/query-places.ts'
import { wordsOfPage } from './ranking/typed-words.ts'
import { type TocOrder, tocOrder } from './toc-order.ts'

export interface RankedPage {
  readonly page: PageRow
  readonly score: number
  /** Joined when somebody asks. */
  readonly features: () => RankingFeatures
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
  /** Best first. Looked at as far as they are read. */
  readonly pages: Iterable<RankedPage>
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
  const queryModel = modelQuery(query, weights)
  const pages = indexedPages(db)
  const places = queryPlaces(queryModel, pages.vocabulary)
  const look: Look = {
    request,
    queryModel,
    plan: boundPlan(queryModel, places, lists),
    lists,
    named: namedProducts(db, query),
    pages,
    map: openPostings(db).map,
    order: tocOrder(db),
    weights: weightsAmong(model, request.guides),
  }
  const found = candidatesOf(look, Math.max(request.candidates ?? CANDIDATES, limit + SPARE), model)
  const ranked = bestFirst(
    found.pages.flatMap((candidate) => lookAtPage(look, candidate) ?? []),
    (page) => lookClosely(db, look, page),
    ({ score }) => score,
    (a, b) => b.score - a.score || (a.page.path < b.page.path ? -1 : 1),
    request.candidates ?? Math.max(KEPT, limit + SPARE),
  )
  const standing = lists.filter(({ list }) => list.ordinals.length > 0)
  const held = new Set(standing.filter(({ isIdentifier }) => !isIdentifier).map(({ term }) => term))
  const heldIdentifiers = new Set(standing.filter(({ isIdentifier }) => isIdentifier).map(({ term }) => term))
  return {
    pages: ranked,
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
  readonly plan: BoundPlan
  readonly lists: readonly TermList[]
  /** For each guide whose product the query names, the terms that do it. */
  readonly named: ReadonlyMap<number, ReadonlySet<string>>
  readonly pages: IndexedPages
  readonly map: PassageMap
  readonly order: TocOrder
  readonly weights: RankingWeights
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

/** A candidate as it is known before its text is. */
interface Glance {
  readonly candidate: Candidate
  readonly outline: PageOutline
  readonly named: ReadonlySet<string>
  readonly features: PageFeatures
  /** What they count. */
  readonly score: number
  /** Those that are looked at. */
  readonly passages: readonly PassageGlance[]
}

interface PassageGlance {
  readonly id: number
  readonly identifiers: ReadonlySet<string>
  /** No more than that is its score among the page's passages. */
  readonly mostScore: number
}

// Undefined for a page that is being rewritten.
function lookAtPage(look: Look, candidate: Candidate): Bounded<Glance> | undefined {
  const { queryModel, plan, lists, pages, map, order, weights } = look
  const { pageId, place } = candidate
  const outline = pages.outline(pageId)
  if (!outline) return undefined
  const guideId = guideIdOfPage(pageId)
  const named = look.named.get(guideId) ?? NOT_NAMED
  const ordinals = candidate.passages.map(({ ordinal }) => ordinal)
  const words = wordsOfPage(map, lists, place, ordinals)
  const features = pageFeatures(queryModel, outline, {
    firstPass: candidate.firstPass,
    typed: words,
    named,
    // Of other guides' it is never asked.
    opensGuide: named.size > 0 && order.first(guideId) === pageId,
  })
  let added = 0
  const passages = ordinals.map((ordinal, n): PassageGlance => {
    const marks = words.marks[n] ?? NO_MARKS
    const most = mostOfPassage(plan, outline, marks, map.termCounts[ordinal] ?? 0)
    added = Math.max(added, mostAdded(most, weights))
    return { id: passageIdAt(map, ordinal), identifiers: identifiersHeld(plan, marks), mostScore: mostScore(most) }
  })
  const score = weigh(features, weights)
  return { item: { candidate, outline, named, features, score, passages }, most: score + added }
}

const NO_MARKS = new Uint8Array()

function lookClosely(db: SqlDatabase, look: Look, glance: Glance): RankedPage | undefined {
  const best = bestPassage(look, glance)
  if (!best) return undefined
  const { weights } = look
  return {
    page: glance.outline.row,
    score: weigh(best.own, weights, glance.score),
    features: once(() => ({ ...glance.features, ...best.own })),
    weights,
    best: once(() => describe(db, look, glance, best.passage)),
  }
}

// The one that may be best is looked at first; the others as long as they may be better.
function bestPassage({ queryModel, plan, pages }: Look, { outline, named, passages }: Glance) {
  let best: { passage: PagePassage; own: PassageFeatures; score: number } | undefined
  for (const { id, identifiers, mostScore } of passages.toSorted((a, b) => b.mostScore - a.mostScore)) {
    if (best && mostScore < best.score) break
    const passage = pages.passage(id)
    if (!passage) continue
    const own = passageFeatures(queryModel, plan.places, outline, passage, { named, identifiers })
    const score = passageScore(own)
    if (!best || score > best.score || (score === best.score && id < best.passage.row.id))
      best = { passage, own, score }
  }
  return best
}

function describe(
  db: SqlDatabase,
  { pages, map }: Look,
  { candidate }: Glance,
  { row, section, terms }: PagePassage,
): BestPassage {
  const { markdown, sections } = pages.text(candidate.pageId) ?? NO_TEXT
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
