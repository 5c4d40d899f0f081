// How the matches fall on products and guides. Pure.

import type { NamedGuide } from '../../store/guides/guide-rows.ts'
import type { Ranking } from '../ranking/rank-pages.ts'

export interface Facet {
  readonly name: string
  /** Matching pages. */
  readonly count: number
}

/** One guide in all its languages. */
export interface GuideFacet {
  /** Catalog id. */
  readonly id: string
  readonly product: string
  readonly title: string
  readonly count: number
}

/** Most first. */
export interface Facets {
  readonly products: readonly Facet[]
  /** By title, which guides of many products share: "User Guide". */
  readonly guides: readonly Facet[]
  readonly eachGuide: readonly GuideFacet[]
}

export const NO_FACETS: Facets = { products: [], guides: [], eachGuide: [] }

export function countFacets(
  rankings: readonly Pick<Ranking, 'pagesOfGuide'>[],
  guides: ReadonlyMap<number, NamedGuide>,
): Facets {
  const products = new Map<string, number>()
  const titles = new Map<string, number>()
  const each = new Map<string, GuideFacet>()
  for (const { pagesOfGuide } of rankings) {
    for (const [guideId, pages] of pagesOfGuide) {
      const guide = guides.get(guideId)
      if (!guide) continue
      const { catalogId: id, product, title } = guide
      products.set(product, (products.get(product) ?? 0) + pages)
      titles.set(title, (titles.get(title) ?? 0) + pages)
      const before = each.get(id) ?? { id, product, title, count: 0 }
      each.set(id, { ...before, count: before.count + pages })
    }
  }
  return {
    products: listFacets(products),
    guides: listFacets(titles),
    eachGuide: [...each.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
  }
}

function listFacets(counts: ReadonlyMap<string, number>): Facet[] {
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
