// Text without case, width, blanks and punctuation: for saying whether two titles are the same. Pure.

import { foldCase } from '../../core/text/fold-case.ts'

export function normalizeForCompare(text: string): string {
  return foldCase(text).replace(/[\s\p{P}\p{S}]+/gu, '')
}
