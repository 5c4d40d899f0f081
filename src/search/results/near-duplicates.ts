// The same text in two guides is one hit that names the other page. Pure.

import { findPartition } from '../../core/model/partition.ts'
import type { BestPassage } from '../ranking/page-passages.ts'
import type { RankedPage } from '../ranking/rank-pages.ts'

/** Shared terms against all terms of the two passages. */
const SAME_FROM = 0.9
/** Short passages ("For more information, see …") are alike without being the same text. */
const LEAST_TERMS = 20

export interface Folded {
  readonly kept: readonly RankedPage[]
  /** Pages folded into a kept one. */
  readonly folded: ReadonlyMap<RankedPage, readonly RankedPage[]>
}

/** Keeps at most `limit` pages, in order. */
export function foldDuplicates(pages: Iterable<RankedPage>, limit: number): Folded {
  const kept: { page: RankedPage; passage: BestPassage }[] = []
  const folded = new Map<RankedPage, RankedPage[]>()
  for (const page of pages) {
    const passage = page.findBest()
    const same = kept.find((other) => isSameText(other.passage, passage))
    if (same) {
      const others = folded.get(same.page) ?? []
      folded.delete(same.page)
      // Of the two sites, docs.aws.amazon.com is the one that stands for both.
      const isBetter = findPartition(same.page.page.path) !== 'aws' && findPartition(page.page.path) === 'aws'
      folded.set(isBetter ? page : same.page, [...others, isBetter ? same.page : page])
      if (isBetter) same.page = page
    } else if (kept.length < limit) kept.push({ page, passage })
    else break
  }
  return { kept: kept.map(({ page }) => page), folded }
}

function isSameText(one: BestPassage, other: BestPassage): boolean {
  const [size, otherSize] = [one.countTerms(), other.countTerms()]
  const least = Math.min(size, otherSize)
  if (least < LEAST_TERMS || least < SAME_FROM * Math.max(size, otherSize)) return false
  const [a, b] = [one.getTerms(), other.getTerms()]
  // As if all others were shared; of most passages it is soon too few.
  let shared = a.size
  for (const term of a) {
    if (b.has(term)) continue
    shared -= 1
    if (shared < SAME_FROM * (a.size + b.size - shared)) return false
  }
  return shared >= SAME_FROM * (a.size + b.size - shared)
}
