// The same page in the language that is wanted: translations join by guide and page name, sections by their shared
// anchor. What is found in several languages is joined in fold-translations.ts.

import type { Locale } from '../../core/model/locale.ts'
import { toPlainText } from '../../core/text/plain-text.ts'
import { toTerms } from '../../core/text/terms.ts'
import type { IndexedPages } from '../candidates/indexed-pages.ts'
import { memoize } from '../memoize.ts'
import type { BestPassage } from '../ranking/page-passages.ts'
import type { RankedPage } from '../ranking/rank-pages.ts'

/** The translation in `locale` when it is indexed, at the section that has the same anchor; else the page itself. */
export function localize(pages: IndexedPages, found: RankedPage, locale: Locale): RankedPage {
  if (found.page.locale === locale) return found
  const translation = pages.listTranslations(found.page).find((page) => page.locale === locale)
  if (!translation) return found
  return {
    ...found,
    page: translation,
    findBest: memoize(() => findTranslatedPassage(pages, found.findBest(), translation.id)),
    chooseShown: memoize(() => findTranslatedPassage(pages, found.chooseShown(), translation.id)),
    // Places in the other language's text.
    listNext: () => [],
  }
}

function findTranslatedPassage(pages: IndexedPages, found: BestPassage, translationId: number): BestPassage {
  const { markdown, sections, passages } = pages.getText(translationId) ?? NO_TEXT
  const section = sections.find(({ anchor }) => anchor !== '' && anchor === found.section?.anchor) ?? sections[0]
  const inSection = passages.filter((row) => row.section === section?.ordinal)
  const passage = inSection.find(({ anchor }) => anchor === found.anchor) ?? inSection[0]
  const others = found.others.flatMap(
    (other) => sections.find(({ anchor }) => anchor !== '' && anchor === other.anchor) ?? [],
  )
  const start = passage?.start ?? 0
  const end = passage?.end ?? Math.min(markdown.length, 1200)
  const getTerms = memoize(() => new Set(toTerms(toPlainText(markdown.slice(start, end)).text)))
  const countTerms = () => getTerms().size
  return { countTerms, getTerms, markdown, sections, section, anchor: passage?.anchor ?? '', start, end, others }
}

const NO_TEXT = { markdown: '', sections: [], passages: [] }
