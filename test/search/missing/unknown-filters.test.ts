// What is said of a name that no indexed guide has.

import { expect, test } from 'vitest'
import { findUnknownFilters } from '../../../src/search/missing/unknown-filters.ts'

const makeGuide = (product: string) => ({ id: product.toLowerCase(), product, title: 'Developer Guide' })
const indexed = ['Amazon Rekognition', 'Amazon Simple Storage Service', 'Made-up Lamp'].map(makeGuide)
const known = [...indexed, makeGuide('Amazon Cognito')]
const findNear = (name: string) => findUnknownFilters({ products: [name] }, { indexed, known })[0]

test('who names a product that is not indexed is not asked whether another with like letters is meant', () => {
  expect(findNear('Amazon Cognito')).toMatchObject({ isKnown: true, near: [] })
  expect(findNear('Cognito user pools')).toMatchObject({ isKnown: false, near: ['Amazon Cognito'] })
  expect(findNear('S3 storage')).toMatchObject({ isKnown: false, near: ['Amazon Simple Storage Service'] })
})

test('a name that is misspelt is led to the nearest', () => {
  expect(findNear('Amazon Rekogniton')).toMatchObject({ isKnown: false, near: ['Amazon Rekognition'] })
  expect(findNear('Made-up Lmap')).toMatchObject({ near: ['Made-up Lamp'] })
})
