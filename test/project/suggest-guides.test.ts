// What a project's files say of the guides that it needs.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { suggestGuides } from '../../src/app/harvest/suggest-guides.ts'
import { loadCatalog } from '../../src/store/guides/catalog-file.ts'
import { makeTemporaryFolder } from '../bundle/synthetic-index.ts'

const CATALOG = loadCatalog('/nowhere/guides.json').guides

function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = makeTemporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const listSuggested = (files: Readonly<Record<string, string>>) =>
  suggestGuides(makeProject(files), CATALOG)
    .map(({ catalogId }) => catalogId)
    .sort()

test.each([
  [
    'clients of the JavaScript SDK',
    {
      'package.json': JSON.stringify({
        dependencies: { '@aws-sdk/client-s3': '3', '@aws-sdk/client-cognito-identity-provider': '3', express: '5' },
        devDependencies: {
          '@aws-sdk/lib-dynamodb': '3',
          '@aws-sdk/client-sesv2': '3',
          '@aws-sdk/client-route-53': '3',
        },
      }),
    },
    ['cognito-dg', 'dynamodb-dg', 'route53-dg', 's3-userguide', 'ses-dg'],
  ],
  [
    'CDK modules in TypeScript',
    {
      'lib/stack.ts':
        "import { Stack, aws_sqs as sqs } from 'aws-cdk-lib'\nimport * as l from 'aws-cdk-lib/aws-lambda-event-sources'\n",
    },
    ['cdk-dg', 'lambda-dg', 'sqs-dg'],
  ],
  [
    'CDK modules in Python',
    {
      'app.py':
        'from aws_cdk import (\n    aws_s3 as s3,\n    aws_stepfunctions_tasks as t,\n)\nimport aws_cdk.aws_kms\n',
    },
    ['cdk-dg', 'kms-dg', 's3-userguide', 'stepfunctions-dg'],
  ],
  [
    'Terraform resources',
    {
      'main.tf': ['aws_lambda_function', 'aws_db_instance', 'aws_cloudwatch_log_group', 'aws_subnet', 'aws_lb_listener']
        .map((type) => `resource "${type}" "x" {\n}\n`)
        .join(''),
    },
    ['alb-userguide', 'cloudwatch-logs-userguide', 'lambda-dg', 'rds-userguide', 'vpc-userguide'],
  ],
  [
    'a SAM template',
    { 'template.yaml': 'Resources:\n  A:\n    Type: AWS::Serverless::Function\n  B:\n    Type: AWS::SQS::Queue\n' },
    ['lambda-dg', 'sam-dg', 'sqs-dg'],
  ],
  [
    'a CloudFormation template in JSON',
    { 'infra/stack.json': '{"Resources":{"N":{"Type": "AWS::EC2::VPC"},"I":{"Type":"AWS::EC2::Instance"}}}' },
    ['cfn-userguide', 'ec2-userguide', 'vpc-userguide'],
  ],
  ['a Go module', { 'go.mod': 'require github.com/aws/aws-sdk-go-v2/service/sns v1.2.3\n' }, ['sns-dg']],
] as const)('%s', (_, files, guides) => {
  expect(listSuggested(files)).toEqual(guides)
})

test('what is not plain suggests nothing', () => {
  const files = {
    'app.py': 'import boto3\nboto3.client("s3")\n',
    'package.json': '{"dependencies": {"aws-sdk": "2", "@aws-sdk/types": "3"}}',
    'broken/package.json': '{',
    'compose.yaml': 'services:\n  a:\n    image: x\n',
    'node_modules/x/package.json': '{"dependencies":{"@aws-sdk/client-s3":"3"}}',
    '.git/main.tf': 'resource "aws_s3_bucket" "b" {}\n',
    'large/main.tf': `resource "aws_s3_bucket" "b" {}\n${'#'.repeat(300_000)}`,
  }
  expect(listSuggested(files)).toEqual([])
})

test('the most used comes first, each with its reason, and a link out of the project is not followed', () => {
  const folder = makeProject({
    'a.tf': 'resource "aws_sqs_queue" "a" {}\nresource "aws_lambda_function" "f" {}\n',
    'b.tf': 'resource "aws_sqs_queue" "b" {}\n',
  })
  symlinkSync(makeProject({ 'c.tf': 'resource "aws_kms_key" "k" {}\n' }), join(folder, 'other'))
  expect(suggestGuides(folder, CATALOG)).toMatchObject([
    { catalogId: 'sqs-dg', because: 'aws_sqs_queue' },
    { catalogId: 'lambda-dg', because: 'aws_lambda_function', title: 'AWS Lambda Developer Guide' },
  ])
  expect(suggestGuides('/', CATALOG)).toEqual([])
})
