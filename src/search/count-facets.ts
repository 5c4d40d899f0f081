// How the matches fall on products and guides. Pure.

import type { GuideRow } from '../store/guide-rows.ts'
import type { Ranking } from './rank-pages.ts'

export interface Facet {
  readonly name: string
  /** Matching pages. */
  readonly count: number
}

export interface Facets {
  /** Most first. */
  readonly products: readonly Facet[]
  readonly guides: readonly Facet[]
}

export function countFacets(
  rankings: readonly Pick<Ranking, 'pagesOfGuide'>[],
  guides: ReadonlyMap<number, GuideRow>,
): Facets {
  const products = new Map<string, number>()
  const titles = new Map<string, number>()
  for (const { pagesOfGuide } of rankings) {
    for (const [id, pages] of pagesOfGuide) {
      const guide = guides.get(id)
      if (!guide) continue
      products.set(guide.product, (products.get(guide.product) ?? 0) + pages)
      titles.set(guide.title, (titles.get(guide.title) ?? 0) + pages)
    }
  }
  return { products: sorted(products), guides: sorted(titles) }
}

function sorted(counts: ReadonlyMap<string, number>): Facet[] {
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
