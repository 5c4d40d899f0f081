// Which languages an index has, and which of them hold a term.

import type { Locale } from '../../core/model/locale.ts'
import { findLowerBound, getPassageIdAt, type PassageMap } from '../../store/fulltext/passage-map.ts'
import { openPostings } from '../../store/fulltext/postings.ts'
import { listGuideNames } from '../../store/guides/guide-rows.ts'
import { getLocalePassageIds, toPageId } from '../../store/index/passage-id.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { LanguageIndex } from './detect-language.ts'

export const languageIndex = cachePerVersion(
  (db): LanguageIndex => ({
    locales: new Set(listGuideNames(db).map(({ locale }) => locale)),
    holds: (locale, term) => {
      const { map, get } = openPostings(db)
      return standsIn(map, get(term).ordinals, locale)
    },
  }),
)

// Ordinals ascend. A locale's are without gaps among the learnt ones, and scattered among those behind, which are few.
function standsIn(map: PassageMap, ordinals: Uint32Array, locale: Locale): boolean {
  const { from, to } = getLocalePassageIds(locale)
  const learnt = map.pageIds.subarray(0, map.learnt)
  const findOrdinal = (pageId: number) => map.firstPassage[findLowerBound(learnt, pageId)] ?? map.passages
  const first = ordinals[findLowerBound(ordinals, findOrdinal(toPageId(from)))]
  if (first !== undefined && first < findOrdinal(toPageId(to) + 1)) return true
  const behind = ordinals.subarray(findLowerBound(ordinals, map.learntPassages))
  return behind.some((ordinal) => {
    const id = getPassageIdAt(map, ordinal)
    return id >= from && id <= to
  })
}
