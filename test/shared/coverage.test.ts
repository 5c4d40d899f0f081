// How well an answer knows itself, on the judged queries over ten guides: most of them ask about guides that are not
// there. `npm run train:coverage` has the whole table; the queries and the site stay outside the repository.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type CoverageExample, collectTenGuideExamples, type Outcome } from '../../scripts/train/coverage-examples.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')

describe.skipIf(!existsSync(join(SHARED, 'queries')))('coverage on judged queries of ten guides', () => {
  let examples: CoverageExample[] = []
  beforeAll(async () => {
    examples = await collectTenGuideExamples()
  }, 300_000)

  const share = (outcome: Outcome, isWanted: (grade: string) => boolean) => {
    const own = examples.filter((example) => example.outcome === outcome)
    return own.filter(({ grade }) => isWanted(grade)).length / own.length
  }

  test('of the questions whose guide is lacking, nine in ten are called weak or missing', () => {
    expect(share('lacking', (grade) => grade !== 'answered')).toBeGreaterThanOrEqual(0.9)
  })

  test('of those that the first hit answers, one in ten at most is', () => {
    expect(share('first', (grade) => grade !== 'answered')).toBeLessThanOrEqual(0.1)
    expect(share('first', (grade) => grade === 'missing')).toBeLessThanOrEqual(0.05)
  })
})
