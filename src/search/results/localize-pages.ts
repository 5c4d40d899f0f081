// The same page in the language that is wanted: translations join by guide and page name, sections by their shared
// anchor.

import type { Locale } from '../../core/model/locale.ts'
import { toPlainText } from '../../core/text/plain-text.ts'
import { toTerms } from '../../core/text/terms.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { getIndexedPages } from '../candidates/indexed-pages.ts'
import { memoize } from '../memoize.ts'
import type { BestPassage } from '../ranking/page-passages.ts'
import type { RankedPage } from '../ranking/rank-pages.ts'

/** The translation in `locale` when it is indexed, at the section that has the same anchor; else the page itself. */
export function localize(db: SqlDatabase, found: RankedPage, locale: Locale): RankedPage {
  if (found.page.locale === locale) return found
  const translation = getIndexedPages(db)
    .listTranslations(found.page)
    .find((page) => page.locale === locale)
  if (!translation) return found
  return {
    ...found,
    page: translation,
    findBest: memoize(() => findTranslatedPassage(db, found.findBest(), translation.id)),
    chooseShown: memoize(() => findTranslatedPassage(db, found.chooseShown(), translation.id)),
    // Places in the other language's text.
    listNext: () => [],
  }
}

function findTranslatedPassage(db: SqlDatabase, found: BestPassage, translationId: number): BestPassage {
  const { markdown, sections, passages } = getIndexedPages(db).getText(translationId) ?? NO_TEXT
  const section = sections.find(({ anchor }) => anchor !== '' && anchor === found.section?.anchor) ?? sections[0]
  const inSection = passages.filter((row) => row.section === section?.ordinal)
  const passage = inSection.find(({ anchor }) => anchor === found.anchor) ?? inSection[0]
  const others = found.others.flatMap(
    (other) => sections.find(({ anchor }) => anchor !== '' && anchor === other.anchor) ?? [],
  )
  const start = passage?.start ?? 0
  const end = passage?.end ?? Math.min(markdown.length, 1200)
  const terms = new Set(toTerms(toPlainText(markdown.slice(start, end)).text))
  return { terms, markdown, sections, section, anchor: passage?.anchor ?? '', start, end, others }
}

const NO_TEXT = { markdown: '', sections: [], passages: [] }

/** In scores: a page that is further behind the first one of its language than this says nothing more for itself. */
const AGREEMENT = 5

/**
 * What it adds to a page that it is found in the other language, too, `behind` the first page there: the words of two
 * languages seldom go wrong together.
 */
export function computeAgreement(behind: number): number {
  return Math.max(0, AGREEMENT - behind)
}

/** Each page once. Rankings are those of each language that was asked, their pages best first and localized. */
export function foldTranslations(rankings: readonly (readonly RankedPage[])[]): RankedPage[] {
  const best = new Map<number, { readonly page: RankedPage; readonly behind: number; readonly added: number }>()
  for (const pages of rankings) {
    const top = pages[0]?.score ?? 0
    for (const page of pages) {
      const found = { page, behind: top - page.score, added: 0 }
      const known = best.get(page.page.id)
      const [first, second] = !known || known.page.score < page.score ? [found, known] : [known, found]
      const added = (known?.added ?? 0) + (second ? computeAgreement(second.behind) : 0)
      best.set(page.page.id, { ...first, added })
    }
  }
  return [...best.values()].map(({ page, added }) => ({ ...page, score: page.score + added }))
}
