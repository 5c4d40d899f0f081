// The guides that a query is about by the names of products in it: those that readers write (data/products.txt knows
// more of them than guides say of themselves), and those that programs print.

import { listGuideNames } from '../../store/guides/guide-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { versionCache } from '../../store/sqlite/version-cache.ts'
import { guidesByProduct } from '../missing/guides-of-product.ts'
import { type KnownProduct, knownProducts } from '../missing/known-products.ts'
import { namedProducts } from '../missing/named-products.ts'
import type { ParsedQuery } from '../query/parse-query.ts'
import { type PrintedService, printedServices } from '../query/printed-services.ts'
import { nameInCode, productsOfCode } from '../query/service-codes.ts'

export interface NamedGuides {
  /** Folders of the guides of a product that the query names. */
  readonly named: ReadonlySet<string>
  /** … by what programs call it (printed-services.ts), with how surely it is meant, from 0 to 1. */
  readonly printed: ReadonlyMap<string, number>
}

/** Where something was done, or on what, may be said by the way; and who was refused may have to ask IAM. */
const BY_THE_WAY = 0.5
const PERMISSIONS = 'AWS Identity and Access Management'
const TEMPLATES = 'AWS CloudFormation'

const byProduct = versionCache((db) => guidesByProduct(listGuideNames(db), knownProducts()))

type NamingQuery = Pick<ParsedQuery, 'text' | 'isPasted' | 'isRefusal'>

export function namedGuides(db: SqlDatabase, { text, isPasted, isRefusal }: NamingQuery): NamedGuides {
  const guides = byProduct(db)
  const basesOf = (product: KnownProduct) => guides.of(product).map(({ base }) => base)
  const called = (name: string) => guides.products.filter((product) => product.name === name).flatMap(basesOf)
  const printed = new Map<string, number>()
  const add = (bases: readonly string[], sureness: number) => {
    for (const base of bases) printed.set(base, Math.max(sureness, printed.get(base) ?? 0))
  }
  // The type of a resource is looked up where types are described, and of what is made by it an error speaks.
  const isType = TYPE.test(text)
  if (isType) add(called(TEMPLATES), 1)
  for (const one of printedServices(text))
    add(productsPrinted(one, guides.products).flatMap(basesOf), one.isPlace || (isType && !isPasted) ? BY_THE_WAY : 1)
  if (isRefusal && printed.size > 0) add(called(PERMISSIONS), BY_THE_WAY)
  return {
    named: new Set(namedProducts(text, guides.products).flatMap(({ product }) => basesOf(product))),
    printed,
  }
}

const TYPE = /\bAWS::\w+::\w/

/** The products that programs call so. */
export function productsPrinted(
  printed: Omit<PrintedService, 'isPlace'>,
  products: readonly KnownProduct[] = knownProducts(),
): readonly KnownProduct[] {
  const names = new Set(productsOfCode(printed))
  if (names.size > 0) return products.filter(({ name }) => names.has(name))
  // Behind "AWS" a name that is an ordinary word too is one.
  return namedProducts(`AWS ${nameInCode(printed.code)}`, products).map(({ product }) => product)
}
