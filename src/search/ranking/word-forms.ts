// The words of a question in the form that they were written in. Stems find "expired" where somebody wrote "expire";
// that a passage says the word itself is a little more. Pure.

import { toTerms } from '../../core/text/terms.ts'
import type { QueryModel } from '../query/query-model.ts'
import type { BoundPlan } from './passage-bound.ts'

export interface WordForm {
  readonly form: string
  /** Place of its term in the query. */
  readonly place: number
}

const FORM = /[a-z][a-z'-]{3,}/g
const MOST_FORMS = 40

/** None of a paste: it was written by a program, and others are written by others. */
export function getForms({ query, placeOf }: QueryModel): WordForm[] {
  if (query.isPasted) return []
  const forms = [...new Set(query.text.toLowerCase().match(FORM))].slice(0, MOST_FORMS)
  return forms.flatMap((form) => {
    const terms = toTerms(form)
    const place = placeOf.get(terms[0] ?? '')
    return terms.length === 1 && place !== undefined ? [{ form, place }] : []
  })
}

/**
 * Those whose terms a passage holds, by its marks (typed-words.ts). The others count as not said, whatever stands in
 * its text: "python3" and the address of a link say "python" only to who looks for letters.
 */
export function listHeldForms(forms: readonly WordForm[], plan: BoundPlan, marks: Uint8Array): WordForm[] {
  return forms.filter((one) => isHeld(one, plan, marks))
}

function isHeld({ place }: WordForm, { listOf }: BoundPlan, marks: Uint8Array): boolean {
  return (marks[listOf[place] ?? -1] ?? 0) !== 0
}

/** No text says more of the forms than those that are held. */
export function boundFormShare(forms: readonly WordForm[], plan: BoundPlan, marks: Uint8Array): number {
  let held = 0
  for (const one of forms) if (isHeld(one, plan, marks)) held += 1
  return forms.length === 0 ? 0 : held / forms.length
}

/** Share of the forms that the text says, of those that are held. */
export function computeFormShare(forms: readonly WordForm[], held: readonly WordForm[], text: string): number {
  if (forms.length === 0) return 0
  const lower = text.toLowerCase()
  return held.filter(({ form }) => saysForm(lower, form)).length / forms.length
}

// Whether FORM would find just that: looking for a dozen words is quicker than making strings of all that there are.
function saysForm(lower: string, form: string): boolean {
  for (let at = lower.indexOf(form); at >= 0; at = lower.indexOf(form, at + 1))
    if (isWordStart(lower, at) && !isInForm(lower.charCodeAt(at + form.length))) return true
  return false
}

// Signs in front of its first letter belong to no word.
function isWordStart(lower: string, at: number): boolean {
  let before = at - 1
  while (isSign(lower.charCodeAt(before))) before -= 1
  return !isLetter(lower.charCodeAt(before))
}

function isInForm(code: number): boolean {
  return isLetter(code) || isSign(code)
}

function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}

/** ' and - */
function isSign(code: number): boolean {
  return code === 0x27 || code === 0x2d
}
