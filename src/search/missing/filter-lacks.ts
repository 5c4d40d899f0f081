// Guides that a search was narrowed to and that only the catalog has.

import type { GuideLack } from '../../core/model/coverage.ts'
import type { CatalogGuide } from '../../core/model/guide.ts'
import type { Locale } from '../../core/model/locale.ts'
import { findPartition, type Partition } from '../../core/model/partition.ts'
import type { UnknownFilter } from '../../core/model/unknown-filter.ts'
import { foldFilter } from '../candidates/search-scope.ts'
import { chooseGuides, guideLack } from './find-lacks.ts'

interface FilterLackContext {
  readonly guides: readonly CatalogGuide[]
  /** The language of the answer. */
  readonly locale: Locale
  /** The site that was asked about; both when left out. */
  readonly partition: Partition | undefined
}

/** `filters` are those that the index does not have. A title alone names no guide. */
export function findFilterLacks(
  filters: readonly UnknownFilter[],
  { guides, locale, partition }: FilterLackContext,
): GuideLack[] {
  return filters.flatMap(({ kind, name }) => {
    const folded = foldFilter(name)
    const meant = guides.filter(
      ({ id, product, base }) =>
        (partition === undefined || findPartition(base) === partition) &&
        ((kind === 'guide' && foldFilter(id) === folded) || (kind === 'product' && foldFilter(product) === folded)),
    )
    return chooseGuides(meant).map((guide) => guideLack(guide, locale))
  })
}
