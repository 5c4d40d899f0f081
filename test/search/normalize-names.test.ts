// Names of products, however they are typed. The pages are made up; only the names are true.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { normalizeNames } from '../../src/search/query/normalize-names.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { openSite, type Site } from './made-site.ts'

test.each([
  ['cloudwatch alarms', 'CloudWatch alarms'],
  ['how is Cloudtrail read by CLOUDWATCH?', 'how is CloudTrail read by CloudWatch?'],
  ['route53 alias', 'Route 53 alias'],
  ['stepfunctions, secretsmanager', 'Step Functions, Secrets Manager'],
  ['fsx backups in dynamodb.', 'FSx backups in DynamoDB.'],
  ['iot policies', 'IoT policies'],
  ['mysql over ipv6, postgresql with oauth', 'MySQL over IPv6, PostgreSQL with OAuth'],
  ['my AMIs and VPCs', 'my AMI and VPC'],
  ['cloudwatch: no data', 'CloudWatch: no data'],
])('%s is read as %s', (typed, written) => {
  expect(normalizeNames(typed)).toBe(written)
})

test.each([
  'CloudWatch and DynamoDB are written so',
  'dynamodb:GetItem on dynamodb.eu-west-1.amazonaws.com, /cloudwatch/agent, my-cloudwatch',
  'aws cloudwatch put-metric-data says nothing',
  's3 lambda gsi amis lambdas route sql DNS',
  'a workspace of grafana, a cfn template',
  'ラムダ と ecs',
])('%s stays as it is', (text) => {
  expect(normalizeNames(text)).toBe(text)
})

test('what a program printed is not respelt', () => {
  const words = (text: string) => parseQuery(text).terms.map(({ term }) => term)
  expect(words('what does dynamodb say')).toEqual(expect.arrayContaining(['dynamo', 'db']))
  expect(words('Error: dynamodb said: AccessDenied')).toContain('dynamodb')
})

// Only the last page has the name in one word.
let site: Site
beforeAll(async () => {
  site = await openSite([
    {
      guide: 'eventbridge',
      name: 'rules',
      title: 'Using EventBridge rules',
      text: 'A rule of EventBridge sends events to a target. Set its schedule.',
    },
    { guide: 'eventbridge', name: 'events', title: 'Events', text: 'EventBridge has events of everything.' },
    {
      guide: 'relay',
      name: 'eventbridge-rule-check',
      title: 'eventbridge-rule-check',
      text: 'eventbridge-rule-check looks whether a rule has a target.',
    },
  ])
})
afterAll(() => site.close())

test.each(['eventbridge rules', 'EventBridge rules', 'Eventbridge Rules'])('%s finds the page of that name', (text) => {
  expect(site.order(text)[0]).toBe('eventbridge/rules')
})
