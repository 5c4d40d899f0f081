import { expect, test } from 'vitest'
import { loadKnownProducts } from '../../src/search/missing/known-products.ts'
import { findPricingPage, makePriceNote } from '../../src/search/query/prices.ts'

const NOTE = /^Prices are not in the documentation, which says what is billed; they stand at ([^\s,]+)(?:, \S+)*\.$/

function findPage(text: string, found: readonly string[] = []): string | undefined {
  return NOTE.exec(makePriceNote({ text, found }) ?? '')?.[1]
}

test.each([
  ['how much does Lambda cost', 'lambda/pricing/'],
  ['S3 pricing', 's3/pricing/'],
  ['is a NAT gateway in Amazon VPC expensive?', 'vpc/pricing/'],
  ['what am I charged for in DynamoDB', 'dynamodb/pricing/'],
  ['Lambda の料金', 'lambda/pricing/'],
  ['EC2 はいくらかかりますか', 'ec2/pricing/'],
  ['cheapest storage class for S3', 's3/pricing/'],
])('%s is told that prices stand elsewhere, at the page of the product', (text, path) => {
  expect(findPage(text)).toBe(`https://aws.amazon.com/${path}`)
})

test('a question that names no product is led to that of the best hit, or to all prices', () => {
  expect(findPage('what does a provisioned shard cost', ['Amazon Kinesis Data Streams'])).toBe(
    'https://aws.amazon.com/kinesis/data-streams/pricing/',
  )
  expect(findPage('what does it cost')).toBe('https://aws.amazon.com/pricing/')
  expect(makePriceNote({ text: 'price of EC2', found: [], partition: 'aws-cn' })).toContain('amazonaws.cn')
})

test.each([
  'how many Lambda functions may run at once',
  'cost allocation tags',
  'enable Cost Explorer',
  'AWS Billing and Cost Management console permissions',
  'DynamoDB BillingMode PAY_PER_REQUEST',
  'billing mode of a table',
  's3:GetObject AccessDenied',
  'Price List API endpoint',
  'ランプのクォータ',
  'charset utf8',
])('%s is no question about cost', (text) => {
  expect(makePriceNote({ text, found: ['AWS Lambda'] })).toBeUndefined()
})

test('of several products that a question may mean, those that were found come first', () => {
  const text = 'what am I charged for in DynamoDB on-demand mode'
  expect(findPage(text, ['Amazon DynamoDB'])).toBe('https://aws.amazon.com/dynamodb/pricing/')
})

test('products are found by their short names and by names that go on', () => {
  expect(findPricingPage('Amazon S3')).toBe('https://aws.amazon.com/s3/pricing/')
  expect(findPricingPage('Amazon FSx for Lustre Lustre')).toBe('https://aws.amazon.com/fsx/pricing/')
  expect(findPricingPage('Lantern')).toBe('https://aws.amazon.com/pricing/')
})

test('every pricing page is of a product that is known, so that a question can name it', () => {
  const known = loadKnownProducts().filter(({ name }) => !findPricingPage(name).endsWith('.com/pricing/'))
  expect(known.length).toBeGreaterThan(150)
})
