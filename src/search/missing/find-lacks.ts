// What an index lacks for a question: guides of the products that it names or, where it names none that is lacking,
// that its words seem to mean; and guides that are there in part, or have not been checked for long.

import { type GuideLack, STALE_AFTER_MS } from '../../core/model/coverage.ts'
import { type CatalogGuide, getFullTitle } from '../../core/model/guide.ts'
import { DEFAULT_LOCALE, type Locale } from '../../core/model/locale.ts'
import { findPartition, type Partition, splitFolder } from '../../core/model/partition.ts'
import type { GuideRow } from '../../store/guides/guide-rows.ts'
import { computeGuideCompleteness, type OpenRuns } from '../../store/guides/guide-states.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { toEnglishSequence } from '../languages/translate-query.ts'
import { parseQuery } from '../query/parse-query.ts'
import { type AskedGuides, findAskedGuides } from './asked-guides.ts'
import { findNamedGuides, type NamedGuides } from './coverage-features.ts'
import type { Evidence } from './evidence.ts'
import { buildGuideKnowledge, type GuideKnowledge } from './guide-knowledge.ts'
import { findLikelyGuides, type GuideFolders } from './likely-guides.ts'
import { type SaidOfGuides, scoreGuides } from './meant-guides.ts'
import { findWrittenTerms, loadProductTerms } from './product-terms.ts'

export interface GradingContext {
  readonly knowledge: GuideKnowledge
  /** Runs that go on: asked only when a guide is partial. */
  readonly openRuns: () => OpenRuns
  readonly now: number
}

export interface LackContext extends GradingContext {
  /** The language of the answer. */
  readonly locale: Locale
  /** The site that was asked about; both when left out. */
  readonly partition: Partition | undefined
  /** Of the first hit; undefined without hits. */
  readonly firstBase: string | undefined
  /** Nothing need be inferred for an answer that is one. */
  readonly isAnswered: boolean
}

type Asked = Pick<Evidence, 'text' | 'sequence' | 'isPasted'>
type SaidOf = (asked: Asked) => SaidOfGuides

/** Guides of one product that are named when none of them is there: nobody reads a long list. */
const MOST_OF_PRODUCT = 2
const MOST_LACKS = 4
/** So much more is said of a guide than of another of its product when it is meant. */
const CLEARLY_MORE = 2

/** `asked` has one for each phrasing, the question's own first. */
export function findLacks(
  db: SqlDatabase,
  asked: readonly Asked[],
  named: readonly NamedGuides<CatalogGuide>[],
  context: LackContext,
): GuideLack[] {
  const { indexed } = context.knowledge
  const said = weighGuides(context.knowledge)
  const about = findAbout(asked, named, context)
  const absent = findNamedLacks(asked, about, said, context)
  const isTold = absent.length > 0 || context.isAnswered || about.some(({ isPrinted }) => isPrinted)
  const likely = isTold ? [] : findLikely(asked, about, said, context)
  const inferred = likely.flatMap((folders) => findInferredLacks(folders, context))
  const bases = new Set(about.flatMap((one) => one.indexed.map(({ base }) => base)))
  for (const folder of likely.flat()) if (indexed.has(folder)) bases.add(folder)
  // Where a guide is lacking that the question names, what is wrong with that of the first hit does not matter. Where
  // one is only guessed, the answer may as well be in what is not there yet of this one.
  const isGuessed = absent.length === 0 && inferred.length > 0
  const isFirst = ({ base }: CatalogGuide) => base === context.firstBase
  const aside = about.filter(({ guides }) => !guides.some(isFirst)).flatMap((one) => one.indexed)
  const isAside = ({ base }: GuideRow) => aside.some((guide) => guide.base === base)
  if (absent.length === 0 && context.firstBase !== undefined) bases.add(context.firstBase)
  const present = [...bases]
    .flatMap((base) => copyIn(context.locale, indexed.get(base) ?? []))
    .flatMap((row) => findFault(db, row, context).map((lack) => (isAside(row) ? markAside(lack) : lack)))
    .filter(({ state }) => !(isGuessed && state === 'stale'))
  return removeRepeats([...absent, ...inferred, ...present]).slice(0, MOST_LACKS)
}

function markAside(lack: GuideLack): GuideLack {
  return lack.state === 'partial' ? { ...lack, isAside: true } : lack
}

/** What a question names or means, where there is no index. */
export function listLacksWithoutIndex(
  texts: readonly string[],
  catalog: readonly CatalogGuide[],
  locale: Locale,
): GuideLack[] {
  const knowledge = buildGuideKnowledge(catalog, [])
  const context = { knowledge, locale, partition: undefined }
  const asked = texts.map((text) => {
    const parsed = parseQuery(text)
    const sequence = parsed.isJapanese ? toEnglishSequence(parsed) : parsed.sequence
    return { text, sequence, isPasted: parsed.isPasted }
  })
  const named = findNamedGuides(texts.join('\n'), knowledge.byProduct, () => false)
  const said = weighGuides(knowledge)
  const about = findAbout(asked, named, context)
  const absent = findNamedLacks(asked, about, said, context)
  const likely = absent.length > 0 ? [] : findLikely(asked, about, said, context)
  return removeRepeats([...absent, ...likely.flatMap((folders) => findInferredLacks(folders, context))]).slice(
    0,
    MOST_LACKS,
  )
}

type NamingContext = Pick<LackContext, 'knowledge' | 'locale' | 'partition'>

function weighGuides({ words }: GuideKnowledge): SaidOf {
  return ({ text, sequence }) => scoreGuides(sequence, words, findWrittenTerms(text, loadProductTerms()))
}

// What is pasted is in the question's own words.
function findAbout(
  [own]: readonly Asked[],
  named: readonly NamedGuides<CatalogGuide>[],
  { knowledge, partition }: NamingContext,
): readonly AskedGuides<CatalogGuide>[] {
  const { byProduct, indexed } = knowledge
  const about = own ? findAskedGuides(own, named, byProduct, ({ base }) => indexed.has(base)) : named
  const isAsked = ({ base }: CatalogGuide) => partition === undefined || findPartition(base) === partition
  return about.map((one) => ({ ...one, guides: one.guides.filter(isAsked), indexed: one.indexed.filter(isAsked) }))
}

function findNamedLacks(
  asked: readonly Asked[],
  named: readonly AskedGuides<CatalogGuide>[],
  said: SaidOf,
  context: NamingContext,
): GuideLack[] {
  const lacking = named.filter(({ indexed }) => indexed.length === 0)
  if (lacking.length === 0) return []
  const { guides } = context.knowledge.words
  const told = new Map<string, number>()
  for (const { scores } of asked.map(said))
    for (const [guide, score] of scores)
      for (const folder of guides[guide] ?? []) told.set(folder, Math.max(score, told.get(folder) ?? 0))
  return lacking.flatMap(({ product, products = [product], guides: own, isGuess }) => {
    const folders = products.flatMap((one) => one.folders.slice(0, 1))
    const lacks =
      own.length === 0
        ? [makeProductLack(product.name)]
        : chooseGuides(own, ({ base }) => told.get(base) ?? 0, folders).map((guide) => guideLack(guide, context.locale))
    return isGuess ? lacks.map((lack) => ({ ...lack, isInferred: true })) : lacks
  })
}

/**
 * Of the first phrasing whose words mean something. Who names a product of which guides are there, and asks for another
 * guide, asks for another one of it.
 */
function findLikely(
  asked: readonly Asked[],
  named: readonly NamedGuides<CatalogGuide>[],
  said: SaidOf,
  { knowledge }: NamingContext,
): GuideFolders[] {
  const { indexed, folders, words } = knowledge
  const isWhole = (folder: string) =>
    folders.has(folder) && (indexed.get(folder) ?? []).every(({ completedAt }) => completedAt !== undefined)
  const isOfNamed = (folder: string) =>
    named.some(
      ({ product, guides }) =>
        product.folders.includes(splitFolder(folder).service.toLowerCase()) ||
        guides.some(({ base }) => base === folder),
    )
  for (const one of asked) {
    const likely = findLikelyGuides(said(one), words, (own) => own.some(isWhole))
    if (likely.length > 0) return named.length === 0 ? likely : likely.filter((own) => own.some(isOfNamed))
  }
  return []
}

function findInferredLacks(own: GuideFolders, { knowledge, locale, partition }: NamingContext): GuideLack[] {
  const { byProduct, folders, guides } = knowledge
  if (own.some((folder) => folders.has(folder))) return []
  const isAsked = ({ base }: CatalogGuide) => partition === undefined || findPartition(base) === partition
  const listed = guides.filter((guide) => own.includes(guide.base) && isAsked(guide))
  if (listed.length > 0) return chooseGuides(listed).map((guide) => ({ ...guideLack(guide, locale), isInferred: true }))
  // A guide that the catalog does not have: what it is about is known by its folder.
  const services = own.map((folder) => splitFolder(folder).service.toLowerCase())
  const product = byProduct.products.find(({ folders: [folder = ''] }) => services.includes(folder))
  return product && byProduct.listGuides(product).length === 0
    ? [{ ...makeProductLack(product.name), isInferred: true }]
    : []
}

const NOT_INDEXED = { state: 'not-indexed', completeness: undefined, checkedAt: undefined } as const

function makeProductLack(name: string): GuideLack {
  return { ...NOT_INDEXED, catalogId: undefined, title: name, locale: DEFAULT_LOCALE }
}

export function guideLack(guide: CatalogGuide, locale: Locale): GuideLack {
  return {
    ...NOT_INDEXED,
    catalogId: guide.id,
    title: getFullTitle(guide),
    locale: guide.locales.includes(locale) ? locale : DEFAULT_LOCALE,
  }
}

// The guides that most is said of; where nothing tells them from each other, those that most questions are about, in
// the product's own folder rather than behind it.
export function chooseGuides(
  guides: readonly CatalogGuide[],
  told: (guide: CatalogGuide) => number = () => 0,
  folders: readonly string[] = [],
): CatalogGuide[] {
  const best = Math.max(...guides.map(told))
  const likely = guides.filter((guide) => told(guide) >= best - CLEARLY_MORE)
  const most = Math.max(...likely.map(rateUsefulness))
  const useful = likely.filter((guide) => rateUsefulness(guide) === most)
  const own = useful.filter(({ base }) => folders.includes(splitFolder(base).service.toLowerCase()))
  return (own.length > 0 ? own : useful).slice(0, MOST_OF_PRODUCT)
}

// What most questions are about stands in the guide for users or developers; references come after.
function rateUsefulness({ title }: CatalogGuide): number {
  return /\b(?:user|developer) guide\b/i.test(title) ? 2 : /\bapi|cli|reference\b/i.test(title) ? 0 : 1
}

export function removeRepeats(lacks: readonly GuideLack[]): GuideLack[] {
  const seen = new Set<string>()
  return lacks.filter(({ title, locale }) => {
    const key = `${title} ${locale}`
    return seen.has(key) ? false : seen.add(key)
  })
}

// The copy that an answer in the language comes from.
function copyIn(locale: Locale, copies: readonly GuideRow[]): GuideRow[] {
  const own = copies.find((copy) => copy.locale === locale)
  const copy = own ?? copies.find((other) => other.locale === DEFAULT_LOCALE) ?? copies[0]
  return copy ? [copy] : []
}

function findFault(db: SqlDatabase, guide: GuideRow, { openRuns, now }: LackContext): GuideLack[] {
  const { catalogId, locale } = guide
  const fault = { catalogId, title: getFullTitle(guide), locale }
  if (guide.completedAt === undefined) {
    const completeness = computeGuideCompleteness(db, guide, openRuns())
    return [{ ...fault, state: 'partial', completeness, checkedAt: undefined }]
  }
  const newest = db
    .prepare(`SELECT max(checked_at) AS at FROM page WHERE guide_id = ? AND status = 'live'`)
    .get<{ at: number | null }>(guide.id)?.at
  if (newest == null || now - newest < STALE_AFTER_MS) return []
  return [{ ...fault, state: 'stale', completeness: undefined, checkedAt: newest }]
}
