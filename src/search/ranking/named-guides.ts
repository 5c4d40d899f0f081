// The guides that a query is about by the names of products in it: those that readers write (data/products.txt knows
// more of them than guides say of themselves), and those that programs print.

import { listGuideNames } from '../../store/guides/guide-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { versionCache } from '../../store/sqlite/version-cache.ts'
import { guidesByProduct } from '../missing/guides-of-product.ts'
import { knownProducts } from '../missing/known-products.ts'
import { namedProducts } from '../missing/named-products.ts'
import { printedServices } from '../query/printed-services.ts'

export interface NamedGuides {
  /** Folders of the guides of a product that the query names. */
  readonly named: ReadonlySet<string>
  /** … that stands in a host, an ARN, an action, a command or the type of a resource. */
  readonly printed: ReadonlySet<string>
}

const byProduct = versionCache((db) => guidesByProduct(listGuideNames(db), knownProducts()))

export function namedGuides(db: SqlDatabase, text: string): NamedGuides {
  const guides = byProduct(db)
  const about = (words: string) =>
    namedProducts(words, guides.products).flatMap(({ product }) => guides.of(product).map(({ base }) => base))
  // Behind "AWS" a name that is an ordinary word too is one.
  const printed = printedServices(text).flatMap((service) => about(`AWS ${service}`))
  return { named: new Set(about(text)), printed: new Set(printed) }
}
