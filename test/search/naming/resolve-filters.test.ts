// Short names and other names of products, wherever something is narrowed by a product or a guide.

import { expect, test } from 'vitest'
import { resolveFilters, resolveGuideNames } from '../../../src/search/naming/resolve-filters.ts'

const makeGuide = (id: string, product: string, title: string) => ({ id, product, title })
const S3 = makeGuide('s3-userguide', 'Amazon Simple Storage Service', 'User Guide')
const S3_API = makeGuide('s3-api', 'Amazon Simple Storage Service', 'API Reference')
const LAMBDA = makeGuide('lambda-dg', 'AWS Lambda', 'Developer Guide')
const LAMP = makeGuide('lamp-dg', 'Made-up Lamp', 'Developer Guide')
const KEYSPACES = makeGuide('keyspaces-devguide', 'Amazon Keyspaces (for Apache Cassandra)', 'Developer Guide')
const CDK = makeGuide('cdk-v2', 'AWS Cloud Development Kit (AWS CDK)', 'Developer Guide')
const CONFIG = makeGuide('config-dg', 'AWS Config', 'Developer Guide')
const CLOUDFRONT = makeGuide('cloudfront-dg', 'Amazon CloudFront', 'Developer Guide')
const indexed = [S3, S3_API, LAMP, CONFIG]
const known = [...indexed, LAMBDA, KEYSPACES, CDK, CLOUDFRONT]
const takeProducts = (...products: string[]) => resolveFilters({ products }, { indexed, known }).products

test.each([
  ['S3', S3],
  ['s3', S3],
  ['Simple Storage Service', S3],
  ['amazon s3', S3],
  ['AmazonS3', S3],
  ['Lambda', LAMBDA],
  ['ラムダ', LAMBDA],
  ['ﾗﾑﾀﾞ', LAMBDA],
  ['クラウドフロント', CLOUDFRONT],
  ['made up lamp', LAMP],
  ['Keyspaces', KEYSPACES],
  ['CDK', CDK],
  // An ordinary word in a question, and a name where a name is asked for.
  ['Config', CONFIG],
  ['  AWS Config ', CONFIG],
])('%j is the product of %j', (name, { product }) => {
  expect(takeProducts(name)).toEqual([product])
})

test('what is part of a name, nearly one, or a name of two products stays as it was written', () => {
  const names = ['Storage', 'S4', 'S3 and Lambda', 'Lambda@Edge', 'Amazon', '', '（）', 'Torch']
  expect(takeProducts(...names)).toEqual(names)
})

test('two names of one product are one', () => {
  expect(takeProducts('S3', 'Amazon Simple Storage Service', 'Torch')).toEqual([S3.product, 'Torch'])
})

test('a product of the index is meant before one that only the catalog has', () => {
  const other = makeGuide('s3-userguide', 'Amazon S3', 'User Guide')
  expect(resolveFilters({ products: ['S3 buckets'] }, { indexed: [other], known: [S3, other] }).products).toEqual([
    'Amazon S3',
  ])
  expect(resolveFilters({ products: ['Lambda'] }, { indexed: [S3], known: [S3, LAMBDA] }).products).toEqual([
    'AWS Lambda',
  ])
})

test('where a guide is asked for, a product is all of its guides, and a full title is its guide', () => {
  const take = (...names: string[]) => resolveGuideNames(names, [indexed, known])
  expect(take('S3')).toEqual(['s3-userguide', 's3-api'])
  expect(take('S3-API')).toEqual(['s3-api'])
  expect(take('aws lambda developer guide')).toEqual(['lambda-dg'])
  expect(take('Lambda', 'lambda-dg')).toEqual(['lambda-dg'])
  const unknown = ['Developer Guide', 'torch-dg', 'https://docs.aws.amazon.com/lambda/latest/dg/welcome.html']
  expect(take(...unknown)).toEqual(unknown)
})
