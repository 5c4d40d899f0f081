// How good an answer is, and what the index lacks: the features of what was found, the model, and the guides of the
// products that are named. It is put into words in core/model/coverage-hint.ts.

import { type Coverage, type GuideLack, STALE_AFTER_MS } from '../../core/model/coverage.ts'
import { type CatalogGuide, fullTitle } from '../../core/model/guide.ts'
import { DEFAULT_LOCALE, type Locale } from '../../core/model/locale.ts'
import { findPartition, type Partition } from '../../core/model/partition.ts'
import type { GuideRow } from '../../store/guides/guide-rows.ts'
import { completenessOfGuide, type OpenRuns } from '../../store/guides/guide-states.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { coverageFeatures, type NamedGuides, namedGuides } from './coverage-features.ts'
import { chooseGrade, computeConfidence, coverageModel, limitsAmong } from './coverage-model.ts'
import type { Evidence } from './evidence.ts'
import type { GuideKnowledge } from './guide-knowledge.ts'
import { guidesByProduct } from './guides-of-product.ts'
import { knownProducts } from './known-products.ts'

export interface GradingContext {
  readonly knowledge: GuideKnowledge
  /** Runs that go on: asked only when a guide is partial. */
  readonly openRuns: () => OpenRuns
  readonly now: number
}

export interface Graded {
  /** The site that was asked about; both when left out. */
  readonly partition?: Partition | undefined
  /** One for each phrasing, the question's own first. */
  readonly evidence: readonly Evidence[]
  /** Path of the first hit; undefined without hits. */
  readonly firstPath: string | undefined
  /** The language of the answer. */
  readonly locale: Locale
}

/** Guides of one product that are named when none of them is there: nobody reads a long list. */
const MOST_OF_PRODUCT = 2
const MOST_LACKS = 4

export function gradeAnswer(db: SqlDatabase, graded: Graded, context: GradingContext): Coverage {
  const { evidence, firstPath, locale, partition } = graded
  const { byProduct, indexed, folders, words } = context.knowledge
  const isIndexed = ({ base }: CatalogGuide) => indexed.has(base)
  const isAsked = ({ base }: CatalogGuide) => partition === undefined || findPartition(base) === partition
  const named = namedGuides(evidence.map(({ text }) => text).join('\n'), byProduct, isIndexed).map((one) => ({
    product: one.product,
    guides: one.guides.filter(isAsked),
    indexed: one.indexed.filter(isAsked),
  }))
  const model = coverageModel()
  // A phrasing speaks for the answer when it was it that brought the first hit.
  const speaking = evidence.filter(({ pages }, at) => at === 0 || pages[0]?.page.path === firstPath)
  const confidence =
    firstPath === undefined
      ? 0
      : Math.max(...speaking.map((one) => computeConfidence(coverageFeatures(one, named, folders, words), model)))
  const grade = isCalledByName(evidence[0], named)
    ? 'answered'
    : chooseGrade(confidence, limitsAmong(model, folders.size))
  return {
    grade: grade === 'answered' && speaking.every(isHalfUnknown) ? 'weak' : grade,
    confidence,
    lacks: findLacks(db, named, { ...context, locale, firstBase: findFirstBase(evidence, firstPath) }),
    unknownWords: evidence[0]?.unknownWords ?? [],
  }
}

// Held by hand, since hardly a judged question is like it: words that stand nowhere in the index are not answered by
// the others.
function isHalfUnknown({ unknownWords, typed }: Evidence): boolean {
  return unknownWords.length > 0 && unknownWords.length * 2 >= typed
}

// Who types a page's title, a section's, or a product's name means just that, and a word or two is too short to be told
// by what it shares.
export function isCalledByName(asked: Evidence | undefined, named: readonly NamedGuides<CatalogGuide>[]): boolean {
  const features = asked?.pages[0]?.features()
  if (!features || named.some(({ indexed }) => indexed.length === 0)) return false
  return features.exactTitle === 1 || features.exactHeading === 1 || features.landingPage === 1
}

/** What a question names, where there is no index. */
export function lacksWithoutIndex(text: string, catalog: readonly CatalogGuide[], locale: Locale): GuideLack[] {
  const named = namedGuides(text, guidesByProduct(catalog, knownProducts()), () => false)
  return named.flatMap((one) => absentGuides(one, locale)).slice(0, MOST_LACKS)
}

function findFirstBase(evidence: readonly Evidence[], firstPath: string | undefined): string | undefined {
  return evidence.flatMap(({ pages }) => pages).find(({ page }) => page.path === firstPath)?.page.base
}

interface LackContext extends GradingContext {
  readonly locale: Locale
  readonly firstBase: string | undefined
}

function findLacks(db: SqlDatabase, named: readonly NamedGuides<CatalogGuide>[], context: LackContext): GuideLack[] {
  const { indexed } = context.knowledge
  const absent = named.filter((one) => one.indexed.length === 0).flatMap((one) => absentGuides(one, context.locale))
  const bases = new Set(named.flatMap((one) => one.indexed.map(({ base }) => base)))
  // Where a guide is lacking, what is wrong with that of the first hit does not matter.
  if (absent.length === 0 && context.firstBase !== undefined) bases.add(context.firstBase)
  const present = [...bases]
    .flatMap((base) => copyIn(context.locale, indexed.get(base) ?? []))
    .flatMap((row) => findFault(db, row, context))
  const seen = new Set<string>()
  return [...absent, ...present]
    .filter(({ title, locale }) => {
      const key = `${title} ${locale}`
      return seen.has(key) ? false : seen.add(key)
    })
    .slice(0, MOST_LACKS)
}

// The copy that an answer in the language comes from.
function copyIn(locale: Locale, copies: readonly GuideRow[]): GuideRow[] {
  const own = copies.find((copy) => copy.locale === locale)
  const copy = own ?? copies.find((other) => other.locale === DEFAULT_LOCALE) ?? copies[0]
  return copy ? [copy] : []
}

function absentGuides({ product, guides }: NamedGuides<CatalogGuide>, locale: Locale): GuideLack[] {
  const lack = { state: 'not-indexed', completeness: undefined, checkedAt: undefined } as const
  if (guides.length === 0) return [{ ...lack, catalogId: undefined, title: product.name, locale: DEFAULT_LOCALE }]
  const most = Math.max(...guides.map(usefulness))
  return guides
    .filter((guide) => usefulness(guide) === most)
    .slice(0, MOST_OF_PRODUCT)
    .map((guide) => ({
      ...lack,
      catalogId: guide.id,
      title: fullTitle(guide),
      locale: guide.locales.includes(locale) ? locale : DEFAULT_LOCALE,
    }))
}

// What most questions are about stands in the guide for users or developers; references come after.
function usefulness({ title }: CatalogGuide): number {
  return /\b(?:user|developer) guide\b/i.test(title) ? 2 : /\bapi|cli|reference\b/i.test(title) ? 0 : 1
}

function findFault(db: SqlDatabase, guide: GuideRow, { openRuns, now }: LackContext): GuideLack[] {
  const { catalogId, locale } = guide
  const fault = { catalogId, title: fullTitle(guide), locale }
  if (guide.completedAt === undefined) {
    const completeness = completenessOfGuide(db, guide, openRuns())
    return [{ ...fault, state: 'partial', completeness, checkedAt: undefined }]
  }
  const newest = db
    .prepare(`SELECT max(checked_at) AS at FROM page WHERE guide_id = ? AND status = 'live'`)
    .get<{ at: number | null }>(guide.id)?.at
  if (newest == null || now - newest < STALE_AFTER_MS) return []
  return [{ ...fault, state: 'stale', completeness: undefined, checkedAt: newest }]
}
