// What the program says where the guide that a question is about is not indexed: told by words, and by what was pasted.

import { expect, it } from 'vitest'
import { setUpCrawled } from './run-program.ts'

const MEANT = 'hosted UI redirect mismatch'
const PASTED =
  'An error occurred (ProvisionedThroughputExceededException) when calling the PutItem operation (reached max retries: 9): slow down'
const FAILED = 'CREATE_FAILED AWS::ECS::Service Web Resource handler returned message: "Circuit breaker was triggered"'

it.each([
  [MEANT, /^This seems to be about something in the Amazon Cognito Developer Guide, which is not in this index; /m],
  [PASTED, /^Not in this index: Amazon DynamoDB Developer Guide; /m],
  [FAILED, /^Not in this index: Amazon Elastic Container Service Developer Guide, AWS CloudFormation User Guide; /m],
])('%j is told the guide on stderr, with the command that gets it', async (question, hint) => {
  const { run } = await setUpCrawled()
  const { code, stdout, stderr } = await run('--offline', 'search', question)
  expect(code).toBe(0)
  expect(stderr).toMatch(hint)
  expect(stderr).toMatch(/"aws-docs-offline --index \S+ import FILE"/)
  expect(stdout).not.toContain('Guide; ')
})

it('--json has the guide, its state and whether it is inferred, and the same hint', async () => {
  const { run } = await setUpCrawled()
  const ask = async (question: string) => {
    const { stdout, stderr } = await run('--offline', 'search', '--json', question)
    expect(stderr).toBe('')
    return JSON.parse(stdout)
  }
  const meant = await ask(MEANT)
  expect(meant.coverage).toMatchObject({
    grade: 'missing',
    lacks: [{ catalogId: 'cognito-dg', state: 'not-indexed', isInferred: true }],
  })
  expect(meant.hint).toMatch(/^This seems to be about .*Amazon Cognito Developer Guide.*import FILE/)
  const pasted = await ask(PASTED)
  expect(pasted.coverage.lacks).toMatchObject([{ catalogId: 'dynamodb-dg', state: 'not-indexed' }])
  expect(pasted.coverage.lacks[0]).not.toHaveProperty('isInferred')
  expect(pasted.hint).toMatch(/^Not in this index: Amazon DynamoDB Developer Guide; /)
})

it('with a network the command is a crawl', async () => {
  const { run } = await setUpCrawled()
  const { stderr } = await run('search', PASTED)
  expect(stderr).toMatch(/"aws-docs-offline --index \S+ crawl dynamodb-dg" gets it/)
})

it('a language of which nothing is indexed is said to be none', async () => {
  const { run } = await setUpCrawled()
  const { stdout, stderr } = await run('--offline', 'search', 'text of b', '--locale', 'fr_fr')
  expect(stdout).toContain('Page b')
  expect(stderr).toContain('Nothing in this index is in French (fr_fr); its pages are given in English (en_us).')
})
