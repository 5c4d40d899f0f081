// Which languages an index has, and which of them hold a term.

import type { Locale } from '../../core/model/locale.ts'
import { lowerBound, type PassageMap, passageIdAt } from '../../store/fulltext/passage-map.ts'
import { openPostings } from '../../store/fulltext/postings.ts'
import { listGuideNames } from '../../store/guides/guide-rows.ts'
import { pageIdOfPassage, passageIdsOfLocale } from '../../store/index/passage-id.ts'
import { versionCache } from '../../store/sqlite/version-cache.ts'
import type { LanguageIndex } from './query-language.ts'

export const languageIndex = versionCache(
  (db): LanguageIndex => ({
    locales: new Set(listGuideNames(db).map(({ locale }) => locale)),
    holds: (locale, term) => {
      const { map, of } = openPostings(db)
      return standsIn(map, of(term).ordinals, locale)
    },
  }),
)

// Ordinals ascend. A locale's are without gaps among the learnt ones, and scattered among those behind, which are few.
function standsIn(map: PassageMap, ordinals: Uint32Array, locale: Locale): boolean {
  const { from, to } = passageIdsOfLocale(locale)
  const learnt = map.pageIds.subarray(0, map.learnt)
  const ordinalOfPage = (pageId: number) => map.firstPassage[lowerBound(learnt, pageId)] ?? map.passages
  const first = ordinals[lowerBound(ordinals, ordinalOfPage(pageIdOfPassage(from)))]
  if (first !== undefined && first < ordinalOfPage(pageIdOfPassage(to) + 1)) return true
  const behind = ordinals.subarray(lowerBound(ordinals, map.learntPassages))
  return behind.some((ordinal) => {
    const id = passageIdAt(map, ordinal)
    return id >= from && id <= to
  })
}
