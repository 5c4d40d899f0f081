// Which guides of the index a name means, and what the index adds to the catalog. Pure. The catalog names what could be
// harvested (catalog.ts); this, what was.

import { LONGEST_URL, quoteBriefly, shorten } from '../text/shorten.ts'
import { findNearestGuides } from './catalog.ts'
import { parseDocUrl } from './doc-url.ts'
import { DocsError } from './errors.ts'
import type { CatalogGuide } from './guide.ts'
import { DEFAULT_LOCALE, type Locale, toLanguage } from './locale.ts'
import { type CommandSetting, quoteGetCommands, USUAL_SETTING } from './printed-commands.ts'
import { looksLikeAddress, requireDocAddress } from './require-doc-address.ts'

export interface IndexedGuide {
  readonly catalogId: string
  readonly base: string
  readonly locale: Locale
  readonly product: string
  readonly title: string
}

/**
 * The catalog and, behind it, the guides that only the index knows, since they were harvested by URL. A guide that was
 * added by URL has no name of its own in the catalog: it is called what its pages say, once they are there.
 */
export function listKnownGuides(catalog: readonly CatalogGuide[], indexed: readonly IndexedGuide[]): CatalogGuide[] {
  const copies = new Map<string, CatalogGuide>()
  // English first: it gives the names.
  for (const { catalogId: id, base, product, title, locale } of [...indexed].sort(compareEnglishFirst)) {
    const before = copies.get(base) ?? { id, title, product, base, locales: [] }
    copies.set(base, { ...before, locales: [...before.locales, locale] })
  }
  const named = catalog.map((guide) => {
    const copy = guide.title === guide.id ? copies.get(guide.base) : undefined
    return copy ? { ...guide, product: copy.product, title: copy.title } : guide
  })
  const bases = new Set(catalog.map(({ base }) => base))
  return [...named, ...[...copies.values()].filter(({ base }) => !bases.has(base))]
}

export interface IndexedChoice {
  readonly locale?: Locale | undefined
  /** What could be harvested; asked only to say how. */
  readonly listCatalog?: () => readonly CatalogGuide[]
  readonly setting?: CommandSetting
}

/**
 * The indexed guides that `names` mean, in the index's order: an id means the guide in every locale, the URL of a page
 * the guide in that page's locale; `locale` narrows both. Without names, all. Throws UNKNOWN_GUIDE for a name that
 * means none, OUT_OF_SCOPE for an address of another site.
 */
export function chooseIndexed<Guide extends IndexedGuide>(
  indexed: readonly Guide[],
  names: readonly string[],
  choice: IndexedChoice = {},
): Guide[] {
  const { locale } = choice
  const inLocale = indexed.filter((guide) => locale === undefined || guide.locale === locale)
  if (names.length === 0) return inLocale
  const chosen = new Set(names.flatMap((name) => listMeant(name, indexed, choice)))
  return inLocale.filter((guide) => chosen.has(guide))
}

function listMeant<Guide extends IndexedGuide>(
  name: string,
  indexed: readonly Guide[],
  { locale: asked, listCatalog = () => [], setting = USUAL_SETTING }: IndexedChoice,
): Guide[] {
  const id = name.toLowerCase()
  requireDocAddress(name)
  const url = looksLikeAddress(name) ? parseDocUrl(name) : undefined
  const locale = asked ?? url?.locale
  const copies = indexed.filter(({ base, catalogId }) => base === url?.base || catalogId === id)
  const meant = copies.filter((guide) => locale === undefined || guide.locale === locale)
  if (meant.length > 0) return meant
  const exists = url !== undefined || copies.length > 0 || listCatalog().some((guide) => guide.id === id)
  throw new DocsError(
    'UNKNOWN_GUIDE',
    `Guide ${quoteBriefly(name)} is not in the index${locale ? ` in ${toLanguage(locale)}` : ''}.`,
    {
      hint: exists ? makeGetHint(name, copies, asked, setting) : makeSearchHint(name, indexed),
    },
  )
}

function makeGetHint(
  name: string,
  copies: readonly IndexedGuide[],
  asked: Locale | undefined,
  setting: CommandSetting,
): string {
  const there = copies.length > 0 ? `It is in ${copies.map(({ locale }) => locale).join(', ')}. ` : ''
  return `${there}${quoteGetCommands(name.length > LONGEST_URL ? 'URL' : name, setting, asked)} gets it.`
}

function makeSearchHint(name: string, indexed: readonly IndexedGuide[]): string {
  const near = findNearestGuides(listKnownGuides([], indexed), name).map(({ id }) => `"${id}"`)
  const there = near.length > 0 ? `The nearest that are: ${near.join(', ')}. ` : ''
  return `${there}"aws-docs-offline guides find ${shorten(name)}" says whether it could be harvested.`
}

function compareEnglishFirst(a: IndexedGuide, b: IndexedGuide): number {
  return Number(b.locale === DEFAULT_LOCALE) - Number(a.locale === DEFAULT_LOCALE)
}
