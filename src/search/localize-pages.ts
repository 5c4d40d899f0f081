// The same page in the language that is wanted: twins join by guide and page name, sections by their shared anchor.

import type { Locale } from '../core/locale.ts'
import { plainText } from '../core/plain-text.ts'
import { termsOf } from '../core/terms.ts'
import { passagesOfPage } from '../store/passage-index.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { indexedPages } from './indexed-pages.ts'
import { once } from './once.ts'
import type { BestPassage, RankedPage } from './rank-pages.ts'

/** The twin in `locale` when it is indexed, at the section that has the same anchor; else the page itself. */
export function localize(db: SqlDatabase, found: RankedPage, locale: Locale): RankedPage {
  if (found.page.locale === locale) return found
  const twin = indexedPages(db)
    .twins(found.page)
    .find((page) => page.locale === locale)
  if (!twin) return found
  return { ...found, page: twin, best: once(() => passageOfTwin(db, found.best(), twin.id)) }
}

function passageOfTwin(db: SqlDatabase, found: BestPassage, twinId: number): BestPassage {
  const { markdown, sections } = indexedPages(db).text(twinId) ?? { markdown: '', sections: [] }
  const section = sections.find(({ anchor }) => anchor !== '' && anchor === found.section?.anchor) ?? sections[0]
  const inSection = passagesOfPage(db, twinId).filter((row) => row.section === section?.ordinal)
  const passage = inSection.find(({ anchor }) => anchor === found.anchor) ?? inSection[0]
  const others = found.others.flatMap(
    (other) => sections.find(({ anchor }) => anchor !== '' && anchor === other.anchor) ?? [],
  )
  const start = passage?.start ?? 0
  const end = passage?.end ?? Math.min(markdown.length, 1200)
  const terms = new Set(termsOf(plainText(markdown.slice(start, end)).text))
  return { terms, markdown, sections, section, anchor: passage?.anchor ?? '', start, end, others }
}

/** A page that was found in two languages is one hit, a little surer than either. */
export function foldTwins(pages: readonly RankedPage[]): RankedPage[] {
  const best = new Map<number, RankedPage>()
  for (const page of pages) {
    const known = best.get(page.page.id)
    if (!known) best.set(page.page.id, page)
    else {
      const [first, second] = known.score >= page.score ? [known, page] : [page, known]
      best.set(page.page.id, { ...first, score: first.score + 0.05 * Math.max(0, second.score) })
    }
  }
  return [...best.values()]
}
