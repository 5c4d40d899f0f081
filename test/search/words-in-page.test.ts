// What tells the passages of one page apart, by the marks of its doclists alone.

import { expect, test } from 'vitest'
import type { BoundPlan } from '../../src/search/ranking/passage-bound.ts'
import { computeWordsInPage } from '../../src/search/ranking/words-in-page.ts'
import { IN_HEADING } from '../../src/store/fulltext/term-columns.ts'

/** "vault" and "retention", as likely each in all of the index; a third list holds a synonym of the second. */
const PLAN = {
  model: { weightAt: [2, 2], query: { terms: [{ term: 'vault' }, { term: 'retent' }] } },
  listOf: [0, 1],
  synonymLists: [[], [2]],
} as unknown as BoundPlan

const makeMarks = (...rows: number[][]) => rows.map((row) => Uint8Array.from(row))
const LENGTHS = [90, 90, 90, 90]
const seenIn = (...rows: number[][]) => computeWordsInPage(PLAN, makeMarks(...rows), LENGTHS).ofPassage

test('a word that every passage has says less than one that a single passage has', () => {
  const seen = seenIn([3, 0, 0], [1, 1, 0], [1, 0, 0], [1, 0, 0])
  const [first, second] = seen.map(({ pageBody }) => pageBody)
  expect(second).toBeGreaterThan(4 * (first ?? 0))
})

test('a passage is near what stands before and behind it, and not further off', () => {
  const seen = seenIn([0, 1, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0])
  expect(seen.map(({ nearWords }) => nearWords)).toEqual([1, 1, 0, 0])
})

test('headings and synonyms count; a synonym half', () => {
  const seen = seenIn([0, IN_HEADING, 0], [0, 0, 0], [0, 0, 0], [0, 0, 1])
  expect(seen.map(({ pageHeading }) => pageHeading)).toEqual([1, 0, 0, 0])
  expect(seen.map(({ nearWords }) => nearWords)).toEqual([1, 1, 0.5, 0.5])
  expect(seen[3]?.pageBody).toBeGreaterThan(0)
})

test('of a page that holds none of the words nothing is said', () => {
  const nothing = { pageBody: 0, pageHeading: 0, nearWords: 0, inText: 0 }
  expect(seenIn([0, 0, 0], [0, 0, 0])).toEqual([nothing, nothing])
})

test('a word weighs the more the fewer passages have it, and no label says more than the text around it', () => {
  const { weights, ofPassage } = computeWordsInPage(
    PLAN,
    makeMarks([1, 1, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]),
    LENGTHS,
  )
  const [vault = 0, retention = 0] = ['vault', 'retent'].map((term) => weights.weightOf.get(term))
  expect(retention).toBeGreaterThan(4 * vault)
  expect(weights.total).toBeCloseTo(vault + retention)
  expect(ofPassage.map(({ inText }) => inText * weights.total)).toEqual([vault + retention, vault, vault, vault])
})
