// Whatever is asked, what is shown can be read on its own. The queries and the site stay outside the repository.

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { harvestReplicaIndex } from '../../scripts/eval/replica-index.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { findFaults } from '../search/whole-markdown.ts'

const QUERIES = join(resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared'), 'queries')

describe.skipIf(!existsSync(QUERIES))('snippets on judged queries', () => {
  test('leave no code block open and no row without its header, over all ten hits', async () => {
    const { db, close } = await openIndexForReading(await harvestReplicaIndex())
    const faulty: string[] = []
    let shown = 0
    for (const set of ['dev-en', 'dev-ja', 'more-ja']) {
      for (const line of readFileSync(join(QUERIES, `${set}.jsonl`), 'utf8')
        .split('\n')
        .filter(Boolean)) {
        const { query } = JSON.parse(line) as { query: string }
        for (const { url, context } of searchPassages(db, { text: query, limit: 10 }).hits) {
          const { openFences, rowsWithoutHeader } = findFaults(context)
          if (openFences + rowsWithoutHeader > 0) faulty.push(`${query}: ${url}`)
          shown += 1
        }
      }
    }
    close()
    expect(faulty).toEqual([])
    expect(shown).toBeGreaterThan(1000)
  }, 300_000)
})
