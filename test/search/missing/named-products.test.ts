// Which products a question names, and which guides are about them.

import { expect, test } from 'vitest'
import { groupGuidesByProduct } from '../../../src/search/missing/guides-of-product.ts'
import { loadKnownProducts } from '../../../src/search/missing/known-products.ts'
import { findNamedProducts } from '../../../src/search/missing/named-products.ts'

const listNamed = (text: string) => findNamedProducts(text, loadKnownProducts()).map(({ product }) => product.name)

test.each([
  ['rotate secrets in Secrets Manager', ['AWS Secrets Manager']],
  ['eks pod identity', ['Amazon Elastic Kubernetes Service']],
  ['EC2 インスタンスの自動復旧', ['Amazon Elastic Compute Cloud']],
  ['event bridge と EventBridge', ['Amazon EventBridge']],
  ['secretsmanager の料金', ['AWS Secrets Manager']],
  ['レッドシフトのクエリが遅い', ['Amazon Redshift']],
  ['S3 Glacier vault lock', ['Amazon S3 Glacier']],
  ['AWS::S3::Bucket LifecycleConfiguration', ['AWS CloudFormation', 'Amazon Simple Storage Service']],
  ['User: arn:aws:sts::1:assumed-role/app is not authorized to perform: kms:Decrypt', ['AWS Key Management Service']],
  ['VPC peering in another account', ['Amazon Virtual Private Cloud']],
  ['AWSBatchServiceRole', ['AWS Batch']],
  ['copy from S3 to Redshift with Lambda', ['Amazon Simple Storage Service', 'Amazon Redshift', 'AWS Lambda']],
])('%j names %j', (text, products) => {
  expect(listNamed(text).toSorted()).toEqual(products.toSorted())
})

test.each([
  ['how do I connect to a database'],
  ['a batch of messages'],
  ['translate a column to upper case'],
  ['Connect to the instance, then create a backup'],
  ['what is the config file called'],
  ['assets, classes and process'],
  ['what am I charged for'],
  ['one size fits all'],
  ['a powershell script'],
])('an ordinary word names no product: %j', (text) => {
  expect(listNamed(text)).toEqual([])
})

test.each([
  ['AWS Config rules', 'AWS Config'],
  ['send an event to Amazon Connect', 'Amazon Connect'],
  ['evaluate a role with Config rules', 'AWS Config'],
])('an ordinary word that is written as a name does: %j', (text, product) => {
  expect(listNamed(text)).toContain(product)
})

const GUIDES = [
  { base: '/AmazonRDS/latest/UserGuide/', product: 'Amazon Relational Database Service', title: 'User Guide' },
  { base: '/AmazonRDS/latest/AuroraUserGuide/', product: 'Amazon Aurora', title: 'User Guide for Aurora' },
  { base: '/AmazonECS/latest/developerguide/', product: 'Amazon Elastic Container Service', title: 'Developer Guide' },
  { base: '/eks/latest/userguide/', product: 'Amazon EKS', title: 'User Guide' },
  { base: '/IAM/latest/UserGuide/', product: 'AWS Identity and Access Management', title: 'User Guide' },
  { base: '/STS/latest/APIReference/', product: 'AWS Security Token Service', title: 'API Reference' },
  { base: '/lamp/latest/dg/', product: 'Example Lamp', title: 'Developer Guide' },
]

test('guides belong to the product that they name, else to those of their folder', () => {
  const byProduct = groupGuidesByProduct(GUIDES, loadKnownProducts())
  const basesOf = (name: string) => {
    const product = byProduct.products.find((one) => one.name === name)
    return product && byProduct.listGuides(product).map(({ base }) => base)
  }
  expect(basesOf('Amazon Aurora')).toEqual(['/AmazonRDS/latest/AuroraUserGuide/'])
  expect(basesOf('Amazon Relational Database Service')).toEqual(['/AmazonRDS/latest/UserGuide/'])
  // Fargate has no guide of its own: it is documented where its tasks are, and is there where either guide is.
  expect(basesOf('AWS Fargate')).toEqual(['/AmazonECS/latest/developerguide/', '/eks/latest/userguide/'])
  expect(basesOf('AWS Lambda')).toEqual([])
  expect(basesOf('AWS Security Token Service')).toEqual(['/STS/latest/APIReference/', '/IAM/latest/UserGuide/'])
})

test('a product that nobody has written down is called what its guide says, or its folder', () => {
  const { products } = groupGuidesByProduct(GUIDES, loadKnownProducts())
  const names = (text: string) => findNamedProducts(text, products).map(({ product }) => product.name)
  expect(names('how bright is the example lamp')).toEqual(['Example Lamp'])
  expect(names('lamp brightness')).toEqual(['Example Lamp'])
})

test('every line of the list of products can be read, and no two products claim the same full name', () => {
  const products = loadKnownProducts()
  expect(products.length).toBeGreaterThan(250)
  const names = products.map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  for (const { name, names: all, folders } of products) {
    expect(folders.length, name).toBeGreaterThan(0)
    expect(
      all.every(({ joined }) => joined.length > 1),
      name,
    ).toBe(true)
  }
})
