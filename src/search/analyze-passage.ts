// A passage taken apart: its terms in order, as numbers of a vocabulary.

import { plainText } from '../core/plain-text.ts'
import { termsOf } from '../core/terms.ts'
import type { PassageVocabulary } from './passage-vocabulary.ts'

export function analyzePassage(markdown: string, vocabulary: PassageVocabulary): Uint32Array {
  const terms = termsOf(plainText(markdown).text)
  const numbers = new Uint32Array(terms.length)
  for (let at = 0; at < terms.length; at++) numbers[at] = vocabulary.numberOf(terms[at] ?? '')
  return numbers
}
