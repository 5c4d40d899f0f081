// A query as it is looked for in passages.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PassageVocabulary } from '../../src/search/candidates/passage-vocabulary.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { makeQueryModel } from '../../src/search/query/query-model.ts'
import { findSlot, mapQueryPlaces } from '../../src/search/ranking/query-places.ts'

test('of all terms, those of the query and their synonyms have slots of their own, and others none', () => {
  const word = fc.constantFrom('delete', 'quota', 'error', 'vault', 'kiln', 'price', 'permission', 'bucket', 'policy')
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), fc.integer({ min: 0, max: 3000 }), (words, known) => {
      const vocabulary = new PassageVocabulary()
      for (let n = 0; n < known; n++) vocabulary.getNumber(`term${n}`)
      const query = parseQuery(words.join(' '))
      const { slots, synonymSlots } = mapQueryPlaces(makeQueryModel(query, new Map()), vocabulary)
      const slotOf = (term: string) => findSlot(slots, vocabulary.getNumber(term))
      expect(query.terms.map(({ term }) => slotOf(term))).toEqual(query.terms.map((_, place) => place + 1))
      expect(query.terms.map(({ synonyms }) => synonyms.map(slotOf))).toEqual(synonymSlots)
      for (let n = 0; n < known; n++) expect(slotOf(`term${n}`)).toBe(0)
      expect(slotOf('one that is seen later')).toBe(0)
    }),
    { numRuns: 50 },
  )
})
