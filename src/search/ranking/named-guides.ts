// The guides that a query is about by the names of products in it: those that readers write (data/products.txt knows
// more of them than guides say of themselves), and those that programs print.

import { listGuideNames } from '../../store/guides/guide-rows.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { groupGuidesByProduct } from '../missing/guides-of-product.ts'
import { type KnownProduct, loadKnownProducts } from '../missing/known-products.ts'
import { findNamedProducts } from '../missing/named-products.ts'
import { findPrintedProducts } from '../missing/printed-guides.ts'
import { listPrintedServices } from '../query/list-printed-services.ts'
import type { ParsedQuery } from '../query/parse-query.ts'

export interface NamedGuides {
  /** Folders of the guides of a product that the query names. */
  readonly named: ReadonlySet<string>
  /** … by what programs call it (list-printed-services.ts), with how surely it is meant, from 0 to 1. */
  readonly printed: ReadonlyMap<string, number>
}

/** Where something was done, or on what, may be said by the way; and who was refused may have to ask IAM. */
const BY_THE_WAY = 0.5
const PERMISSIONS = 'AWS Identity and Access Management'
const TEMPLATES = 'AWS CloudFormation'

const byProduct = cachePerVersion((db) => groupGuidesByProduct(listGuideNames(db), loadKnownProducts()))

type NamingQuery = Pick<ParsedQuery, 'text' | 'isPasted' | 'isRefusal'>

export function collectNamedGuides(db: SqlDatabase, { text, isPasted, isRefusal }: NamingQuery): NamedGuides {
  const guides = byProduct(db)
  const basesOf = (product: KnownProduct) => guides.listGuides(product).map(({ base }) => base)
  const called = (name: string) => guides.products.filter((product) => product.name === name).flatMap(basesOf)
  const printed = new Map<string, number>()
  const add = (bases: readonly string[], sureness: number) => {
    for (const base of bases) printed.set(base, Math.max(sureness, printed.get(base) ?? 0))
  }
  // The type of a resource is looked up where types are described, and of what is made by it an error speaks.
  const isType = TYPE.test(text)
  if (isType) add(called(TEMPLATES), 1)
  for (const one of listPrintedServices(text))
    add(
      findPrintedProducts(one, guides.products).flatMap(basesOf),
      one.by === 'place' || (isType && !isPasted) ? BY_THE_WAY : 1,
    )
  if (isRefusal && printed.size > 0) add(called(PERMISSIONS), BY_THE_WAY)
  return {
    named: new Set(findNamedProducts(text, guides.products).flatMap(({ product }) => basesOf(product))),
    printed,
  }
}

const TYPE = /\bAWS::\w+::\w/
