// A passage taken apart: its terms in order, as numbers of a vocabulary.

import { toPlainText } from '../../core/text/plain-text.ts'
import { toTerms } from '../../core/text/terms.ts'
import type { PassageVocabulary } from '../candidates/passage-vocabulary.ts'

export function analyzePassage(markdown: string, vocabulary: PassageVocabulary): Uint32Array {
  const terms = toTerms(toPlainText(markdown).text)
  const numbers = new Uint32Array(terms.length)
  for (let at = 0; at < terms.length; at++) numbers[at] = vocabulary.getNumber(terms[at] ?? '')
  return numbers
}
