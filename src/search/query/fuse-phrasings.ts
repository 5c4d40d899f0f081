// One ranking from those of several phrasings of a question. By rank alone, since scores of two queries cannot be
// compared. Pure.

import type { RankedPage } from '../ranking/rank-pages.ts'
import { SAME_WORDS } from './query-model.ts'

export interface PhrasedRanking {
  /** Best first. */
  readonly pages: Iterable<RankedPage>
  /** What it counts, against 1 for the question as it was asked. */
  readonly share: number
}

const MOST_PHRASINGS = 4
/** What stands further down counts for hardly anything, and would be looked at closely for it. */
const LEAST_DEPTH = 24
const SPARE = 6
/**
 * Reciprocal rank: this many places below the first a page counts half. What is first for anybody is nearly always
 * right; larger is worse (docs/ranking.md).
 */
const HALVED_AFTER = 1

/**
 * What it adds that a wording is a page's title: who writes it has that page in mind. Of several pages with one title
 * ("Getting started") it names none, and each has its part. Only of pages that stand this high.
 */
const TITLE_SHARE = 0.5
const TITLES_READ = 5

const PHRASING_SHARE = 0.8
const JOINED_SHARE = 0.8
/** An intent says what somebody is about, which fits many pages: it moves what stands close together, and no more. */
const INTENT_SHARE = 0.2

export interface Phrasing {
  readonly text: string
  readonly share: number
}

export interface Phrased {
  readonly text: string
  readonly alsoPhrased?: readonly string[]
  readonly intent?: string
}

/** What is to be asked beside the question itself: each other phrasing, all of them together, and the intent. */
export function listOtherPhrasings({ text, alsoPhrased = [], intent = '' }: Phrased): Phrasing[] {
  const [asked, about] = [text.trim(), intent.trim()]
  const all = new Set(alsoPhrased.map((one) => one.trim()).filter((one) => one !== '' && one !== asked))
  const phrasings = [...all].slice(0, MOST_PHRASINGS)
  const found = phrasings.map((one) => ({ text: one, share: PHRASING_SHARE }))
  if (phrasings.length > 0) found.push({ text: [asked, ...phrasings].join(' '), share: JOINED_SHARE })
  if (about !== '' && about !== asked && !all.has(about)) found.push({ text: about, share: INTENT_SHARE })
  return found
}

/**
 * Each page once, with the passage of the ranking in which it stands highest. The score is the reciprocal rank, and
 * more for a page whose title a wording is; 1 at most. `wanted`: pages that are asked for. Of each ranking somewhat
 * more are read.
 */
export function fusePhrasings(rankings: readonly PhrasedRanking[], wanted = 0): RankedPage[] {
  const most = rankings.reduce((sum, { share }) => sum + share, 0)
  const found = new Map<number, { page: RankedPage; best: number; score: number }>()
  for (const { pages, share } of rankings) {
    const ranked = readFirst(pages, Math.max(wanted + SPARE, LEAST_DEPTH))
    const called = new Set(ranked.slice(0, TITLES_READ).filter(isCalledByTitle))
    for (const [place, page] of ranked.entries()) {
      const byTitle = called.has(page) ? TITLE_SHARE / called.size : 0
      const worth = (share * (HALVED_AFTER / (HALVED_AFTER + place) + byTitle)) / most
      const known = found.get(page.page.id)
      if (!known) found.set(page.page.id, { page, best: worth, score: worth })
      else {
        known.score += worth
        if (worth > known.best) Object.assign(known, { page, best: worth })
      }
    }
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score || (a.page.page.path < b.page.page.path ? -1 : 1))
    .map(({ page, score }) => ({ ...page, score: Math.min(1, score) }))
}

function readFirst(pages: Iterable<RankedPage>, most: number): RankedPage[] {
  const first: RankedPage[] = []
  for (const page of pages) if (first.push(page) >= most) break
  return first
}

function isCalledByTitle(page: RankedPage): boolean {
  return page.computeFeatures().exactTitle >= SAME_WORDS
}
