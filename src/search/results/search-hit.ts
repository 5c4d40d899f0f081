// One search hit, as surfaces show it. Pure.

import { formatDocUrl } from '../../core/model/doc-url.ts'
import type { Locale } from '../../core/model/locale.ts'
import { type Partition, toPartitionField } from '../../core/model/partition.ts'
import { cleanDescription } from '../../core/text/clean-description.ts'
import { clipWhole } from '../../core/text/clip-whole.ts'
import type { RankingFeatures, RankingWeights } from '../ranking/features.ts'
import type { RankedPage } from '../ranking/rank-pages.ts'
import { cutExcerpt, cutExcerpts, holdsProse } from './excerpt.ts'

export interface SearchHit {
  /** 1 for the best. */
  readonly rank: number
  /** With the anchor of the passage. */
  readonly url: string
  /** Canonical path of the page. */
  readonly path: string
  readonly title: string
  /**
   * The passage that answers: Markdown, verbatim, in whole sentences, code blocks closed, and rows with the header of
   * their table. Of the first hits, where there is room, others of the page's passages, each behind a line `[…]`.
   * Of later ones that have a picture or a line of code alone, the page's own description.
   */
  readonly context: string
  /** Title of the section that holds the passage. */
  readonly section: string
  readonly headingPath: readonly string[]
  readonly anchor: string
  /** The page's main sections, the first few; of the first hits only. */
  readonly sections: readonly string[]
  /** Other sections of the page that answer too. */
  readonly recommendedSections: readonly string[]
  readonly product: string
  readonly guide: string
  /** Catalog id of the guide. */
  readonly guideId: string
  readonly locale: Locale
  /** Undefined for pages of docs.aws.amazon.com. */
  readonly partition?: Partition
  readonly source: 'index'
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number
  readonly checkedAt: number
  /** Comparable within one answer only. */
  readonly score: number
  readonly features: RankingFeatures
  /** What each feature counted for. */
  readonly weights: RankingWeights
  /** URLs of pages with the same text. */
  readonly sameTextAt: readonly string[]
}

/**
 * Characters shown of the first hits, which are read, and of the others, which are looked over. The first has room for
 * two whole passages or three, the second for one and a part, the next, which seldom are the right ones, for less: ten
 * hits are about 2,000 tokens.
 */
const LONGEST_FIRST = [2200, 1200, 700, 350, 350] as const
const LONGEST_LATER = 130
/** Hits of which more than the passage is told: the outline of their page, and the passage whatever is in it. */
const FULLY_TOLD = 3
const MOST_SECTIONS = 6
const MOST_RECOMMENDED = 3

// What stands in a picture or a line of code says what a page is about only to who asks for an identifier in it.
function tellLater(found: RankedPage, excerpt: string, weights: ReadonlyMap<string, number>): string {
  const { page, computeFeatures } = found
  const holdsAnswer = () => asksForIdentifier(weights) && computeFeatures().identifiers > 0
  const isTold = holdsProse(excerpt) || page.description === '' || holdsAnswer()
  return isTold ? excerpt : clipWhole(cleanDescription(page.description), LONGEST_LATER)
}

/** Of all that the query's words weigh. An acronym beside a question ("RDS") weighs less. */
const IDENTIFIER_SHARE = 0.25

function asksForIdentifier(weights: ReadonlyMap<string, number>): boolean {
  let ofIdentifiers = 0
  let ofAll = 0
  for (const [term, weight] of weights) {
    ofAll += weight
    if (term.startsWith('code:')) ofIdentifiers += weight
  }
  return ofAll > 0 && ofIdentifiers / ofAll >= IDENTIFIER_SHARE
}

export function toHit(
  found: RankedPage,
  rank: number,
  weights: ReadonlyMap<string, number>,
  sameText: readonly RankedPage[],
): SearchHit {
  const { page } = found
  const isRead = rank <= LONGEST_FIRST.length
  const isFullyTold = rank <= FULLY_TOLD
  const passage = isRead ? found.chooseShown() : found.findBest()
  const { section, anchor, sections, others } = passage
  const longest = LONGEST_FIRST[rank - 1] ?? LONGEST_LATER
  const excerpt = isRead
    ? cutExcerpts(passage, found.listNext(), weights, longest)
    : cutExcerpt(passage, weights, longest)
  const outline = sections.filter(({ level, ordinal }) => level === 2 && ordinal > 0).map(({ title }) => title)
  return {
    rank,
    url: formatDocUrl(page.path, anchor || section?.anchor || undefined),
    path: page.path,
    title: page.title,
    context: isFullyTold ? excerpt : tellLater(found, excerpt, weights),
    section: section?.title ?? page.title,
    headingPath: section?.headingPath ?? [page.title],
    anchor: anchor || section?.anchor || '',
    sections: isFullyTold ? outline.slice(0, MOST_SECTIONS) : [],
    recommendedSections: others.slice(0, MOST_RECOMMENDED).map(({ title }) => title),
    product: page.product,
    guide: page.guideTitle,
    guideId: page.guideCatalogId,
    locale: page.locale,
    ...toPartitionField(page.path),
    source: 'index',
    fetchedAt: page.fetchedAt,
    checkedAt: page.checkedAt,
    score: found.score,
    features: found.computeFeatures(),
    weights: found.weights,
    sameTextAt: sameText.map((other) => formatDocUrl(other.page.path)),
  }
}
