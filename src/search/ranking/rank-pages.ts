// The best pages of one language for a query: candidates from the doclists, then a close look at their passages.

import { getPassageIdAt } from '../../store/fulltext/passage-map.ts'
import { openPostings } from '../../store/fulltext/postings.ts'
import { listGuideNames } from '../../store/guides/guide-rows.ts'
import { getPassageIdRange, type IdRange, toGuideId } from '../../store/index/passage-id.ts'
import type { PageRow } from '../../store/pages/page-rows.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { type AskedLabel, readAskedLabels } from '../candidates/asked-labels.ts'
import { findLinksAmong, type PageLinks } from '../candidates/candidate-links.ts'
import { type Candidate, collectCandidates } from '../candidates/collect-candidates.ts'
import { getIndexedPages, type PageOutline, type PagePassage } from '../candidates/indexed-pages.ts'
import { readQueryLists } from '../candidates/query-lists.ts'
import { memoize } from '../memoize.ts'
import type { ParsedQuery } from '../query/parse-query.ts'
import { makeQueryModel } from '../query/query-model.ts'
import { getTocOrder, type TocOrder } from '../related/toc-order.ts'
import { type PassageFeatures, type RankingFeatures, type RankingWeights, weigh } from './features.ts'
import { type Bounded, iterateBestFirst } from './iterate-best-first.ts'
import { adjustWeights, loadRankingModel, type RankingModel } from './model.ts'
import { collectNamedGuides, type NamedGuides } from './named-guides.ts'
import { computeNamedness, findNamingTermsByGuide } from './naming-terms.ts'
import { computePageFeatures, namesProductOnly } from './page-features.ts'
import {
  type BestPassage,
  choosePassages,
  describePassage,
  findBestPassage,
  type Glance,
  iterateSeenPassages,
  type NextPassage,
  type PassageGlance,
  type PassageLook,
  type SeenPassage,
} from './page-passages.ts'
import { boundAddedScore, boundPassage, boundScore, makeBoundPlan } from './passage-bound.ts'
import { loadChoiceWeights } from './passage-choice.ts'
import { mapQueryPlaces } from './query-places.ts'
import { collectPageWords } from './typed-words.ts'
import { boundFormShare, computeFormShare, getForms, listHeldForms, type WordForm } from './word-forms.ts'

export interface RankedPage {
  readonly page: PageRow
  readonly score: number
  /** Joined when somebody asks. */
  readonly computeFeatures: () => RankingFeatures
  /** What each feature counted for: the score is the sum of both. */
  readonly weights: RankingWeights
  /** The passage that the page is ranked by. Read when it is asked for first: of most pages it never is. */
  readonly findBest: () => BestPassage
  /** The passage that is shown for it. */
  readonly chooseShown: () => BestPassage
  /** Others of it that may answer, best first. */
  readonly listNext: () => readonly NextPassage[]
  /** All its passages: what `npm run train:passages` learns from. */
  readonly listPassages: () => SeenPassage[]
}

export interface Ranking {
  /** Best first. Looked at as far as they are read. */
  readonly pages: Iterable<RankedPage>
  readonly matched: number
  /** More match than are given. */
  readonly isCut: boolean
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
  readonly candidates?: number | undefined
}

/**
 * Pages whose text is looked at. Of the pages that are right, the first pass has all but 2 in 100 among so many
 * (docs/ranking.md).
 */
const CANDIDATES = 48
/** Beyond those that are wanted: some are folded into others. */
const SPARE = 6
/** Passages that may be shown beside the best one; some of them stand in what is shown anyway. */
const MOST_NEXT = 6

export function rankPages(db: SqlDatabase, request: RankRequest): Ranking {
  const { query, limit, model = loadRankingModel() } = request
  const postings = openPostings(db)
  const { lists, weights } = readQueryLists(query, postings)
  const queryModel = makeQueryModel(query, weights)
  const pages = getIndexedPages(db)
  const places = mapQueryPlaces(queryModel, pages.vocabulary)
  const named = findNamingTermsByGuide(db, query)
  const naming = new Set([...named.values()].flatMap((terms) => [...terms]))
  const look: PageLook = {
    request,
    queryModel,
    plan: makeBoundPlan(queryModel, places, lists),
    lists,
    named,
    labels: readAskedLabels(query, weights, naming, postings),
    guides: collectNamedGuides(db, query),
    bases: guideBases(db),
    forms: getForms(queryModel),
    pages,
    map: postings.map,
    order: getTocOrder(db),
    weights: adjustWeights(model, request.guides),
  }
  // All are given that are looked at, to whom wants them: which ones are read does not hang on how many are shown.
  const most = request.candidates ?? Math.max(CANDIDATES, limit + SPARE)
  const found = makeCandidates(look, Math.max(most, limit + SPARE), model)
  // A page that is being rewritten has no outline.
  const known = found.pages.flatMap((candidate) => {
    const outline = pages.outline(candidate.pageId)
    return outline ? [{ candidate, outline }] : []
  })
  const links = findLinksAmong(
    db,
    known.map(({ outline }) => outline.row),
  )
  const ranked = iterateBestFirst(
    known.map((one, at) => lookAtPage(look, one, links[at] ?? NO_LINKS)),
    {
      narrow: (page) => lookClosely(look, page),
      score: (page) => scorePage(look, page),
      scoreOf: ({ score }) => score,
      compare: (a, b) => b.score - a.score || (a.page.path < b.page.path ? -1 : 1),
    },
    most,
  )
  const standing = lists.filter(({ list }) => list.ordinals.length > 0)
  const held = new Set(standing.filter(({ isIdentifier }) => !isIdentifier).map(({ term }) => term))
  const heldIdentifiers = new Set(standing.filter(({ isIdentifier }) => isIdentifier).map(({ term }) => term))
  return {
    pages: ranked,
    matched: found.matched,
    isCut: found.matched > most,
    pagesOfGuide: found.pagesOfGuide,
    weights,
    unknown: query.terms.map(({ term }) => term).filter((term) => !held.has(term)),
    unknownIdentifiers: query.identifiers.filter((identifier) => !heldIdentifiers.has(identifier)),
  }
}

const guideBases = cachePerVersion((db) => new Map(listGuideNames(db).map(({ id, base }) => [id, base])))

interface PageLook extends PassageLook {
  readonly request: RankRequest
  /** For each guide whose product the query names, the terms that do it. */
  readonly named: ReadonlyMap<number, ReadonlySet<string>>
  readonly labels: readonly AskedLabel[]
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
  { request, queryModel, lists, named, labels, guides, bases, map, order }: PageLook,
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
      labels,
      computeNamedness: (guideId) => computeNamedness(named, guideId),
      printedness: (guideId) => (request.query.isPasted ? (guides.printed.get(bases.get(guideId) ?? '') ?? 0) : 0),
      isTranslated: (guideId) => request.isTranslated?.(guideId) ?? false,
    })
  const found = collect(request.ranges, limit)
  // Whatever else says the product's name more often, the first pages of its guides are looked at.
  const landingPage = [...named].flatMap(([guideId, terms]) =>
    namesProductOnly(queryModel, terms) ? (order.findFirst(guideId) ?? []) : [],
  )
  const missing = landingPage.filter(
    (pageId) => isIn(request.ranges, pageId) && !found.pages.some((page) => page.pageId === pageId),
  )
  const more = missing.flatMap((pageId) => collect([getPassageIdRange(pageId)], 1).pages)
  return { ...found, pages: [...found.pages, ...more] }
}

function isIn(ranges: readonly IdRange[], pageId: number): boolean {
  const first = getPassageIdRange(pageId).from
  return ranges.some(({ from, to }) => first >= from && first <= to)
}

interface KnownCandidate {
  readonly candidate: Candidate
  readonly outline: PageOutline
}

function lookAtPage(look: PageLook, { candidate, outline }: KnownCandidate, links: PageLinks): Bounded<Glance> {
  const { queryModel, plan, lists, map, order, weights, guides, forms } = look
  const { pageId, place } = candidate
  const guideId = toGuideId(pageId)
  const named = look.named.get(guideId) ?? NOT_NAMED
  const ordinals = candidate.passages.map(({ ordinal }) => ordinal)
  const words = collectPageWords(map, lists, place, ordinals, queryModel.query.terms.length)
  const features = computePageFeatures(queryModel, outline, {
    firstPass: candidate.firstPass,
    typed: words,
    named,
    // Of other guides' it is never asked.
    opensGuide: named.size > 0 && order.findFirst(guideId) === pageId,
    links,
    isNamed: guides.named.has(outline.row.base),
    isCoded: !look.request.query.isPasted && guides.printed.has(outline.row.base),
  })
  let added = 0
  const passages = ordinals.map((ordinal, n): PassageGlance => {
    const marks = words.marks[n] ?? NO_MARKS
    const most = boundPassage(plan, outline, marks, map.termCounts[ordinal] ?? 0)
    const inForm = Math.max(0, weights.wordForms) * boundFormShare(forms, plan, marks)
    added = Math.max(added, boundAddedScore(most, weights) + inForm)
    return { id: getPassageIdAt(map, ordinal), marks, mostScore: boundScore(most) }
  })
  const score = weigh(features, weights)
  return { item: { candidate, outline, named, features, score, passages }, most: score + added }
}

const NO_MARKS = new Uint8Array()

interface CloseLook {
  readonly glance: Glance
  readonly passage: PagePassage
  /** Of its passage. */
  readonly own: PassageFeatures
  readonly marks: Uint8Array
}

// The text of its passage is not read yet: it can only say how many of the words that it has stand there in the form
// that they were asked in.
function lookClosely(look: PageLook, glance: Glance): Bounded<CloseLook> | undefined {
  const best = findBestPassage(look, glance)
  if (!best) return undefined
  const { weights, forms, plan } = look
  const { passage, own, marks } = best
  const inForm = weights.wordForms > 0 ? boundFormShare(forms, plan, marks) : 0
  const most = weigh({ ...own, wordForms: inForm }, weights, glance.score)
  return { item: { glance, passage, own, marks }, most }
}

function scorePage(look: PageLook, { glance, passage, own: bare, marks }: CloseLook): RankedPage {
  const { weights, pages, forms, plan } = look
  const { start, end } = passage.row
  const heldForms = listHeldForms(forms, plan, marks)
  const text = heldForms.length === 0 ? '' : (pages.getText(glance.candidate.pageId)?.markdown.slice(start, end) ?? '')
  const own = { ...bare, wordForms: computeFormShare(forms, heldForms, text) }
  return {
    page: glance.outline.row,
    score: weigh(own, weights, glance.score),
    computeFeatures: memoize(() => ({ ...glance.features, ...own })),
    weights,
    findBest: memoize(() => describePassage(look, glance, passage)),
    chooseShown: memoize(() => {
      const chosen = choosePassages(look, glance, loadChoiceWeights(), 0)
      return describePassage(look, glance, chosen.best ?? passage)
    }),
    listNext: memoize(() => choosePassages(look, glance, loadChoiceWeights(), MOST_NEXT).next),
    listPassages: () => [...iterateSeenPassages(look, glance, loadChoiceWeights())],
  }
}
