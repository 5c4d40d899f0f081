// Titles as they are compared: what is only a way of writing goes, what tells two titles apart stays. Pure.

import { foldCase } from '../core/text/fold-case.ts'

/**
 * Signs that are part of a name: C++ and C#, `>` and `!=`, 50 % and $. A point is one between figures: 1.10 is not
 * 11.0.
 */
const SIGN = /[+#<>=!%$@~^&|\p{N}]|(?<=\p{N})\.(?=\p{N})/gu
const OTHER_MARKS = /(?:(?![+#<>=!%$@~^&|.])[\p{P}\p{S}]|(?<!\p{N})\.|\.(?!\p{N}))+/gu
/** At the end of a title they only close a sentence. */
const CLOSING = /!+$/

/** Case, width and spacing folded away. */
export function normalizeWriting(title: string): string {
  return foldCase(title).replace(/\s+/g, '')
}

/** Punctuation too: "ＳＱＬ  functions:" is "sqlfunctions". */
export function normalizeTitle(title: string): string {
  const folded = normalizeWriting(title).replace(OTHER_MARKS, '')
  return /[\p{L}\p{N}]/u.test(folded) ? folded.replace(CLOSING, '') : folded
}

/** Whether two folded titles have the same figures and signs, in order: "step2" and "step3" are no slip of the pen. */
export function hasSameSigns(a: string, b: string): boolean {
  return (a.match(SIGN) ?? []).join('') === (b.match(SIGN) ?? []).join('')
}

/**
 * Whether a folded title has the other in it, not ending inside a number or before a sign that makes it another name.
 */
export function holdsTitle(title: string, part: string): boolean {
  for (let at = title.indexOf(part); at >= 0; at = title.indexOf(part, at + 1)) {
    const [before, after] = [title.slice(0, at), title.slice(at + part.length)]
    const isInNumber =
      (/[\p{N}.]$/u.test(before) && /^\p{N}/u.test(part)) || (/\p{N}$/u.test(part) && /^[\p{N}.]/u.test(after))
    if (!isInNumber && !/^[+#]/.test(after)) return true
  }
  return false
}
