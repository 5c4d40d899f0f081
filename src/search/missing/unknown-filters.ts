// Names that a search was narrowed by and that no indexed guide has: said, with those that may be meant.

import { didYouMean, nearNames } from '../../core/text/near-names.ts'
import type { NamedGuide } from '../../store/guides/guide-rows.ts'
import { foldFilter, type ScopeFilter } from '../candidates/search-scope.ts'
import { joinedName, knownProducts } from './known-products.ts'
import { namedProducts } from './named-products.ts'

/** Sentences; empty where every name is one of the index. */
export function describeUnknownFilters(guides: readonly NamedGuide[], filter: ScopeFilter): string[] {
  const ids = findNames(guides, ({ catalogId }) => catalogId)
  const products = findNames(guides, ({ product }) => product)
  const titles = findNames(guides, ({ title }) => title)
  return [
    ...unknown(filter.guides, ids).map((name) =>
      say(`Guide ${quoted(name)} is not in the index.`, nearNames(name, ids)),
    ),
    ...unknown(filter.products, products).map((name) =>
      say(`No indexed guide is of the product ${quoted(name)}.`, nearProducts(name, products)),
    ),
    ...unknown(filter.guideTypes, titles).map((name) =>
      say(`No indexed guide has the title ${quoted(name)}.`, nearNames(name, titles)),
    ),
  ]
}

function findNames(guides: readonly NamedGuide[], nameOf: (guide: NamedGuide) => string): string[] {
  return [...new Set(guides.map(nameOf))]
}

function unknown(asked: readonly string[] = [], names: readonly string[]): string[] {
  const there = new Set(names.map(foldFilter))
  return asked.filter((name) => !there.has(foldFilter(name)))
}

function quoted(name: string): string {
  return `"${name.slice(0, 80)}"`
}

function say(what: string, near: readonly string[]): string {
  return [what, didYouMean(near)].filter(Boolean).join(' ')
}

// "S3" is what readers call "Amazon Simple Storage Service".
function nearProducts(name: string, products: readonly string[]): string[] {
  const meant = new Set(namedProducts(name, knownProducts()).map(({ product }) => joinedName(product.name)))
  const byName = products.filter((product) => meant.has(joinedName(product)))
  return byName.length > 0 ? byName.slice(0, 3) : nearNames(name, products)
}
