// Answers about the real documentation within a budget: text and structured content together, whatever the tool, and
// nothing in them torn.

import { existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SHARED } from '../../scripts/eval/judged-queries.ts'
import { harvestReplicaIndex } from '../../scripts/eval/replica-index.ts'
import type { App } from '../../src/app/app-interface.ts'
import { listCodeBlocks } from '../../src/core/text/markdown-blocks.ts'
import { countResultTokens } from '../../src/mcp/answer/answer-budget.ts'
import type { ToolResult } from '../../src/mcp/answer/tool-result.ts'
import { call, connect, listRows, type ToolAnswer } from '../mcp/mcp-setup.ts'

const FILES = ['dev-en.jsonl', 'dev-ja.jsonl'].map((name) => join(SHARED, 'queries', name))
/** Of the queries, one in so many: seven tools are asked about each. */
const EVERY = 4

describe.skipIf(!existsSync(FILES[0] ?? ''))('over the replica', () => {
  const folder = mkdtempSync(join(tmpdir(), 'budget-test-'))
  let queries: string[] = []
  beforeAll(async () => {
    symlinkSync(await harvestReplicaIndex(), join(folder, 'index.sqlite'))
    const lines = FILES.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    queries = lines.map((line) => (JSON.parse(line) as { query: string }).query)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('a search keeps to its max_tokens and loses no first hit, and every passage of it is whole', async () => {
    const client = await connect('newer', folder)
    const faults: unknown[] = []
    for (const [at, search_phrase] of queries.entries()) {
      const whole = await call(client, 'search_documentation', { search_phrase })
      const [best] = listRows(whole.structured, 'search_results')
      const most = [500, 800, 1500, 4000][at % 4] ?? 0
      const answer = await call(client, 'search_documentation', { search_phrase, limit: 20, max_tokens: most })
      const hits = listRows(answer.structured, 'search_results')
      if (countTokens(answer) > most) faults.push([most, countTokens(answer), search_phrase])
      if (best && hits[0]?.url !== best.url) faults.push([most, 'not the first hit', search_phrase])
      for (const { context } of [...hits, ...listRows(whole.structured, 'search_results')])
        if (!isWhole(String(context))) faults.push([most, 'torn', context])
    }
    expect(faults).toEqual([])
  }, 300_000)

  // What is found does not depend on the ceiling, which cuts the answer that is made of it.
  const find = askOnce()
  test.each([500, 2000])(
    'under a ceiling of %i tokens no tool answers with more, and each still answers',
    async (most) => {
      const free = await connect('newer', folder, {}, {}, find)
      const client = await connect('newer', folder, { AWS_DOCS_MAX_TOKENS: String(most) }, {}, find)
      const faults: unknown[] = []
      for (const query of queries.filter((_, at) => at % EVERY === 0)) {
        const [hit] = listRows(
          (await call(free, 'search_documentation', { search_phrase: query })).structured,
          'search_results',
        )
        for (const [tool, args] of listCalls(query, String(hit?.url ?? '/lambda/latest/dg/welcome.html'), hit)) {
          const answer = await call(client, tool, args)
          const where = [tool, args, countTokens(answer)]
          if (countTokens(answer) > most) faults.push(where)
          if (!isWhole(answer.text)) faults.push([...where, 'torn'])
          if (answer.text.includes('ANSWER_TOO_LONG')) faults.push([...where, 'refused'])
        }
      }
      expect(faults).toEqual([])
    },
    300_000,
  )
})

/** For Apps over one index: what is searched for twice is found once. */
function askOnce(): (app: App) => App {
  const kept = new Map<string, unknown>()
  const keep =
    <Q, A>(name: string, ask: (query: Q, ...more: never[]) => Promise<A>) =>
    async (query: Q, ...more: never[]): Promise<A> => {
      const key = `${name} ${JSON.stringify(query)}`
      if (!kept.has(key)) kept.set(key, await ask(query, ...more))
      return structuredClone(kept.get(key)) as A
    }
  return (app) => {
    const { documentation } = app
    const search = keep('search', documentation.search)
    const searchTables = keep('tables', documentation.searchTables)
    return { ...app, documentation: { ...documentation, search, searchTables } }
  }
}

function listCalls(
  query: string,
  url: string,
  hit: Readonly<Record<string, unknown>> | undefined,
): readonly (readonly [tool: string, args: Record<string, unknown>])[] {
  return [
    ['search_documentation', { search_phrase: query, limit: 50, zebra: 1 }],
    ['search_documentation', { search_phrase: query, max_tokens: 100_000 }],
    ['read_documentation', { url, max_length: 40_000 }],
    [
      'read_documentation',
      { url: `${url} /lambda/latest/dg/welcome.html /redshift/latest/dg/r_COPY.html`, max_length: 40_000 },
    ],
    ['read_sections', { url, section_titles: [hit?.section, hit?.title, 'Prerequisites'].filter(Boolean) }],
    ['search_table', { query, max_rows: 200, max_length: 100_000 }],
    ['recommend', { url, limit: 30 }],
    ['list_guides', { query: query.slice(0, 20) }],
    ['list_guides', { contents_of: url.replace(/#.*/, '') }],
    ['whats_changed', { guide: url, since: '2020-01-01', limit: 200 }],
  ]
}

function countTokens({ content, structured }: ToolAnswer): number {
  return countResultTokens({ content, structuredContent: structured } as unknown as ToolResult)
}

function isWhole(markdown: string): boolean {
  const rows = markdown.split('\n').filter((line) => line.startsWith('| '))
  return listCodeBlocks(markdown).every((block) => block.isClosed) && rows.every((row) => row.endsWith('|'))
}
