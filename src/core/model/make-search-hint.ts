// All that a search says of its own answer: the language that it is not in, and what it lacks. Pure.

import type { Coverage } from './coverage.ts'
import { type HintOptions, makeCoverageHint } from './make-coverage-hint.ts'
import { describeOtherLanguage, type OtherLanguage } from './other-language.ts'

interface Answer {
  readonly coverage: Coverage
  readonly otherLanguage?: OtherLanguage
}

/** Undefined for an answer that needs no word. */
export function makeSearchHint({ coverage, otherLanguage }: Answer, options: HintOptions): string | undefined {
  const { language } = options
  const sentences = [
    otherLanguage && describeOtherLanguage(otherLanguage, language),
    makeCoverageHint(coverage, options),
  ]
  return sentences.filter(Boolean).join(language === 'ja' ? '' : ' ') || undefined
}
