// How good an answer is: the features of what was found, and the model. What the index lacks is find-lacks.ts; both are
// put into words in core/model/make-coverage-hint.ts.

import type { Coverage } from '../../core/model/coverage.ts'
import type { CatalogGuide } from '../../core/model/guide.ts'
import { DEFAULT_LOCALE, type Locale } from '../../core/model/locale.ts'
import { findPartition, type Partition } from '../../core/model/partition.ts'
import { isJapanese } from '../../core/text/terms.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { computeCoverageFeatures, findNamedGuides, type NamedGuides } from './coverage-features.ts'
import { chooseGrade, computeConfidence, computeLimits, loadCoverageModel } from './coverage-model.ts'
import type { Evidence } from './evidence.ts'
import { findLacks, type GradingContext } from './find-lacks.ts'

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

export function gradeAnswer(db: SqlDatabase, graded: Graded, context: GradingContext): Coverage {
  const { evidence, firstPath, locale, partition } = graded
  const { byProduct, indexed, folders, words } = context.knowledge
  const isIndexed = ({ base }: CatalogGuide) => indexed.has(base)
  const isAsked = ({ base }: CatalogGuide) => partition === undefined || findPartition(base) === partition
  const named = findNamedGuides(evidence.map(({ text }) => text).join('\n'), byProduct, isIndexed).map((one) => ({
    product: one.product,
    guides: one.guides.filter(isAsked),
    indexed: one.indexed.filter(isAsked),
  }))
  const model = loadCoverageModel()
  // A phrasing speaks for the answer when it was it that brought the first hit.
  const speaking = evidence.filter(({ pages }, at) => at === 0 || pages[0]?.page.path === firstPath)
  const confidence =
    firstPath === undefined
      ? 0
      : Math.max(
          ...speaking.map((one) => computeConfidence(computeCoverageFeatures(one, named, folders, words), model)),
        )
  const isCalled = isCalledByName(evidence[0], named)
  const grade = isCalled ? 'answered' : chooseGrade(confidence, computeLimits(model, folders.size))
  const first = evidence.flatMap(({ pages }) => pages).find(({ page }) => page.path === firstPath)?.page
  // Found by the names in a question of another language.
  const isForeign = first !== undefined && first.locale !== locale && first.locale !== DEFAULT_LOCALE
  const held =
    grade === 'answered' &&
    ((isForeign && !isCalled) ||
      speaking.every((one) => isHalfUnknown(one) || isShortAndUnsaid(one, computeCoverage(one))))
      ? 'weak'
      : grade
  const firstBase = first?.base
  return {
    grade: held,
    confidence,
    lacks: findLacks(db, evidence, named, {
      ...context,
      locale,
      partition,
      firstBase,
      isAnswered: held === 'answered',
    }),
    unknownWords: evidence[0]?.unknownWords ?? [],
  }
}

// Held by hand, since hardly a judged question is like it: words that stand nowhere in the index, or that nobody knows
// the English for, are not answered by the others.
function isHalfUnknown({ unknownWords, typed, isHalfLost }: Evidence): boolean {
  return isHalfLost || (unknownWords.length > 0 && unknownWords.length * 2 >= typed)
}

/** A question of so many words is too short for the others to tell what it is about. */
const SHORT = { fewest: 2, most: 3 }
const LEAST_SAID = 0.7

// "Why is the sky blue" finds what is blue. Hardly a judged question is like it, and no right answer that was judged
// says so little of one. In Japanese a word is several terms, of which an answer may say few.
export function isShortAndUnsaid({ text, typed }: Pick<Evidence, 'text' | 'typed'>, coverage: number): boolean {
  return typed >= SHORT.fewest && typed <= SHORT.most && !isJapanese(text) && coverage < LEAST_SAID
}

/** Share of the question that its first hit says. */
function computeCoverage({ pages }: Evidence): number {
  return pages[0]?.computeFeatures().coverage ?? 0
}

// Who types a page's title, a section's, or a product's name means just that, and a word or two is too short to be told
// by what it shares.
export function isCalledByName(asked: Evidence | undefined, named: readonly NamedGuides<CatalogGuide>[]): boolean {
  const features = asked?.pages[0]?.computeFeatures()
  if (!features || named.some(({ indexed }) => indexed.length === 0)) return false
  return features.exactTitle === 1 || features.exactHeading === 1 || features.landingPage === 1
}
