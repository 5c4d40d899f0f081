// The best pages of one language for a query: candidates from the doclists, then a close look at their passages.

import type { Section } from '../core/page.ts'
import { termsOf } from '../core/terms.ts'
import { countInbound } from '../store/link-rows.ts'
import { findPageById, loadMarkdown, loadSections, type PageRow } from '../store/page-rows.ts'
import { guideIdOfPage, type IdRange, passageIdsOfPage } from '../store/passage-id.ts'
import { loadPassages } from '../store/passage-index.ts'
import { openPostings } from '../store/postings.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { analyzePassage } from './analyze-passage.ts'
import { type Candidate, type Candidates, collectCandidates, type TermList } from './candidates.ts'
import type { ParsedQuery } from './parse-query.ts'
import { MOST_INBOUND, modelQuery, passageFeatures, type QueryModel } from './passage-features.ts'
import { listsOfQuery } from './query-lists.ts'
import { RANKING_WEIGHTS, type RankingFeatures, type RankingWeights, weigh } from './ranking-weights.ts'

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

/** Pages whose text is read. More brings nothing (docs/ranking.md). */
const CLOSE_LOOK = 40

export function rankPages(
  db: SqlDatabase,
  query: ParsedQuery,
  ranges: readonly IdRange[],
  weights: RankingWeights = RANKING_WEIGHTS,
): Ranking {
  const postings = openPostings(db)
  const found: { candidate: Candidate; model: QueryModel; affinity: number }[] = []
  const pagesOfGuide = new Map<number, number>()
  const allWeights = new Map<string, number>()
  let unknown: readonly string[] | undefined
  let matched = 0
  for (const range of ranges) {
    const lists = listsOfQuery(query, postings, range)
    const candidates = collectCandidates(lists.lists, lists.titles, CLOSE_LOOK)
    const model = modelQuery(query, lists.weights)
    const affinity = affinities(lists.lists, candidates)
    for (const candidate of candidates.pages)
      found.push({ candidate, model, affinity: affinity(guideIdOfPage(candidate.pageId)) })
    for (const [guide, pages] of candidates.pagesOfGuide) pagesOfGuide.set(guide, pages)
    for (const [term, weight] of lists.weights) allWeights.set(term, Math.max(weight, allWeights.get(term) ?? 0))
    unknown = unknown === undefined ? lists.unknown : unknown.filter((term) => lists.unknown.includes(term))
    matched += candidates.matched
  }
  const pages = found
    .flatMap(({ candidate, model, affinity }) => lookClosely(db, candidate, model, affinity, weights) ?? [])
    .sort((a, b) => b.score - a.score || (a.page.path < b.page.path ? -1 : 1))
  return { pages, matched, pagesOfGuide, weights: allWeights, unknown: unknown ?? [] }
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
  db: SqlDatabase,
  candidate: Candidate,
  model: QueryModel,
  affinity: number,
  weights: RankingWeights,
): RankedPage | undefined {
  const page = findPageById(db, candidate.pageId)
  const markdown = page && loadMarkdown(db, page.id)
  if (!page || markdown === undefined || page.status !== 'live') return undefined
  const sections = loadSections(db, page.id)
  const titleTerms = termsOf(page.title)
  const descriptionTerms = termsOf(page.description)
  const inbound = countInbound(db, page.path, MOST_INBOUND)
  const opening = passageIdsOfPage(page.id).from
  const scored = loadPassages(
    db,
    candidate.passages.map(({ id }) => id),
  ).map((passage) => {
    const section = sections[passage.section]
    const analyzed = analyzePassage(markdown.slice(passage.start, passage.end))
    const features = passageFeatures(model, {
      passage: analyzed,
      title: page.title,
      titleTerms,
      headings: section?.headingPath.slice(1) ?? [],
      pageCover: candidate.cover,
      affinity,
      isOpening: passage.id === opening,
      pageRepeated: candidate.repeated,
      descriptionTerms,
      inbound,
      pageLength: markdown.length,
    })
    return { passage, analyzed, section, features, score: weigh(features, weights) }
  })
  scored.sort((a, b) => b.score - a.score || a.passage.id - b.passage.id)
  const [best, ...rest] = scored
  if (!best) return undefined
  const others = rest.filter(({ section, score }) => section && section !== best.section && score > 0.6 * best.score)
  return {
    page,
    score: best.score,
    features: best.features,
    section: best.section,
    anchor: best.passage.anchor,
    markdown,
    start: best.passage.start,
    end: best.passage.end,
    sections,
    terms: best.analyzed.terms,
    others: [...new Set(others.flatMap(({ section }) => section ?? []))],
  }
}
