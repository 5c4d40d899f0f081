// All that a search says of its own answer: names that it does not know, the language that it is not in, and
// what it lacks. Pure.

import type { Coverage } from './coverage.ts'
import { type HintOptions, makeCoverageHint } from './make-coverage-hint.ts'
import { describeOtherLanguage, type OtherLanguage } from './other-language.ts'
import { describeUnknownFilter, type UnknownFilter } from './unknown-filter.ts'

interface Answer {
  readonly coverage: Coverage
  readonly otherLanguage?: OtherLanguage
  readonly unknownFilters?: readonly UnknownFilter[]
}

/** Undefined for an answer that needs no word. */
export function makeSearchHint(
  { coverage, otherLanguage, unknownFilters = [] }: Answer,
  options: HintOptions,
): string | undefined {
  const { language } = options
  const sentences = [
    ...unknownFilters.map((filter) => describeUnknownFilter(filter, language)),
    otherLanguage && describeOtherLanguage(otherLanguage, language),
    makeCoverageHint(coverage, options),
  ]
  return sentences.filter(Boolean).join(language === 'ja' ? '' : ' ') || undefined
}
