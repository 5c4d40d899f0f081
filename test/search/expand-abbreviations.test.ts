// What people write short. The pages are made up; only the names are true.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadKnownProducts } from '../../src/search/missing/known-products.ts'
import { findNamedProducts } from '../../src/search/missing/named-products.ts'
import { expandAbbreviations } from '../../src/search/query/expand-abbreviations.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { openSite, type Site } from './made-site.ts'

test.each([
  ['SFN: wait for an approval', 'Step Functions: wait for an approval'],
  ['r53 alias, apigw throttling', 'Route 53 alias, API Gateway throttling'],
  ['two NACLs and dlqs', 'two network ACLs and dead-letter queues'],
  ['the ALB’s logs (NLB too).', 'the Application Load Balancer’s logs (Network Load Balancer too).'],
  ['a DX line for DR', 'a Direct Connect line for disaster recovery'],
  ['DLQ に入ったメッセージ', 'dead-letter queue に入ったメッセージ'],
])('%s is read as %s', (typed, meant) => {
  expect(expandAbbreviations(typed)).toBe(meant)
})

test.each([
  'KMS, MFA and SQS are written so by documentation too',
  'cfn-init, cfn_nag, /aws/cwl/x, alb.ingress.kubernetes.io, --sg=x, sg-0a1b, DLQ=1, $ALB, alb(1)',
  'a dr of medicine, dx and ha in small letters',
])('%s stays as it is', (text) => {
  expect(expandAbbreviations(text)).toBe(text)
})

test('what a program printed stays as it was', () => {
  const read = (text: string) => parseQuery(text).terms.map(({ term }) => term)
  expect(read('which dlq has it')).toEqual(expect.arrayContaining(['dead', 'letter', 'queue']))
  expect(read('which dlq has it')).not.toContain('dlq')
  expect(read('Error: dlq said: AccessDenied')).toContain('dlq')
})

test.each([
  ['SFN', 'AWS Step Functions'],
  ['apigw', 'Amazon API Gateway'],
  ['r53', 'Amazon Route 53'],
  ['KDS', 'Amazon Kinesis Data Streams'],
  ['nlb', 'Elastic Load Balancing'],
])('%s names %s', (short, product) => {
  const named = findNamedProducts(`what does ${short} cost`, loadKnownProducts())
  expect(named.map((one) => one.product.name)).toEqual([product])
})

let site: Site
beforeAll(async () => {
  site = await openSite([
    {
      guide: 'vault',
      name: 'listeners',
      title: 'Listeners for your Application Load Balancers',
      text: 'A listener of an Application Load Balancer has rules. A rule redirects a request.',
    },
    {
      guide: 'relay',
      name: 'alb-redirect',
      title: 'alb-redirect',
      text: 'Whether an ALB redirects. The ALB is looked at, as all of them are.',
    },
    { guide: 'relay', name: 'buckets', title: 'Buckets', text: 'Whether a bucket redirects a request to another.' },
  ])
})
afterAll(() => site.close())

test('the page is found that writes it out', () => {
  expect(site.order('ALB: how does a listener redirect', { limit: 1 })).toEqual(['vault/listeners'])
})
