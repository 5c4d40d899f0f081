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

/** Share of the forms that the text says. */
export function computeFormShare(forms: readonly WordForm[], text: string): number {
  if (forms.length === 0) return 0
  const said = new Set(text.toLowerCase().match(FORM))
  return forms.filter(({ form }) => said.has(form)).length / forms.length
}

/** No passage with these marks says more. */
export function boundFormShare(forms: readonly WordForm[], { listOf }: BoundPlan, marks: Uint8Array): number {
  if (forms.length === 0) return 0
  return forms.filter(({ place }) => (marks[listOf[place] ?? -1] ?? 0) !== 0).length / forms.length
}
