// A passage taken apart once: its terms in order, and its whole identifiers when somebody asks for one. What was taken apart lately is kept: the same
// passages answer many questions of a session.

import { plainText } from '../core/plain-text.ts'
import { identifiersOf, squeeze, termsOf } from '../core/terms.ts'

export interface AnalyzedPassage {
  readonly markdown: string
  readonly terms: readonly string[]
  identifiers(): ReadonlySet<string>
}

export function analyzePassage(markdown: string): AnalyzedPassage {
  const { text, code } = plainText(markdown)
  let identifiers: Set<string> | undefined
  return {
    markdown,
    terms: termsOf(text),
    identifiers() {
      if (!identifiers) {
        identifiers = new Set(identifiersOf(text))
        for (const span of code) if (span.length <= 80 && !/\s/.test(span)) identifiers.add(squeeze(span))
      }
      return identifiers
    },
  }
}
