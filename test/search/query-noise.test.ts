// What is left of hosts and ids that a paste brings along.

import { expect, test } from 'vitest'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { looksPasted, stripNoise } from '../../src/search/query/query-noise.ts'

test.each([
  ['secretsmanager.us-east-1.amazonaws.com', 'secretsmanager'],
  ['api.ecr.us-east-1.amazonaws.com:443', 'ecr'],
  ['https://orders-db.c9zz.eu-central-1.rds.amazonaws.com/x?y=z', 'rds'],
  ['wss://k3j9.execute-api.eu-west-1.amazonaws.com/prod', 'API Gateway'],
  ['https://search-logs.eu-west-1.es.amazonaws.com', 'Elasticsearch Service'],
  ['our-photos.s3-ap-southeast-2.amazonaws.com', 's3'],
  ['our-photos.s3.dualstack.eu-north-1.amazonaws.com', 's3'],
  ['fs-11.fsx.us-gov-west-1.amazonaws.com', 'fsx'],
  ['sts.cn-north-1.amazonaws.com.cn', 'sts'],
])('of the host %s its service is left', (host, service) => {
  expect(stripNoise(`cannot reach ${host} today`).replace(/\s+/g, ' ')).toBe(`cannot reach ${service} today`)
})

test("a reader's own names in a host are not searched for", () => {
  const { terms } = parseQuery('psql: could not connect to "billingdb.c9zz.eu-central-1.rds.amazonaws.com": timed out')
  const words = terms.map(({ term }) => term)
  expect(words).toContain('rd')
  expect(words).not.toContain('billingdb')
})

test('who was refused is left out of a paste, and what was refused is not', () => {
  const text = 'User: arn:aws:iam::111122223333:user/kim is not authorized to perform: sqs:SendMessage on resource: x'
  expect(stripNoise(text).trim()).toBe('is not authorized to perform: sqs:SendMessage on resource: x')
  expect(stripNoise('which actions may arn:aws:iam::111122223333:user/kim be given?')).toContain('iam user')
})

test('of what an SDK adds to a message the service and the code are left', () => {
  const text =
    'Object is archived (Service: Amazon S3; Status Code: 403; Error Code: InvalidObjectState; Request ID: Q1W2)'
  expect(stripNoise(text)).toContain('Service: Amazon S3;')
  expect(stripNoise(text)).toContain('Error Code: InvalidObjectState;')
  expect(stripNoise(text)).not.toContain('403')
})

test('of markup what stands between the tags is left', () => {
  const text =
    '<Response><Error type="x"><Code>SlowDown</Code><Message>Please reduce your rate</Message></Error></Response>'
  expect(stripNoise(text).replace(/\s+/g, ' ').trim()).toBe('SlowDown Please reduce your rate')
})

test.each(['fsap-0a12b34c56d78e90f', 'tgw-attach-0a12b34c56d78e90f', 'jr_7c2e94d1', 'eipassoc-0f1e2d3c'])(
  'the id %s is left out',
  (id) => {
    expect(stripNoise(`waiting for ${id} to stop`)).not.toMatch(/\d/)
  },
)

test.each(['dead-deadbeef', 'db-r5', 'us-east-1', 'x86-64', 'tls-1.2'])('%s is no id', (word) => {
  expect(stripNoise(`what is ${word} for`)).toContain(word)
})

test('who was refused asks for what is to be allowed', () => {
  const impliedBy = (text: string) => parseQuery(text).terms.flatMap(({ term, isImplied }) => (isImplied ? [term] : []))
  const refused = 'An error occurred (AccessDenied) when calling the PutRule operation: not allowed'
  expect(impliedBy(refused)).toContain('permiss')
  expect(impliedBy('An error occurred (ThrottlingException) when calling the PutRule operation')).not.toContain(
    'permiss',
  )
})

test('who was told that something was exceeded asks how much there may be', () => {
  const impliedBy = (text: string) => parseQuery(text).terms.flatMap(({ term, isImplied }) => (isImplied ? [term] : []))
  for (const text of [
    'operation error EC2: CreateVpc, https response error StatusCode: 400, api error VpcLimitExceeded: no more',
    'Error: the maximum number of rules has been reached',
    'ERROR you have exceeded the limit of requests today',
  ])
    expect(impliedBy(text), text).toContain('quota')
  // What is written already is not added, and the other word for it is.
  expect(impliedBy('ERROR you have exceeded your request quota today')).toContain('limit')
  expect(impliedBy('An error occurred (NotFound) when calling the PutRule operation')).not.toContain('quota')
})

test.each([
  'An error occurred (Sold) when calling the RunInstances operation: We currently have none, you can wait',
  'operation error SFN: StartExecution, https response error StatusCode: 400, what is wrong',
  'User: arn:aws:iam::111122223333:user/kim is not authorized to perform: sqs:SendMessage which I may',
  'dial tcp: lookup cache.example.com: i/o timeout',
  'connect ECONNREFUSED 10.0.0.1:5432 on i-0a12b34c56d78e90f',
])('%s is a paste, whatever words of questions stand in it', (text) => {
  expect(looksPasted(text)).toBe(true)
})

test.each(['what does i/o mean for my volumes and how do I measure it', 'can I look up a name over dial up'])(
  '%s is a question',
  (text) => {
    expect(looksPasted(text)).toBe(false)
  },
)

test.each([
  [
    'An error occurred (Sealed) when calling the PutRule operation (reached max retries: 4): wait',
    'Sealed PutRule : wait',
  ],
  [
    'operation error SQS: SendMessage, https response error StatusCode: 400, api error Gone: wait',
    'SQS: SendMessage Gone: wait',
  ],
  ['Resource handler returned message: "wait" (HandlerErrorCode: Gone)', '"wait" ( Gone)'],
])('of %s what a client puts around the message is left out', (text, left) => {
  expect(stripNoise(text).replace(/\s+/g, ' ').trim()).toBe(left)
})

test.each([
  'photos get too big so that the album cannot be opened',
  'he has two roles and still gets access denied',
  "the old key can't be used any more",
])('%s: as people type it, no paste', (text) => {
  expect(looksPasted(text)).toBe(false)
})

test.each(['Cannot open the album: too many photos', 'ssh: permission denied (publickey)', 'Could not read the album'])(
  '%s: as programs print it, a paste',
  (text) => {
    expect(looksPasted(text)).toBe(true)
  },
)
