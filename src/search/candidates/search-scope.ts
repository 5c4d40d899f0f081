// Which passages a query may look at: its filters, as ranges of ids. A guide is chosen in all its locales, whatever
// language its name was given in.

import type { Locale } from '../../core/model/locale.ts'
import { findPartition, type Partition } from '../../core/model/partition.ts'
import { foldCase } from '../../core/text/fold-case.ts'
import { listGuideNames, type NamedGuide } from '../../store/guides/guide-rows.ts'
import { getGuidePassageIds, getLocalePassageIds, type IdRange } from '../../store/index/passage-id.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

export interface ScopeFilter {
  /** Catalog ids. */
  readonly guides?: readonly string[]
  readonly products?: readonly string[]
  /** Guide titles: "Developer Guide". */
  readonly guideTypes?: readonly string[]
  /** Of one site. */
  readonly partition?: Partition
}

export interface SearchScope {
  readonly guides: ReadonlyMap<number, NamedGuide>
  /** What is indexed, in scope or not. */
  readonly indexed: readonly NamedGuide[]
  /** Empty when the filters leave nothing in the locale. */
  getRanges(locale: Locale): readonly IdRange[]
  readonly locales: ReadonlySet<Locale>
  /** Guides in scope in the locale. */
  countGuides(locale: Locale): number
  /** Those in scope of which there is none in any of these languages. */
  listElsewhere(locales: readonly Locale[]): readonly NamedGuide[]
  readonly isNarrowed: boolean
}

const indexedGuides = cachePerVersion(listGuideNames)

export function openSearchScope(db: SqlDatabase, filter: ScopeFilter): SearchScope {
  const guides = indexedGuides(db)
  const wanted = selectBases(guides, filter)
  const inScope = wanted ? guides.filter((guide) => wanted.has(guide.base)) : guides
  return {
    guides: new Map(guides.map((guide) => [guide.id, guide])),
    indexed: guides,
    locales: new Set(inScope.map((guide) => guide.locale)),
    countGuides: (locale) => inScope.filter((guide) => guide.locale === locale).length,
    listElsewhere(locales) {
      const here = new Set(inScope.flatMap(({ base, locale }) => (locales.includes(locale) ? [base] : [])))
      return inScope.filter(({ base }) => !here.has(base))
    },
    isNarrowed: wanted !== undefined,
    getRanges(locale) {
      if (!inScope.some((guide) => guide.locale === locale)) return []
      if (!wanted) return [getLocalePassageIds(locale)]
      return inScope.filter((guide) => guide.locale === locale).map((guide) => getGuidePassageIds(guide.id))
    },
  }
}

// Undefined when there is no filter. All filters must hold, each for at least one of its values.
function selectBases(
  guides: readonly NamedGuide[],
  { guides: ids, products, guideTypes, partition }: ScopeFilter,
): Set<string> | undefined {
  const filters: [readonly string[], (guide: NamedGuide) => string][] = []
  if (ids?.length) filters.push([ids, (guide) => guide.catalogId])
  if (products?.length) filters.push([products, (guide) => guide.product])
  if (guideTypes?.length) filters.push([guideTypes, (guide) => guide.title])
  if (partition) filters.push([[partition], ({ base }) => findPartition(base)])
  if (filters.length === 0) return undefined
  const passes = (guide: NamedGuide) =>
    filters.every(([values, nameOf]) => values.map(foldFilter).includes(foldFilter(nameOf(guide))))
  return new Set(guides.filter(passes).map((guide) => guide.base))
}

/** Of a name that guides are chosen by, what is compared. */
export function foldFilter(name: string): string {
  return foldCase(name).trim()
}
