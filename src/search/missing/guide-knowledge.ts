// The guides that are known, in an index or in the catalog, by product: made once for each state of the index.

import type { CatalogGuide } from '../../core/model/guide.ts'
import { listKnownGuides } from '../../core/model/indexed-guides.ts'
import { type GuideRow, listGuides } from '../../store/guides/guide-rows.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { type GuideWords, loadGuideWords } from './guide-words.ts'
import { type GuidesByProduct, groupGuidesByProduct } from './guides-of-product.ts'
import { loadKnownProducts } from './known-products.ts'
import { toSiteFolder } from './meant-guides.ts'
import { addProductTerms, loadProductTerms } from './product-terms.ts'

export interface GuideKnowledge {
  readonly guides: readonly CatalogGuide[]
  readonly byProduct: GuidesByProduct<CatalogGuide>
  /** Guides of the index, in each of their locales, by their folder. */
  readonly indexed: ReadonlyMap<string, readonly GuideRow[]>
  /** Their folders, of whichever site. */
  readonly folders: ReadonlySet<string>
  /** What guides are about, whether they are in the index or not. */
  readonly words: GuideWords
}

/** `catalog` is asked again after every change of the index. */
export function createGuideKnowledge(catalog: () => readonly CatalogGuide[]): (db: SqlDatabase) => GuideKnowledge {
  return cachePerVersion((db) => buildGuideKnowledge(catalog(), listGuides(db)))
}

/** `rows` are those of the index. */
export function buildGuideKnowledge(catalog: readonly CatalogGuide[], rows: readonly GuideRow[]): GuideKnowledge {
  const indexed = new Map<string, GuideRow[]>()
  for (const row of rows) indexed.set(row.base, [...(indexed.get(row.base) ?? []), row])
  const guides = listKnownGuides(catalog, rows)
  const folders = new Set([...indexed.keys()].map(toSiteFolder))
  const byProduct = groupGuidesByProduct(guides, loadKnownProducts())
  const words = addProductTerms(loadGuideWords(), loadProductTerms(), byProduct)
  return { guides, byProduct, indexed, folders, words }
}
