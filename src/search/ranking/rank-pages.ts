// The best pages of one language for a query: candidates from the doclists, then a close look at their passages.

import { passageIdAt } from '../../store/fulltext/passage-map.ts'
import { openPostings } from '../../store/fulltext/postings.ts'
import { listGuideNames } from '../../store/guides/guide-rows.ts'
import { guideIdOfPage, type IdRange, passageIdsOfPage } from '../../store/index/passage-id.ts'
import type { PageRow } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { versionCache } from '../../store/sqlite/version-cache.ts'
import { linksAmong, type PageLinks } from '../candidates/candidate-links.ts'
import { type Candidate, collectCandidates } from '../candidates/collect-candidates.ts'
import { indexedPages, type PageOutline } from '../candidates/indexed-pages.ts'
import { listsOfQuery } from '../candidates/query-lists.ts'
import { once } from '../once.ts'
import type { ParsedQuery } from '../query/parse-query.ts'
import { namingTerms, productNames } from '../query/product-names.ts'
import { modelQuery } from '../query/query-model.ts'
import { type TocOrder, tocOrder } from '../related/toc-order.ts'
import { type Bounded, bestFirst } from './best-first.ts'
import { type RankingFeatures, type RankingWeights, weigh } from './features.ts'
import { type RankingModel, rankingModel, weightsAmong } from './model.ts'
import { type NamedGuides, namedGuides } from './named-guides.ts'
import { namesOnly, pageFeatures } from './page-features.ts'
import {
  type BestPassage,
  bestPassage,
  choosePassages,
  describePassage,
  type Glance,
  type NextPassage,
  type PassageGlance,
  type PassageLook,
  type SeenPassage,
  seenPassages,
} from './page-passages.ts'
import { boundPlan, identifiersHeld, mostAdded, mostOfPassage, mostScore } from './passage-bound.ts'
import { choiceWeights } from './passage-choice.ts'
import { queryPlaces } from './query-places.ts'
import { wordsOfPage } from './typed-words.ts'
import { formsIn, getForms, mostForms, type WordForm } from './word-forms.ts'

export interface RankedPage {
  readonly page: PageRow
  readonly score: number
  /** Joined when somebody asks. */
  readonly features: () => RankingFeatures
  /** What each feature counted for: the score is the sum of both. */
  readonly weights: RankingWeights
  /** The passage that the page is ranked by. Read when it is asked for first: of most pages it never is. */
  readonly best: () => BestPassage
  /** The passage that is shown for it. */
  readonly shown: () => BestPassage
  /** Others of it that may answer, best first. */
  readonly next: () => readonly NextPassage[]
  /** All its passages: what `npm run train:passages` learns from. */
  readonly passages: () => SeenPassage[]
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

/**
 * Pages whose text is looked at. Of the pages that are right, the first pass has all but 2 in 100 among so many
 * (docs/ranking.md).
 */
const CANDIDATES = 48
/** Pages given back at least: some are folded into others, and other phrasings of the question bring theirs. */
const KEPT = 24
const SPARE = 6
/** Passages that may be shown beside the best one; some of them stand in what is shown anyway. */
const MOST_NEXT = 6

export function rankPages(db: SqlDatabase, request: RankRequest): Ranking {
  const { query, limit, model = rankingModel() } = request
  const { lists, weights } = listsOfQuery(query, openPostings(db))
  const queryModel = modelQuery(query, weights)
  const pages = indexedPages(db)
  const places = queryPlaces(queryModel, pages.vocabulary)
  const look: PageLook = {
    request,
    queryModel,
    plan: boundPlan(queryModel, places, lists),
    lists,
    named: namedProducts(db, query),
    guides: namedGuides(db, query),
    bases: guideBases(db),
    forms: getForms(queryModel),
    pages,
    map: openPostings(db).map,
    order: tocOrder(db),
    weights: weightsAmong(model, request.guides),
  }
  const found = makeCandidates(look, Math.max(request.candidates ?? CANDIDATES, limit + SPARE), model)
  // A page that is being rewritten has no outline.
  const known = found.pages.flatMap((candidate) => {
    const outline = pages.outline(candidate.pageId)
    return outline ? [{ candidate, outline }] : []
  })
  const links = linksAmong(
    db,
    known.map(({ outline }) => outline.row),
  )
  const ranked = bestFirst(
    known.map((one, at) => lookAtPage(look, one, links[at] ?? NO_LINKS)),
    (page) => lookClosely(look, page),
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

const guideBases = versionCache((db) => new Map(listGuideNames(db).map(({ id, base }) => [id, base])))

interface PageLook extends PassageLook {
  readonly request: RankRequest
  /** For each guide whose product the query names, the terms that do it. */
  readonly named: ReadonlyMap<number, ReadonlySet<string>>
  readonly guides: NamedGuides
  /** Folder of each guide. */
  readonly bases: ReadonlyMap<number, string>
  readonly forms: readonly WordForm[]
  readonly order: TocOrder
  readonly weights: RankingWeights
}

const NO_LINKS: PageLinks = { linkedFrom: 0, linksTo: 0 }

const NOT_NAMED: ReadonlySet<string> = new Set()

function makeCandidates(
  { request, queryModel, lists, named, guides, bases, map, order }: PageLook,
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
      printedness: (guideId) => (request.query.isPasted ? (guides.printed.get(bases.get(guideId) ?? '') ?? 0) : 0),
      isTranslated: (guideId) => request.isTranslated?.(guideId) ?? false,
    })
  const found = collect(request.ranges, limit)
  // Whatever else says the product's name more often, the first pages of its guides are looked at.
  const landingPage = [...named].flatMap(([guideId, terms]) =>
    namesOnly(queryModel, terms) ? (order.first(guideId) ?? []) : [],
  )
  const missing = landingPage.filter(
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

function namedness(named: PageLook['named'], guideId: number): number {
  const terms = named.get(guideId)
  if (!terms) return 0
  const isSubsumed = [...named.values()].some(
    (other) => other.size > terms.size && [...terms].every((term) => other.has(term)),
  )
  return isSubsumed ? SUBSUMED : 1
}

interface KnownCandidate {
  readonly candidate: Candidate
  readonly outline: PageOutline
}

function lookAtPage(look: PageLook, { candidate, outline }: KnownCandidate, links: PageLinks): Bounded<Glance> {
  const { queryModel, plan, lists, map, order, weights, guides, forms } = look
  const { pageId, place } = candidate
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
    links,
    isNamed: guides.named.has(outline.row.base),
    isCoded: !look.request.query.isPasted && guides.printed.has(outline.row.base),
  })
  let added = 0
  const passages = ordinals.map((ordinal, n): PassageGlance => {
    const marks = words.marks[n] ?? NO_MARKS
    const most = mostOfPassage(plan, outline, marks, map.termCounts[ordinal] ?? 0)
    const inForm = Math.max(0, weights.wordForms) * mostForms(forms, plan, marks)
    added = Math.max(added, mostAdded(most, weights) + inForm)
    return { id: passageIdAt(map, ordinal), identifiers: identifiersHeld(plan, marks), mostScore: mostScore(most) }
  })
  const score = weigh(features, weights)
  return { item: { candidate, outline, named, features, score, passages }, most: score + added }
}

const NO_MARKS = new Uint8Array()

function lookClosely(look: PageLook, glance: Glance): RankedPage | undefined {
  const best = bestPassage(look, glance)
  if (!best) return undefined
  const { weights, pages, forms } = look
  const { row } = best.passage
  const text = forms.length === 0 ? '' : (pages.text(glance.candidate.pageId)?.markdown.slice(row.start, row.end) ?? '')
  const own = { ...best.own, wordForms: formsIn(forms, text) }
  return {
    page: glance.outline.row,
    score: weigh(own, weights, glance.score),
    features: once(() => ({ ...glance.features, ...own })),
    weights,
    best: once(() => describePassage(look, glance, best.passage)),
    shown: once(() => {
      const chosen = choosePassages(look, glance, choiceWeights(), 0)
      return describePassage(look, glance, chosen.best ?? best.passage)
    }),
    next: once(() => choosePassages(look, glance, choiceWeights(), MOST_NEXT).next),
    passages: () => [...seenPassages(look, glance, choiceWeights())],
  }
}
