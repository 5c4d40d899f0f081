// The guides that can be named: the bundled list and what the user added. Pure lookups.

import { distance } from 'fastest-levenshtein'
import { foldCase } from '../text/fold-case.ts'
import { findNearNames, LONGEST_NAME } from '../text/near-names.ts'
import { quoteBriefly } from '../text/shorten.ts'
import { type DocUrl, parseDocUrl } from './doc-url.ts'
import { DocsError } from './errors.ts'
import type { CatalogGuide } from './guide.ts'
import { DEFAULT_LOCALE, type Locale, toLanguage } from './locale.ts'
import { findPartition, findSite, splitFolder } from './partition.ts'
import { looksLikeAddress, requireDocAddress } from './require-doc-address.ts'

/** A guide in one locale, as a command names it. */
export interface GuideChoice {
  readonly catalogId: string
  readonly base: string
  readonly locale: Locale
  readonly product: string
  readonly title: string
}

/** What may be meant by a name that no guide has. */
export type FindMeantGuides = (catalog: readonly CatalogGuide[], name: string) => readonly CatalogGuide[]

/**
 * What `name` means: a catalog id, or the URL of any page of any guide, whose locale then counts unless `locale` says
 * another.
 * Throws UNKNOWN_GUIDE with the ids that `findMeant` gives, OUT_OF_SCOPE for an address of another site.
 */
export function chooseGuide(
  catalog: readonly CatalogGuide[],
  name: string,
  locale?: Locale,
  findMeant: FindMeantGuides = findNearestGuides,
): GuideChoice {
  const byId = catalog.find((guide) => guide.id === name.toLowerCase())
  if (byId) return toChoice(byId, locale ?? DEFAULT_LOCALE)
  const url = looksLikeAddress(name) ? parseDocUrl(name) : undefined
  if (url) return toChoice(resolveGuideUrl(catalog, url), locale ?? url.locale)
  requireDocAddress(name)
  const near = findMeant(catalog, name).map(({ id }) => `"${id}"`)
  throw new DocsError('UNKNOWN_GUIDE', `Guide ${quoteBriefly(name)} is not in the catalog.`, {
    hint:
      `${near.length > 0 ? `Did you mean ${near.join(', ')}? ` : ''}"aws-docs-offline guides" lists them; ` +
      'the URL of any page of a guide will do as well.',
  })
}

/**
 * The ids that `names` mean, to narrow a search by. A name that means none stays as it is, to be told of beside what
 * the others find. Throws UNKNOWN_GUIDE where none means any.
 */
export function chooseIds(
  catalog: readonly CatalogGuide[],
  names: readonly string[],
  findMeant?: FindMeantGuides,
): string[] {
  const areAllUnknown = !names.some((name) => meansGuide(catalog, name))
  return names.map((name) =>
    areAllUnknown || meansGuide(catalog, name) ? chooseGuide(catalog, name, undefined, findMeant).catalogId : name,
  )
}

function meansGuide(catalog: readonly CatalogGuide[], name: string): boolean {
  return (
    catalog.some(({ id }) => id === name.toLowerCase()) || (looksLikeAddress(name) && parseDocUrl(name) !== undefined)
  )
}

/** The catalog's guide at the URL's folder, or one made up for it. */
export function resolveGuideUrl(catalog: readonly CatalogGuide[], url: DocUrl): CatalogGuide {
  const known = catalog.find((guide) => guide.base === url.base)
  if (known) return known
  const id = findFreeId(catalog, url.base)
  return { id, title: id, product: id, base: url.base, locales: [DEFAULT_LOCALE] }
}

/** Guides whose id, title, product or path holds every word. */
export function findGuides(catalog: readonly CatalogGuide[], words: readonly string[]): CatalogGuide[] {
  const wanted = words.map((word) => foldCase(word))
  return catalog.filter((guide) => {
    const text = `${guide.id} ${guide.title} ${guide.product} ${guide.base}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

/** What may be meant by a name that no guide has, the nearest first; none where nothing is near. */
export function findNearestGuides(catalog: readonly CatalogGuide[], name: string, count = 3): CatalogGuide[] {
  // Longer is no name: nothing is near, and to look at each of its words in each guide would take seconds.
  if (name.length > LONGEST_NAME) return []
  const wanted = name.toLowerCase()
  const isOfService = ({ id }: CatalogGuide) => wanted.includes('-') && id.split('-')[0] === wanted.split('-')[0]
  const computeFarness = (guide: CatalogGuide) => {
    const { id, product } = guide
    const off = Math.min(distance(wanted, id), distance(wanted, id.split('-')[0] ?? id) + 1)
    // "ecs-developerguide" is nearer to "ebs-userguide" than to "ecs-dg", letter by letter.
    if (isOfService(guide)) return Math.min(off, 1.5)
    return product.toLowerCase().includes(wanted) || id.includes(wanted) ? Math.min(off, 2) : off
  }
  return catalog
    .filter((guide) => isOfService(guide) || isNear(name, guide))
    .sort((a, b) => computeFarness(a) - computeFarness(b) || compareKind(a, b))
    .slice(0, count)
}

/** Guides that explain before references. */
export function sortByKind(guides: readonly CatalogGuide[]): CatalogGuide[] {
  return [...guides].sort(compareKind)
}

function compareKind(a: CatalogGuide, b: CatalogGuide): number {
  return rankKind(a) - rankKind(b) || (a.id < b.id ? -1 : 1)
}

// Nearly the id or the product, or a word of it nearly a word of them.
function isNear(name: string, { id, product }: CatalogGuide): boolean {
  const parts = [id, product, ...id.split('-'), ...product.split(' ')].filter(isTelling)
  return [name, ...name.split(/[\s_-]+/).filter(isTelling)].some((one) => findNearNames(one, parts).length > 0)
}

/** Of two letters, too many others are near. */
function isTelling(word: string): boolean {
  return word.length > 2 && !/^(?:guides?|userguide|api|aws|amazon|service)$/i.test(word)
}

// Who says "lambda" or "s3" means the guide that explains it, not one of its references.
function rankKind({ title }: CatalogGuide): number {
  if (/\b(?:developer|user) guide$/i.test(title)) return 0
  return /\bguide$/i.test(title) ? 1 : 2
}

function toChoice({ id, base, product, title }: CatalogGuide, locale: Locale): GuideChoice {
  const { locales, hosts } = findSite(base)
  if (!locales.includes(locale)) {
    throw new DocsError('BAD_INPUT', `${[...hosts][0]} has no pages in ${toLanguage(locale)}.`, {
      hint: `It has ${locales.map(toLanguage).join(' and ')}.`,
    })
  }
  return { catalogId: id, base, product, title, locale }
}

// `/appconfig/2019-10-09/APIReference/` becomes `appconfig-apireference`; the version only where that is taken. Guides
// of the China site end in `-cn`.
function findFreeId(catalog: readonly CatalogGuide[], base: string): string {
  const { service, version, guide } = splitFolder(base)
  const end = findPartition(base) === 'aws-cn' ? ['cn'] : []
  const plain = makeId(service, guide, ...end)
  const versioned = makeId(service, guide, version, ...end)
  for (let number = 0; ; number++) {
    const id = number === 0 ? plain : number === 1 ? versioned : `${versioned}-${number}`
    if (!catalog.some((known) => known.id === id)) return id
  }
}

function makeId(...parts: readonly string[]): string {
  const id = parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return id.replace(/^-|-$/g, '') || 'guide'
}
