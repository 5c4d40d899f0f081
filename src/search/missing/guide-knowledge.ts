// The guides that are known, in an index or in the catalog, by product: made once for each state of the index.

import type { CatalogGuide } from '../../core/model/guide.ts'
import { knownGuides } from '../../core/model/indexed-guides.ts'
import { type GuideRow, listGuides } from '../../store/guides/guide-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { versionCache } from '../../store/sqlite/version-cache.ts'
import { type GuideWords, guideWords } from './guide-words.ts'
import { type GuidesByProduct, guidesByProduct } from './guides-of-product.ts'
import { knownProducts } from './known-products.ts'
import { folderOnSite } from './meant-guides.ts'
import { completeWords, productTerms } from './product-terms.ts'

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
export function guideKnowledge(catalog: () => readonly CatalogGuide[]): (db: SqlDatabase) => GuideKnowledge {
  return versionCache((db) => knowGuides(catalog(), listGuides(db)))
}

/** `rows` are those of the index. */
export function knowGuides(catalog: readonly CatalogGuide[], rows: readonly GuideRow[]): GuideKnowledge {
  const indexed = new Map<string, GuideRow[]>()
  for (const row of rows) indexed.set(row.base, [...(indexed.get(row.base) ?? []), row])
  const guides = knownGuides(catalog, rows)
  const folders = new Set([...indexed.keys()].map(folderOnSite))
  const byProduct = guidesByProduct(guides, knownProducts())
  const words = completeWords(guideWords(), productTerms(), byProduct)
  return { guides, byProduct, indexed, folders, words }
}
