// Labels: what a page calls the one thing that an item of a list, a definition or a row is about ("**Timeout** – The
// amount of time …"). Pure.

import { toPlainText } from './plain-text.ts'
import { toTerms } from './terms.ts'

/** What a line begins with: bold, in italics, in code, or the first cell of a row. */
const LABEL =
  /^[ \t>]*(?:[-*+] |\d+[.)] )?(?:\*\*([^*\n]{1,80})\*\*|\*([^*\n]{1,60})\*|`([^`\n]{1,60})`|\|([^|\n]{1,80})\|)/gm
/** The address of a link would make a label of a few words a long one. */
const ADDRESS = /(?<=\])\([^()\s]{0,500}\)/g
/** "Memory (MB)" */
const ASIDE = /\([^()]*\)/g

/** Terms of each label of a Markdown text. */
export function listLabelTerms(markdown: string): string[][] {
  return [...markdown.replace(ADDRESS, '').matchAll(LABEL)].map(([, ...labels]) =>
    toTerms(toPlainText((labels.find(Boolean) ?? '').replace(ASIDE, '')).text),
  )
}

/** What a label says beside its thing, and who asks for the thing may leave out: "Maximum message size". */
const BESIDE = new Set(toTerms('maximum max minimum min limit quota default number total amount allowed value'))
/** Of more words a label is a sentence. */
export const LONGEST_LABEL = 4

export function isBeside(term: string): boolean {
  return BESIDE.has(term)
}

/** What terms of labels begin with: a dot that words have none of. */
export const LABEL_MARK = '·'

/** One term for a whole label, whatever the order of its words; undefined where nothing is left that names a thing. */
export function toLabelTerm(terms: readonly string[]): string | undefined {
  return joinTerms(LABEL_MARK, listNaming(terms))
}

const TAIL_MARK = `${LABEL_MARK}${LABEL_MARK}`

/** … for all of it but its first word: of "Function timeout", "timeout". */
export function toTailTerm(terms: readonly string[]): string | undefined {
  return joinTerms(TAIL_MARK, listNaming(terms).slice(1))
}

/** The tail of a label that is said so. */
export function toAskedTailTerm(terms: readonly string[]): string | undefined {
  return joinTerms(TAIL_MARK, listNaming(terms))
}

function listNaming(terms: readonly string[]): string[] {
  return [...new Set(terms.filter((term) => !BESIDE.has(term)))]
}

function joinTerms(mark: string, terms: readonly string[]): string | undefined {
  return terms.length === 0 || terms.length > LONGEST_LABEL ? undefined : `${mark}${terms.toSorted().join(LABEL_MARK)}`
}
