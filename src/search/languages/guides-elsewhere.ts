// Guides that a question is about and that are indexed in none of the languages it is asked in: an English question
// about a product whose guide is there in Japanese alone. Names, commands and identifiers are the same in all.

import type { Locale } from '../../core/model/locale.ts'
import { getGuidePassageIds, type IdRange } from '../../store/index/passage-id.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { SearchScope } from '../candidates/search-scope.ts'
import { namesProduct } from '../query/product-names.ts'
import { languageIndex } from './language-index.ts'

export interface GuidesElsewhere {
  readonly locale: Locale
  /** One for each guide. */
  readonly ranges: readonly IdRange[]
}

/**
 * Those of a product that the words name, those of a language that alone holds one of the words, or all where nothing
 * else is to be looked at.
 */
export function findGuidesElsewhere(
  db: SqlDatabase,
  scope: SearchScope,
  words: readonly string[],
  asked: readonly Locale[],
): GuidesElsewhere[] {
  const elsewhere = scope.listElsewhere(asked)
  if (elsewhere.length === 0) return []
  const isAll = scope.isNarrowed || asked.every((locale) => !scope.locales.has(locale))
  const { holds } = languageIndex(db)
  const rare = isAll ? [] : words.filter((word) => !asked.some((locale) => holds(locale, word)))
  const isMeant = (id: number, locale: Locale) =>
    isAll || namesProduct(db, words, id) || rare.some((word) => holds(locale, word))
  const meant = elsewhere.filter(({ id, locale }) => isMeant(id, locale))
  return [...new Set(meant.map(({ locale }) => locale))].map((locale) => ({
    locale,
    ranges: meant.filter((guide) => guide.locale === locale).map(({ id }) => getGuidePassageIds(id)),
  }))
}
