// The words of a question in the form that they were written in.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BoundPlan } from '../../src/search/ranking/passage-bound.ts'
import { boundFormShare, computeFormShare, listHeldForms } from '../../src/search/ranking/word-forms.ts'

function share(form: string, text: string): number {
  const forms = [{ form, place: 0 }]
  return computeFormShare(forms, forms, text)
}

describe('a form', () => {
  test.each([
    ['as it was written, whatever its case', 'An Expired token.', 1],
    ['with signs in front of its first letter', '-expired', 1],
    ['beside digits and other scripts', 'トークンはexpired2', 1],
    ['not in another form of the word', 'It expires. What is unexpired is not.', 0],
    ['not with a sign behind', "expired-token, expired's, expired-", 0],
    ['later, where the first is part of another word', 'unexpired or expired', 1],
  ])('is said %s', (_, text, said) => {
    expect(share('expired', text)).toBe(said)
  })

  test('is said just where a word of letters and signs is that form', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', "'", '-', ' ', '1', 'é', 'ー'), maxLength: 24 })
    fc.assert(
      fc.property(text, fc.stringMatching(/^[ab][ab'-]{3,5}$/), (written, form) => {
        const words: readonly string[] = written.toLowerCase().match(/[a-z][a-z'-]{3,}/g) ?? []
        expect(share(form, written)).toBe(words.includes(form) ? 1 : 0)
        expect(share(form, `${written} ${form}`)).toBe(1)
      }),
      { numRuns: 2000 },
    )
  })
})

test('a text that holds the letters of a form, and not its term, says no more than its bound', () => {
  const forms = ['python', 'library'].map((form, place) => ({ form, place }))
  const plan = { listOf: [0, 1] } as unknown as BoundPlan
  const marks = Uint8Array.of(0, 1)
  const held = listHeldForms(forms, plan, marks)
  expect(held.map(({ form }) => form)).toEqual(['library'])
  const share = computeFormShare(forms, held, 'A library for python3: [more](/python/).')
  expect(share).toBe(boundFormShare(forms, plan, marks))
  expect(computeFormShare(forms, forms, 'A library for python3: [more](/python/).')).toBe(1)
})
