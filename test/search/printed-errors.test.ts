// Whose error a program printed, by the error's name, and by what only one tool or SDK prints.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { getPackageFile } from '../../src/core/platform/get-package-file.ts'
import { findPrintedProducts } from '../../src/search/missing/printed-guides.ts'
import { findErrorServices } from '../../src/search/query/api-errors.ts'
import { findOperationServices } from '../../src/search/query/api-operations.ts'
import { listPrintedServices } from '../../src/search/query/list-printed-services.ts'
import { looksPasted } from '../../src/search/query/query-noise.ts'

const byOf = (text: string) => listPrintedServices(text).map(({ code, by }) => `${code} ${by}`)
const productsIn = (text: string) => [
  ...new Set(listPrintedServices(text).flatMap((one) => findPrintedProducts(one).map(({ name }) => name))),
]

test.each([
  ['BranchDoesNotExistException: refs/heads/main is not there', 'AWS CodeCommit'],
  ['ClusterContainsServicesException: it still runs', 'Amazon Elastic Container Service'],
  ['DBInstanceNotFound: orders is not there', 'Amazon Relational Database Service'],
  ['MalformedPolicyDocument: not like this', 'AWS Identity and Access Management'],
  ['InvalidGroup.NotFound and DependencyViolation: something hangs on it', 'Amazon Elastic Compute Cloud'],
  ['AWS.SimpleQueueService.NonExistentQueue: no such queue', 'Amazon Simple Queue Service'],
])('%s: it is an error of %s', (text, product) => {
  expect(productsIn(text)).toContain(product)
  expect(looksPasted(`${text}, says the program`)).toBe(true)
})

test('an error is known by its name, with and without what SDKs add to it', () => {
  expect(findErrorServices('NoSuchBucket')).toEqual(['s3'])
  expect(findErrorServices('NoSuchBucketException')).toEqual(['s3'])
  expect(findErrorServices('QueueDoesNotExistException')).toEqual(['sqs'])
  expect(byOf('Aws::S3::Errors::NoSuchBucket')).toContain('s3 said')
})

test('an error that may be of anybody says nothing', () => {
  for (const name of ['ResourceNotFoundException', 'ValidationError', 'LimitExceededException', 'InternalServerError'])
    expect(findErrorServices(name), name).toEqual([])
  expect(findErrorServices('bucket')).toEqual([])
})

test('of services that have an error of one name the one that is printed is meant, and else each may be', () => {
  const error = 'PipelineNotFoundException: orders'
  expect(byOf(error)).toEqual(['codepipeline place', 'datapipeline place'])
  expect(byOf(`${error} (Service: AWSCodePipeline; Status Code: 400)`).join()).not.toContain('datapipeline')
  // Two APIs of one product are one.
  expect(byOf('RepositoryNotEmptyException: it has images')).toEqual(['api.ecr said'])
})

test.each([
  ['com.amazonaws.SdkClientException: Unable to load credentials', 'AWS SDK for Java'],
  ['Amazon.Runtime.AmazonClientException: no endpoint', 'AWS SDK for .NET'],
  ['CredentialsProviderError: no credentials', 'AWS SDK for JavaScript'],
  ['botocore.exceptions.NoRegionError: name one', 'AWS SDK for Python'],
  ['NoCredentialProviders: no valid ones', 'AWS SDK for Go'],
  ['$ cdk deploy\nit failed', 'AWS Cloud Development Kit'],
  ['$ sam deploy --guided\nit failed', 'AWS Serverless Application Model'],
  ['$ eb create orders\nit failed', 'AWS Elastic Beanstalk'],
  ['  Warning  FailedMount  3m  kubelet  it failed', 'Amazon Elastic Kubernetes Service'],
])('%s: only %s prints it', (text, product) => {
  expect(productsIn(text)).toContain(product)
})

test.each(['the web create page', 'a spam deploy', 'CloudFormation: how do I name an Export?'])(
  '%s prints nothing, and is no paste',
  (text) => {
    expect(listPrintedServices(text)).toEqual([])
    expect(looksPasted(text)).toBe(false)
  },
)

test('each service of the list is a product that is known, and no error is an operation', () => {
  const lines = readFileSync(getPackageFile('data/api-errors.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines.length).toBeGreaterThan(150)
  for (const line of lines) {
    const [code = '', ...names] = line.split(' ')
    expect(findPrintedProducts({ code, what: '' }).length, line).toBeGreaterThan(0)
    expect(new Set(names).size, line).toBe(names.length)
    for (const name of names) expect(findOperationServices(name), name).toEqual([])
  }
})
