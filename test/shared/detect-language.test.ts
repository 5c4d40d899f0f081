// No judged query is taken to be in another language than it is in, whatever languages an index has.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadJudgedQueries, SCALE_SETS, TEN_GUIDE_SETS } from '../../scripts/eval/judged-queries.ts'
import { LOCALES } from '../../src/core/model/locale.ts'
import { isJapanese } from '../../src/core/text/terms.ts'
import { detectLanguage } from '../../src/search/languages/detect-language.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')

describe.skipIf(!existsSync(join(SHARED, 'queries')))('the language of judged queries', () => {
  const everything = { locales: new Set(LOCALES), holds: () => false }

  test.each([...TEN_GUIDE_SETS, ...SCALE_SETS])('%s', (set) => {
    const taken = loadJudgedQueries(set).flatMap(({ query }) =>
      [undefined, everything].map((index) => ({ query, language: detectLanguage(query, index) })),
    )
    // Errors and identifiers are the same in a Japanese question.
    const right = (query: string) => (isJapanese(query) ? 'ja_jp' : 'en_us')
    expect(taken.filter(({ query, language }) => language !== right(query))).toEqual([])
  })
})
