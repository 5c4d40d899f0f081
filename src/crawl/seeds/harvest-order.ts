// In which order a crawl asks for a guide's pages, so that a part of the guide answers as much as it can: its first
// page, the openings of its chapters, limits, troubleshooting and prices, and what other pages link to, before the
// leaves. Pure. Points are weighed against links: each page that links to a page is one point. The numbers are round
// and set by hand; scripts/drills/harvest-order.ts measures what they bring.

import { toPath } from '../../core/model/doc-url.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import type { FrontierSeed } from '../../store/frontier/frontier.ts'
import type { KnownOfPages } from '../../store/frontier/page-priority.ts'
import { type GuideScope, isInScope } from './guide-scope.ts'
import { classifyTitle, type TitleKind } from './title-kinds.ts'

/** Smaller is asked for earlier: so much for each point. Below one point, the contents' own order decides. */
export const POINT = 10_000
/** For a page that the index has in another language: a question finds it there. */
export const TRANSLATED_POINTS = -3
const FIRST_PAGE_POINTS = 10
const CHAPTER_POINTS = 2
const KIND_POINTS: Readonly<Record<TitleKind, number>> = { limits: 5, trouble: 5, price: 5, appendix: -2, other: 0 }

/** Of pages that only the sitemap, the index or a link knows. */
export const UNLISTED_PRIORITY = 2_000_000
/** Of a page of the contents without points: five links make up for not being listed. */
const LISTED_PRIORITY = UNLISTED_PRIORITY - 5 * POINT

/** Each page of the contents once, in their order. */
export function harvestSeeds(entries: readonly TocEntry[], scope: GuideScope, known: KnownOfPages): FrontierSeed[] {
  const seeds = new Map<string, FrontierSeed>()
  const visit = (level: readonly TocEntry[], depth: number) => {
    for (const { page, title, children } of level) {
      const path = page === undefined ? undefined : toPath(scope.base, page, scope.locale)
      if (page !== undefined && path !== undefined && !seeds.has(path) && isInScope(path, scope)) {
        const place = Math.min(seeds.size, POINT - 1)
        const kind = classifyTitle(title, page)
        const opening = seeds.size === 0 ? FIRST_PAGE_POINTS : depth === 0 && kind !== 'appendix' ? CHAPTER_POINTS : 0
        const points = opening + KIND_POINTS[kind] + computePoints(path, known)
        seeds.set(path, { path, priority: LISTED_PRIORITY + place - points * POINT })
      }
      visit(children, depth + 1)
    }
  }
  visit(entries, 0)
  return [...seeds.values()]
}

export function toUnlistedSeeds(paths: readonly string[], known: KnownOfPages): FrontierSeed[] {
  return paths.map((path, place) => ({
    path,
    priority: UNLISTED_PRIORITY + Math.min(place, POINT - 1) - computePoints(path, known) * POINT,
  }))
}

function computePoints(path: string, { links, translated }: KnownOfPages): number {
  return (links.get(path) ?? 0) + (translated.has(path) ? TRANSLATED_POINTS : 0)
}
