// What to get of a catalog: which of its guides are meant, and of each what is missing here. Pure.

import { parseDocUrl } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import { DEFAULT_LOCALE, type Locale, toLanguage } from '../../core/model/locale.ts'
import { looksLikeAddress, requireDocAddress } from '../../core/model/require-doc-address.ts'
import { findNearNames, formatSuggestion } from '../../core/text/near-names.ts'
import { quoteBriefly } from '../../core/text/shorten.ts'
import { type Route, routeFrom, sumSizes } from './delta-chain.ts'
import { type CatalogEntry, makeEntryKey } from './published-catalog.ts'

/** A guide as the index here has it. */
export interface LocalGuide {
  readonly base: string
  readonly locale: Locale
  readonly pages: number
  /** Milliseconds since the epoch. */
  readonly completedAt: number | undefined
  readonly newest: number | undefined
  /** The published state that was merged last. */
  readonly pulled: string | undefined
}

export interface PullChoice {
  /** Catalog ids or URLs of pages; without any, the guides that the index has. */
  readonly names: readonly string[]
  readonly locales: readonly Locale[] | undefined
  /** Every guide of the catalog. */
  readonly all: boolean
}

export type PlannedGuide = { readonly entry: CatalogEntry } & (
  | Route
  /** The state that the catalog has was merged before. */
  | { readonly kind: 'current'; readonly files: readonly [] }
  /** The site confirmed what is here later than what is published. */
  | { readonly kind: 'newer-here'; readonly files: readonly [] }
)

/** Throws UNKNOWN_GUIDE for a name that means no guide of the catalog, BAD_INPUT when nothing is named. */
export function planPull(
  entries: readonly CatalogEntry[],
  choice: PullChoice,
  local: readonly LocalGuide[],
): PlannedGuide[] {
  const here = new Map(local.map((guide) => [makeEntryKey(guide), guide]))
  return choosePublished(entries, choice, local).map((entry) => planGuide(entry, here.get(makeEntryKey(entry))))
}

function choosePublished(
  entries: readonly CatalogEntry[],
  choice: PullChoice,
  local: readonly LocalGuide[],
): CatalogEntry[] {
  const { names, locales, all } = choice
  const isInLocales = (entry: CatalogEntry) => locales?.includes(entry.locale) ?? true
  if (locales && entries.length > 0 && !entries.some(isInLocales)) throw makeNoLanguageError(locales, entries)
  if (all) return entries.filter(isInLocales)
  if (names.length === 0) {
    const here = new Set(local.filter(({ pages }) => pages > 0).map(makeEntryKey))
    if (here.size > 0) return entries.filter((entry) => here.has(makeEntryKey(entry)) && isInLocales(entry))
    throw new DocsError('BAD_INPUT', 'The index has no guides yet that could be brought up to date.', {
      hint: `Name guides, or get all ${entries.length} with --all: ${formatSomeIds(entries)}.`,
    })
  }
  const chosen = new Set(names.flatMap((name) => listMeant(name, entries, locales)))
  return entries.filter((entry) => chosen.has(entry))
}

function planGuide(entry: CatalogEntry, local: LocalGuide | undefined): PlannedGuide {
  if (!local || local.pages === 0) return { entry, ...routeFrom(entry, undefined) }
  if (local.pulled === entry.bundle.state) return { entry, kind: 'current', files: [] }
  // Whoever follows this publisher gets its next state, and of two copies of a page the later one stays.
  if (entry.deltas.some((delta) => delta.from === local.pulled)) return { entry, ...routeFrom(entry, local.pulled) }
  const isWhole = local.completedAt !== undefined || entry.completedAt === null
  const isLater = entry.newest === null || Date.parse(entry.newest) <= (local.newest ?? 0)
  return isWhole && isLater ? { entry, kind: 'newer-here', files: [] } : { entry, ...routeFrom(entry, undefined) }
}

export function sumBytes(planned: readonly PlannedGuide[]): number {
  return planned.reduce((sum, { files }) => sum + sumSizes(files), 0)
}

// As a crawl understands it: an id means the guide in English, a URL the guide in that page's language, unless another
// is asked for.
function listMeant(
  name: string,
  entries: readonly CatalogEntry[],
  locales: readonly Locale[] | undefined,
): CatalogEntry[] {
  requireDocAddress(name)
  const url = looksLikeAddress(name) ? parseDocUrl(name) : undefined
  const named = entries.filter((entry) => (url ? entry.base === url.base : entry.catalogId === name.toLowerCase()))
  if (named.length === 0) throw makeNotPublishedError(name, entries)
  const wanted = locales ?? [url?.locale ?? DEFAULT_LOCALE]
  const found = named.filter(({ locale }) => wanted.includes(locale))
  if (found.length > 0) return found
  throw new DocsError(
    'UNKNOWN_GUIDE',
    `The repository does not have ${quoteBriefly(name)} in ${wanted.map(toLanguage).join(' or ')}.`,
    { hint: `It has it in: ${named.map(({ locale }) => toLanguage(locale)).join(', ')}; --locale chooses.` },
  )
}

function makeNotPublishedError(name: string, entries: readonly CatalogEntry[]): DocsError {
  const near = formatSuggestion(findNearNames(name, [...new Set(entries.map(({ catalogId }) => catalogId))]))
  return new DocsError('UNKNOWN_GUIDE', `The repository has no guide ${quoteBriefly(name)}.`, {
    hint: ({ isOffline }) =>
      [near, `It has: ${formatSomeIds(entries)}.`, isOffline ? '' : 'What it lacks, "crawl" gets from the site.']
        .filter(Boolean)
        .join(' '),
  })
}

function makeNoLanguageError(locales: readonly Locale[], entries: readonly CatalogEntry[]): DocsError {
  const there = [...new Set(entries.map(({ locale }) => toLanguage(locale)))]
  return new DocsError('UNKNOWN_GUIDE', `The repository has nothing in ${locales.map(toLanguage).join(' or ')}.`, {
    hint: `What it has is in ${there.join(', ')}.`,
  })
}

function formatSomeIds(entries: readonly CatalogEntry[]): string {
  const ids = [...new Set(entries.map(({ catalogId }) => catalogId))]
  return ids.length > 20 ? `${ids.slice(0, 20).join(', ')} and ${ids.length - 20} more` : ids.join(', ') || 'nothing'
}
