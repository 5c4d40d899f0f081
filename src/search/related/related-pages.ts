// Pages worth reading beside a page, each with the reasons: its place in the table of contents, links both ways,
// likeness of text, recent change.
// Everything comes from what the index holds already; nothing is precomputed.

import { formatDocUrl, toPath } from '../../core/model/doc-url.ts'
import { findPartition, toPartitionField } from '../../core/model/partition.ts'
import { cleanDescription } from '../../core/text/clean-description.ts'
import { loadToc } from '../../store/guides/guide-rows.ts'
import { listPagesLinkedFrom, listPagesLinkingTo } from '../../store/pages/link-rows.ts'
import { findReadablePage, type PageRow } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { getIndexedPages } from '../candidates/indexed-pages.ts'
import { searchPassages } from '../search-passages.ts'
import { findTocNeighbours } from './toc-neighbours.ts'

export type Reason =
  | 'next in order'
  | 'previous in order'
  | 'chapter overview'
  | 'same chapter'
  | 'part of this chapter'
  | 'linked from here'
  | 'links here'
  | 'similar'
  | 'recently changed'

export interface RelatedPage {
  readonly url: string
  /** Canonical path of the page. */
  readonly path: string
  readonly title: string
  readonly description: string
  readonly product: string
  readonly guide: string
  readonly reasons: readonly Reason[]
  readonly score: number
}

/** What each reason says about how much a reader of the page wants the other one. */
const WEIGHTS: Record<Reason, number> = {
  'linked from here': 1,
  'links here': 0.7,
  similar: 1.2,
  'next in order': 0.6,
  'part of this chapter': 0.6,
  'chapter overview': 0.5,
  'same chapter': 0.35,
  'previous in order': 0.3,
  'recently changed': 0.2,
}

const RECENT_MS = 30 * 24 * 60 * 60 * 1000
const SIMILAR_PAGES = 15
const LINKS = 200

/** Best first; empty when nothing is related. `now` is milliseconds since the epoch. */
export function findRelatedPages(db: SqlDatabase, page: PageRow, limit: number, now: number): RelatedPage[] {
  const found = new Map<string, { reasons: Set<Reason>; score: number }>()
  const add = (path: string, reason: Reason, share: number) => {
    if (path === page.path) return
    const entry = found.get(path) ?? { reasons: new Set(), score: 0 }
    if (!entry.reasons.has(reason)) entry.score += WEIGHTS[reason] * share
    entry.reasons.add(reason)
    found.set(path, entry)
  }
  addTocNeighbours(db, page, add)
  for (const link of listPagesLinkedFrom(db, page.id, LINKS))
    add(link.path, 'linked from here', computeRarity(link.inbound))
  for (const link of listPagesLinkingTo(db, page.path, LINKS)) add(link.path, 'links here', computeRarity(link.inbound))
  addSimilar(db, page, add)
  const ranked = [...found]
    .flatMap(([path, { reasons, score }]) => {
      const other = findReadablePage(db, path)
      if (other?.status !== 'live') return []
      const recent = now - other.changedAt < RECENT_MS && other.changedAt > other.firstSeenAt
      if (recent) reasons.add('recently changed')
      return [{ other, reasons, score: score + (recent ? WEIGHTS['recently changed'] : 0) }]
    })
    .sort((a, b) => b.score - a.score || (a.other.path < b.other.path ? -1 : 1))
  return keepNext(ranked, limit).map(({ other, reasons, score }) => ({
    url: formatDocUrl(other.path),
    path: other.path,
    title: other.title,
    description: cleanDescription(other.description),
    product: other.product,
    guide: other.guideTitle,
    reasons: [...reasons].sort((a, b) => WEIGHTS[b] - WEIGHTS[a]),
    score,
  }))
}

/** With fewer pages than these, likeness and links are worth more. */
const ROOM_FOR_NEXT = 5

/** The best, and as the last of them the page that one would turn to: of a linked page many others are like it. */
function keepNext<One extends { readonly reasons: ReadonlySet<Reason> }>(ranked: readonly One[], limit: number): One[] {
  const kept = ranked.slice(0, limit)
  const next =
    limit < ROOM_FOR_NEXT ? undefined : ranked.slice(limit).find(({ reasons }) => reasons.has('next in order'))
  return next ? [...kept.slice(0, -1), next] : kept
}

type Add = (path: string, reason: Reason, share: number) => void

function addTocNeighbours(db: SqlDatabase, page: PageRow, add: Add): void {
  const near = findTocNeighbours(loadToc(db, page.guideId), page.name)
  if (!near) return
  const toPagePath = (name: string) => toPath(page.base, name, page.locale)
  if (near.next) add(toPagePath(near.next), 'next in order', 1)
  if (near.previous) add(toPagePath(near.previous), 'previous in order', 1)
  if (near.parent) add(toPagePath(near.parent), 'chapter overview', 1)
  for (const child of near.children) add(toPagePath(child), 'part of this chapter', 1)
  // In a chapter of a hundred functions "same chapter" says nothing; among five siblings it says much.
  const share = 1 / (1 + Math.log2(Math.max(1, near.siblings.length / 4)))
  for (const sibling of near.siblings.slice(0, LINKS)) add(toPagePath(sibling), 'same chapter', share)
}

// The title and the first headings are what the page is about; the ranker finds who else is about it.
function addSimilar(db: SqlDatabase, page: PageRow, add: Add): void {
  const headings = (getIndexedPages(db).getText(page.id)?.sections ?? [])
    .filter((section) => section.level === 2)
    .slice(0, 4)
    .map((section) => section.title)
  const text = [page.title, cutFirstSentence(page.description), ...headings].join(' ').slice(0, 600)
  const { hits } = searchPassages(db, {
    text,
    limit: SIMILAR_PAGES,
    locale: page.locale,
    ...toPartitionField(page.path),
  })
  hits.forEach(({ path }, index) => {
    if (findPartition(path) === findPartition(page.path)) add(path, 'similar', 1 - index / (SIMILAR_PAGES + 1))
  })
}

// A page that everything links to (the guide's landing page) is less telling than one that few do.
function computeRarity(inbound: number): number {
  return 1 / (1 + Math.log10(Math.max(1, inbound)))
}

function cutFirstSentence(text: string): string {
  return /^.{0,160}?(?:[.!?](?=\s|$)|[。！？]|$)/.exec(text)?.[0] ?? text.slice(0, 160)
}
