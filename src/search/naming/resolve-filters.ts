// The names that a search is narrowed by, as the guides have them: readers write "S3" for "Amazon Simple Storage
// Service", and mean its guides where a guide is asked for. Only names that are one, whole, of one product are taken;
// of the others missing/unknown-filters.ts says what may be meant. Pure.

import { getFullTitle } from '../../core/model/guide.ts'
import type { IndexedGuide } from '../../core/model/indexed-guides.ts'
import { looksLikeAddress } from '../../core/model/require-doc-address.ts'
import { foldFilter, type ScopeFilter } from '../candidates/search-scope.ts'
import type { GuideKnowledge } from '../missing/guide-knowledge.ts'
import { joinName } from '../missing/known-products.ts'
import { dropRemark, isCalled, listProductsCalled } from './products-called.ts'

export interface FilterName {
  readonly id: string
  readonly product: string
  readonly title: string
}

/** Of the index, and of the index and the catalog. */
export interface FilterNames {
  readonly indexed: readonly FilterName[]
  readonly known: readonly FilterName[]
}

export function listFilterNames({ guides, indexed }: GuideKnowledge): FilterNames {
  return { indexed: [...indexed.values()].flat().map(toFilterName), known: guides }
}

export function toFilterName({ catalogId: id, product, title }: IndexedGuide): FilterName {
  return { id, product, title }
}

/** The same filters by the names of guides and products; a name that is none of theirs stays as it is. */
export function resolveFilters<Filter extends ScopeFilter>(filter: Filter, { indexed, known }: FilterNames): Filter {
  const { guides, products } = filter
  return {
    ...filter,
    ...(guides && { guides: resolveGuideNames(guides, [indexed, known]) }),
    ...(products && {
      products: replaceNames(products, (name) => findProducts(name, [indexed, known].map(listProducts))),
    }),
  }
}

/** Catalog ids for the names of guides and products. Of the lists the first that has a name says what it means. */
export function resolveGuideNames(names: readonly string[], lists: readonly (readonly FilterName[])[]): string[] {
  return replaceNames(names, (name) => findGuideIds(name, lists))
}

function replaceNames(names: readonly string[], find: (name: string) => readonly string[]): string[] {
  const replaced = names.flatMap((name) => {
    const found = find(name)
    return found.length > 0 ? found : [name]
  })
  return [...new Set(replaced)]
}

function findGuideIds(name: string, lists: readonly (readonly FilterName[])[]): string[] {
  if (looksLikeAddress(name)) return []
  const asked = foldFilter(name)
  const isMeant = [
    (guide: FilterName) => foldFilter(guide.id) === asked,
    (guide: FilterName) => foldFilter(getFullTitle(guide)) === asked,
  ]
  for (const passes of isMeant)
    for (const guides of lists) {
      const found = guides.filter(passes)
      if (found.length > 0) return listOnce(found.map(({ id }) => id))
    }
  const [product] = findProducts(name, lists.map(listProducts))
  if (product === undefined) return []
  for (const guides of lists) {
    const found = guides.filter((guide) => guide.product === product)
    if (found.length > 0) return listOnce(found.map(({ id }) => id))
  }
  return []
}

/** One product: "Lambda@Edge", which is said of two, is a name of neither. */
function findProducts(name: string, lists: readonly (readonly string[])[]): string[] {
  const asked = foldFilter(name)
  const joined = joinName(name)
  if (joined === '') return []
  const named = listProductsCalled(name)
  const isMeant = [
    (product: string) => foldFilter(product) === asked,
    (product: string) => joinName(product) === joined,
    (product: string) => joinName(dropRemark(product)) === joined,
    (product: string) => named.length === 1 && named.some((one) => isCalled(product, one)),
  ]
  for (const passes of isMeant)
    for (const products of lists) {
      const found = products.filter(passes)
      if (found.length > 0) return found.length === 1 ? found : []
    }
  return []
}

function listProducts(guides: readonly FilterName[]): string[] {
  return listOnce(guides.map(({ product }) => product))
}

function listOnce(names: readonly string[]): string[] {
  return [...new Set(names)]
}
