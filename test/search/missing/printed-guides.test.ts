// Which guide a paste is told to be lacking, by what programs print. The pastes are written from knowledge of what AWS
// prints, in the shapes of the command line, boto3, Java, Go, Node.js, PHP, Terraform and CloudFormation.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { CatalogGuide } from '../../../src/core/model/guide.ts'
import { toEnglishSequence } from '../../../src/search/languages/translate-query.ts'
import { findNamedGuides } from '../../../src/search/missing/coverage-features.ts'
import { findLacks, listLacksWithoutIndex } from '../../../src/search/missing/find-lacks.ts'
import { buildGuideKnowledge, type GuideKnowledge } from '../../../src/search/missing/guide-knowledge.ts'
import { parseQuery } from '../../../src/search/query/parse-query.ts'
import { loadCatalog } from '../../../src/store/guides/catalog-file.ts'
import { openSite, type Site } from '../made-site.ts'

const PASTE = z.object({ guides: z.array(z.string()), text: z.string() })
/** With the guides any of which is that of the service whose error it is; none where it is no service's. */
const PASTES = readFileSync(new URL('../../fixtures/pasted-errors.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => PASTE.parse(JSON.parse(line)))
const CATALOG = loadCatalog('no-catalog-of-a-user.json').guides

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const knowledgeByGuides = new Map<string, GuideKnowledge>()
// Built once for the same guides, as a program that serves builds it.
function knowGuides(isIndexed: (guide: CatalogGuide) => boolean): GuideKnowledge {
  const rows = CATALOG.filter(isIndexed).map((guide) => ({
    id: -1,
    catalogId: guide.id,
    base: guide.base,
    locale: 'en_us' as const,
    product: guide.product,
    title: guide.title,
    completedAt: 1,
  }))
  const key = rows.map(({ base }) => base).join()
  const knowledge = knowledgeByGuides.get(key) ?? buildGuideKnowledge(CATALOG, rows)
  knowledgeByGuides.set(key, knowledge)
  return knowledge
}

/** Names of the guides that are told, in order; `~` before those that are inferred. */
function tell(text: string, isIndexed: (guide: CatalogGuide) => boolean): string[] {
  const knowledge = knowGuides(isIndexed)
  const parsed = parseQuery(text)
  const sequence = parsed.isJapanese ? toEnglishSequence(parsed) : parsed.sequence
  const named = findNamedGuides(text, knowledge.byProduct, ({ base }) => knowledge.indexed.has(base))
  const lacks = findLacks(site.db, [{ text, sequence, isPasted: parsed.isPasted }], named, {
    knowledge,
    openRuns: () => [],
    now: 2,
    locale: 'en_us',
    partition: undefined,
    firstBase: undefined,
    isAnswered: false,
  })
  return lacks.map(({ catalogId, title, isInferred }) => `${isInferred ? '~' : ''}${catalogId ?? title}`)
}

const only =
  (...ids: string[]) =>
  ({ id }: CatalogGuide) =>
    ids.includes(id)

test('a paste is told the guide of the service whose error it is, first', () => {
  for (const { guides, text } of PASTES) {
    const [first = ''] = tell(text, only('govcloud-userguide'))
    // Athena has an operation of that name too.
    const right = text.includes('StartSession') ? [...guides, 'athena-userguide'] : guides
    if (guides.length > 0) expect([right.includes(first.replace('~', '')), first, text]).toEqual([true, first, text])
    else expect([first, text]).toEqual(['', text])
  }
})

test('where that guide is there, no other is told but that of templates', () => {
  for (const { guides, text } of PASTES) {
    if (guides.length === 0) continue
    expect([tell(text, only(...guides)).filter((id) => id !== 'cfn-userguide'), text]).toEqual([[], text])
    expect([tell(text, () => true), text]).toEqual([[], text])
  }
})

const DENIED = 'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the'
const ECS_FAILED = 'CREATE_FAILED AWS::ECS::Service Web Resource handler returned message: "Circuit breaker"'

describe('several services', () => {
  test('what else is printed is by the way: a role, a queue, a bucket', () => {
    const text = `${DENIED} PutItem operation: arn:aws:sqs:us-east-1:1:jobs, S3 and Lambda are fine`
    expect(tell(text, only())).toEqual(['dynamodb-dg'])
    expect(tell(text, only('dynamodb-dg'))).toEqual([])
  })

  test('each of two that failed is told, and neither where one is there', () => {
    const text = 'AWS::Batch::JobQueue CREATE_FAILED Bad group (Service: AmazonECS; Status Code: 400; Request ID: 1)'
    expect(tell(text, only())).toEqual(['ecs-dg', 'batch-userguide', 'cfn-userguide'])
    expect(tell(text, only('ecs-dg', 'cfn-userguide'))).toEqual([])
  })

  test('of an operation that several have, the one that is printed besides is meant', () => {
    expect(tell(`${DENIED} PutEvents operation: events:PutEvents`, only())).toEqual(['eventbridge-userguide'])
    expect(tell(`${DENIED} PutEvents operation`, only('personalize-dg'))).toEqual([])
  })

  test('of products that programs call the same, the one that is named is meant', () => {
    const text = `${DENIED} DescribeDBInstances operation`
    expect(tell(text, only())).toEqual(['aurora-userguide', 'rds-userguide'])
    expect(tell(`${text} of Aurora`, only('rds-userguide'))).toEqual(['aurora-userguide'])
  })

  test('whoever may not pass a role on is told of IAM too', () => {
    const text = `${DENIED} CreateFunction operation: User: arn:aws:iam::1:user/x is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/r`
    expect(tell(text, only())).toEqual(['lambda-dg', 'iam-userguide'])
    expect(tell(text, only('lambda-dg', 'iam-userguide'))).toEqual([])
  })
})

describe('a resource of a template', () => {
  test('is told by its service, then by CloudFormation', () => {
    expect(tell(ECS_FAILED, only())).toEqual(['ecs-dg', 'cfn-userguide'])
    expect(tell(ECS_FAILED, only('cfn-userguide'))).toEqual(['ecs-dg'])
    expect(tell(ECS_FAILED, only('ecs-dg'))).toEqual(['cfn-userguide'])
  })

  test('that was made is by the way, beside one that failed', () => {
    const events = `CREATE_COMPLETE AWS::SQS::Queue Jobs\n${ECS_FAILED}`
    expect(tell(events, only('sqs-dg', 'cfn-userguide'))).toEqual(['ecs-dg'])
  })

  test("is CloudFormation's in a question", () => {
    expect(tell('AWS::ECS::Service DesiredCount', only('ecs-dg'))).toEqual(['cfn-userguide'])
  })
})

test('a place, and the name of an operation alone, are a guess', () => {
  expect(tell('dial tcp: i/o timeout https://email-smtp.us-east-1.amazonaws.com', only())).toEqual(['~ses-dg'])
  expect(tell('GetLayerVersionPolicy', only('s3-userguide'))).toEqual(['~lambda-dg'])
  expect(tell('GetLayerVersionPolicy', only('lambda-dg'))).toEqual([])
})

test('what a question names goes before what it prints', () => {
  expect(tell('does Lambda need sqs:ReceiveMessage', only('sqs-dg'))).toEqual(['lambda-dg'])
})

test('it is told where there is no index too', () => {
  const lacks = listLacksWithoutIndex([`${DENIED} PutItem operation`], CATALOG, 'en_us')
  expect(lacks).toMatchObject([{ catalogId: 'dynamodb-dg', state: 'not-indexed' }])
})
