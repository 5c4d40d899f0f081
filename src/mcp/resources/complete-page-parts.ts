// Completing the parts of a page's address from what is indexed, each in the light of those that are known already.

import type { LocalIndex } from '../../app/index/local-index.ts'
import { toPath } from '../../core/model/doc-url.ts'
import { type PageParts, toFolder, toGuideParts } from './page-uri.ts'

/** The protocol's most. */
const MOST = 100

/** Values that begin with what was typed, else hold it; without regard to case. */
export function completePart(
  index: LocalIndex,
  part: keyof PageParts,
  typed: string,
  known: Readonly<Record<string, string>>,
): string[] {
  if (part === 'page') return completePage(index, typed, known)
  const guides = index
    .listIndexedGuides()
    .filter(({ pages }) => pages > 0)
    .map(toGuideParts)
    .filter((guide) => Object.entries(known).every(([name, value]) => matches(guide, part, name, value)))
  return narrow([...new Set(guides.map((guide) => guide[part]))].sort(), typed)
}

// Parts that were filled in narrow the others; the one being typed does not narrow itself.
function matches(guide: Omit<PageParts, 'page'>, part: string, name: string, value: string): boolean {
  if (name === part || value === '' || !(name in guide)) return true
  return guide[name as keyof typeof guide] === value
}

function completePage(index: LocalIndex, typed: string, known: Readonly<Record<string, string>>): string[] {
  const { locale: language = '', service, version, guide } = known
  if (!service || !version || !guide) return []
  const folder = toFolder({ locale: language, service, version, guide })
  if (!folder) return []
  const base = toPath(folder.base, '', folder.locale)
  const begins = index.listPages({ prefix: base + typed, limit: MOST })
  const pages = begins.length > 0 ? begins : index.listPages({ prefix: base, limit: 5000 })
  return narrow(
    pages.map(({ path }) => path.slice(base.length)),
    typed,
  )
}

export function narrow(values: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase()
  const begins = values.filter((value) => value.toLowerCase().startsWith(wanted))
  return (begins.length > 0 ? begins : values.filter((value) => value.toLowerCase().includes(wanted))).slice(0, MOST)
}
