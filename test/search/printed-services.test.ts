// What the output of programs says of the service that it is about, in the many ways in which programs call services.

import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getPackageFile } from '../../src/core/platform/get-package-file.ts'
import { loadKnownProducts } from '../../src/search/missing/known-products.ts'
import { findPrintedProducts } from '../../src/search/missing/printed-guides.ts'
import { findOperationServices, parseOperationNoun } from '../../src/search/query/api-operations.ts'
import { listPrintedServices } from '../../src/search/query/list-printed-services.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { collectNamedGuides } from '../../src/search/ranking/named-guides.ts'
import { ensureGuide } from '../../src/store/guides/guide-rows.ts'
import { type IndexFile, openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'

const codesIn = (text: string) => [...new Set(listPrintedServices(text).map(({ code }) => code))]
const productsIn = (text: string) => [
  ...new Set(listPrintedServices(text).flatMap((one) => findPrintedProducts(one).map(({ name }) => name))),
]

test.each([
  ['User: arn:aws:iam::1:user/x is not authorized to perform: glue:GetTable', ['glue']],
  ['is not authorized to perform: es:ESHttpGet', ['es']],
  ['aws elasticfilesystem describe-mount-targets', ['elasticfilesystem']],
  ['aws s3 cp a.txt s3://photos/', ['s3']],
  ['aws dynamodb query --table-name orders', ['dynamodb']],
  ['timed out: https://q1.execute-api.eu-west-1.amazonaws.com/prod', ['execute-api']],
  ['CREATE_FAILED AWS::Batch::JobQueue (Service: AmazonEC2; Status Code: 400)', ['amazonec2', 'batch']],
  ['(Service: Elastic Load Balancing v2, Status Code: 400, Request ID: 7)', ['elastic load balancing v2']],
  ['operation error SFN: StartExecution, https response error StatusCode: 400', ['sfn', 'states']],
  ['with aws_sfn_state_machine.orders, on main.tf line 3', ['aws_sfn_state_machine']],
  ['resource "aws_lb" "web" {', ['aws_lb']],
  ["Cannot find module '@aws-sdk/client-sqs'", ['sqs']],
  ['software.amazon.awssdk.services.sns.model.SnsException: refused', ['sns']],
  ['Aws::Kinesis::Errors::Slow', ['kinesis']],
  ['Error executing Aws\\Glacier\\Exception', ['glacier']],
  ["boto3.client('events') failed", ['events']],
  ['2024-05-01T10:00:03Z 1a2b Task timed out after 3.00 seconds', ['lambda']],
  ['out of memory\nREPORT RequestId: 1a2b Duration: 3.1 ms Billed Duration: 4 ms', ['lambda']],
  ['[Container] 2024/02/11 10:10:02 Waiting for DOWNLOAD_SOURCE', ['codebuild']],
  ['The report says: Task timed out', []],
  ['An error occurred (Taken) when calling the Subscribe operation: it is taken', ['sns', 'autoscaling']],
  ['how do I empty a bucket?', []],
  ['which aws account ids and aws region names are mine?', []],
  ['aws_account_id=1, aws_profile is not set', []],
  ['iam:PassRole on arn:aws:iam::1:role/x', []],
])('%s: a program printed %j', (text, codes) => {
  const found = codesIn(text)
  if (text.includes('Subscribe')) expect(found).toContain(codes[0])
  else expect(found).toEqual(codes)
})

// In actions, ARNs, hosts and commands many services are not called by their names.
test.each([
  ['states:SendTaskSuccess', 'AWS Step Functions'],
  ['logs:PutLogEvents', 'Amazon CloudWatch Logs'],
  ['monitoring.eu-west-1.amazonaws.com', 'Amazon CloudWatch'],
  ['elasticloadbalancing:AddTags', 'Elastic Load Balancing'],
  ['es:ESHttpPut', 'Amazon Elasticsearch Service'],
  ['aoss:APIAccessAll', 'Amazon OpenSearch Service'],
  ['cognito-idp:AdminGetUser', 'Amazon Cognito'],
  ['execute-api:Invoke', 'Amazon API Gateway'],
  ['email.us-west-2.amazonaws.com', 'Amazon Simple Email Service'],
  ['ssmmessages.eu-north-1.amazonaws.com', 'AWS Systems Manager'],
  ['elasticfilesystem:ClientMount', 'Amazon Elastic File System'],
  ['ds:CreateTrust', 'AWS Directory Service'],
  ['acm-pca:IssueCertificate', 'AWS Private Certificate Authority'],
  ['wafv2:GetWebACL', 'AWS WAF'],
  ['tag:GetResources', 'AWS Resource Groups'],
  ['(Service: AmazonSQS; Status Code: 400)', 'Amazon Simple Queue Service'],
  ['(Service: AmazonSimpleEmailService; Status Code: 400)', 'Amazon Simple Email Service'],
  ['(Service: AWSElasticBeanstalk; Status Code: 400)', 'AWS Elastic Beanstalk'],
  ['with aws_wafv2_web_acl.site,', 'AWS WAF'],
  ['with aws_api_gateway_stage.live,', 'Amazon API Gateway'],
  ['with aws_elastic_beanstalk_environment.web,', 'AWS Elastic Beanstalk'],
  ['with aws_volume_attachment.logs,', 'Amazon Elastic Block Store'],
  ['sso:ListInstances', 'AWS IAM Identity Center'],
  ['cassandra:Select', 'Amazon Keyspaces'],
  ['kafka:GetBootstrapBrokers', 'Amazon Managed Streaming for Apache Kafka'],
  ['kinesisanalytics:StopApplication', 'Amazon Kinesis Data Analytics'],
  ['servicediscovery:RegisterInstance', 'AWS Cloud Map'],
  ['macie2:GetFindings', 'Amazon Macie'],
  ['aws deploy create-deployment', 'AWS CodeDeploy'],
  ['aws elbv2 create-listener', 'Elastic Load Balancing'],
  ['AWS::CertificateManager::Certificate', 'AWS Certificate Manager'],
  ['(Service: AmazonDynamoDBv2; Status Code: 400)', 'Amazon DynamoDB'],
  ['(Service: AWSSimpleSystemsManagement; Status Code: 400)', 'AWS Systems Manager'],
  ['with aws_cloudwatch_event_rule.nightly,', 'Amazon EventBridge'],
  ['with aws_lambda_function.thumbs,', 'AWS Lambda'],
  ['ec2:CreateNatGateway', 'Amazon Virtual Private Cloud'],
  ['aws ec2 create-transit-gateway-route', 'AWS Transit Gateway'],
  ['when calling the AttachVolume operation', 'Amazon Elastic Block Store'],
  ['when calling the PutConfigRule operation', 'AWS Config'],
  ['when calling the DescribeDBClusters operation', 'Amazon Aurora'],
])('%s is of %s', (text, product) => {
  expect(productsIn(text)).toContain(product)
})

test('where an operation is of several services, the one that is printed beside it is meant', () => {
  expect(productsIn('(Denied) when calling the PutEvents operation: events:PutEvents')).not.toContain(
    'Amazon Personalize',
  )
  expect(productsIn('(Denied) when calling the PutEvents operation')).toContain('Amazon Personalize')
})

test('a place is by the way, but for an operation that many services have', () => {
  const by = (text: string) => listPrintedServices(text).map((one) => one.by)
  expect(by('Access Denied for arn:aws:s3:::logs')).toEqual(['place'])
  expect(by('(Wrong) when calling the TagResource operation: arn:aws:medialive:us-east-1:1:channel:2')).toEqual([
    'called',
  ])
})

test('operations are known by what is done to what, and by their names where that does not tell', () => {
  expect(parseOperationNoun('DescribeVpcs')).toBe('Vpc')
  expect(parseOperationNoun('DeletePolicies')).toBe('Policy')
  expect(parseOperationNoun('Scan')).toBeUndefined()
  expect(findOperationServices('ModifySubnetAttribute')).toEqual(['ec2'])
  expect(findOperationServices('Scan')).toEqual(['dynamodb'])
  // Others have parameters as well.
  expect(findOperationServices('GetParameter')).toEqual(['ssm'])
  expect(findOperationServices('TagResource')).toEqual([])
  expect(findOperationServices('Vpc')).toEqual([])
})

test('each code is of products that are known, and no line names one twice', () => {
  const names = new Set(loadKnownProducts().map(({ name }) => name))
  const lines = readFileSync(getPackageFile('data/service-codes.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines.length).toBeGreaterThan(80)
  for (const line of lines) {
    const [name = '', codes = ''] = line.split(' | ')
    expect(names, line).toContain(name)
    const list = codes.split(', ')
    expect(new Set(list).size, line).toBe(list.length)
    for (const code of list) expect(code, line).toMatch(/^(?:[a-z0-9]+(?::[a-z0-9]+)?|aws_[a-z0-9_]+)$/)
  }
})

let index: IndexFile
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'printed-services-'))
  const file = join(folder, 'index.sqlite')
  const writer = await openIndexForWriting(file)
  const guide = (base: string, product: string) =>
    ensureGuide(writer.db, { catalogId: base, base, locale: 'en_us', product, title: 'User Guide' })
  guide('/elasticbeanstalk/latest/dg/', 'AWS Elastic Beanstalk')
  guide('/batch/latest/userguide/', 'AWS Batch')
  guide('/AWSCloudFormation/latest/UserGuide/', 'AWS CloudFormation')
  guide('/IAM/latest/UserGuide/', 'AWS Identity and Access Management')
  writer.close()
  index = await openIndexForReading(file)
})
afterAll(async () => {
  index.close()
  await rm(folder, { recursive: true })
})
const guidesOf = (text: string) => collectNamedGuides(index.db, parseQuery(text))
const BATCH = '/batch/latest/userguide/'
const TEMPLATES = '/AWSCloudFormation/latest/UserGuide/'
const PERMISSIONS = '/IAM/latest/UserGuide/'

test('guides are named by all the names of their product, and by what programs print', () => {
  expect([...guidesOf('ebextensions do not run').named]).toEqual(['/elasticbeanstalk/latest/dg/'])
  expect([...guidesOf('how do I delete a batch of files?').named]).toEqual([])
  expect([...guidesOf('aws batch submit-job fails').printed]).toEqual([[BATCH, 1]])
})

test('who was refused may have to ask IAM, after the guides of what was refused', () => {
  const refused = 'AccessDenied: User: arn:aws:iam::1:user/x is not authorized to perform: batch:SubmitJob'
  expect(guidesOf(refused).printed).toEqual(
    new Map([
      [BATCH, 1],
      [PERMISSIONS, 0.5],
    ]),
  )
  expect(guidesOf('AccessDenied: the door stays shut, error 5').printed).toEqual(new Map())
})

test("a type is CloudFormation's, and where it failed that of the service too", () => {
  expect(guidesOf('AWS::Batch::JobQueue Priority').printed).toEqual(
    new Map([
      [TEMPLATES, 1],
      [BATCH, 0.5],
    ]),
  )
  expect(guidesOf('Resource handler returned message: "Wrong state" AWS::Batch::JobQueue').printed).toEqual(
    new Map([
      [TEMPLATES, 1],
      [BATCH, 1],
    ]),
  )
})
