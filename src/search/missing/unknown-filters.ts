// Names that a search was narrowed by and that no indexed guide has: said, with those that may be meant.

import { findNearNames, formatSuggestion } from '../../core/text/near-names.ts'
import type { NamedGuide } from '../../store/guides/guide-rows.ts'
import { foldFilter, type ScopeFilter } from '../candidates/search-scope.ts'
import { joinName, loadKnownProducts } from './known-products.ts'
import { findNamedProducts } from './named-products.ts'

/** Sentences; empty where every name is one of the index. */
export function describeUnknownFilters(guides: readonly NamedGuide[], filter: ScopeFilter): string[] {
  const ids = findNames(guides, ({ catalogId }) => catalogId)
  const products = findNames(guides, ({ product }) => product)
  const titles = findNames(guides, ({ title }) => title)
  return [
    ...listUnknown(filter.guides, ids).map((name) =>
      say(`Guide ${quoteName(name)} is not in the index.`, findNearNames(name, ids)),
    ),
    ...listUnknown(filter.products, products).map((name) =>
      say(`No indexed guide is of the product ${quoteName(name)}.`, findNearProducts(name, products)),
    ),
    ...listUnknown(filter.guideTypes, titles).map((name) =>
      say(`No indexed guide has the title ${quoteName(name)}.`, findNearNames(name, titles)),
    ),
  ]
}

function findNames(guides: readonly NamedGuide[], nameOf: (guide: NamedGuide) => string): string[] {
  return [...new Set(guides.map(nameOf))]
}

function listUnknown(asked: readonly string[] = [], names: readonly string[]): string[] {
  const there = new Set(names.map(foldFilter))
  return asked.filter((name) => !there.has(foldFilter(name)))
}

function quoteName(name: string): string {
  return `"${name.slice(0, 80)}"`
}

function say(what: string, near: readonly string[]): string {
  return [what, formatSuggestion(near)].filter(Boolean).join(' ')
}

// "S3" is what readers call "Amazon Simple Storage Service".
function findNearProducts(name: string, products: readonly string[]): string[] {
  const meant = new Set(findNamedProducts(name, loadKnownProducts()).map(({ product }) => joinName(product.name)))
  const byName = products.filter((product) => meant.has(joinName(product)))
  return byName.length > 0 ? byName.slice(0, 3) : findNearNames(name, products)
}
