// One pass over judged queries: ours, and plain search over the same pages.

import { type SearchQuery, searchPassages } from '../../src/search/search-passages.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import type { JudgedQuery, QueryResult } from './judged-queries.ts'
import type { PlainSearch } from './plain-fts5.ts'

type Phrasings = ReadonlyMap<string, readonly string[]>
const NONE: Phrasings = new Map()

export function askOurs(db: SqlDatabase, queries: readonly JudgedQuery[], phrasings = NONE): QueryResult[] {
  return queries.map((query) => timeQuery(query, () => listPaths(db, query, 10, phrasings.get(query.query_id))))
}

export function listPaths(db: SqlDatabase, { query }: JudgedQuery, limit: number, alsoPhrased?: readonly string[]) {
  const asked: SearchQuery = { text: query, limit, ...(alsoPhrased && { alsoPhrased }) }
  return searchPassages(db, asked).hits.map(({ path }) => path)
}

/** Plain search has no notion of several wordings: it gets all their words. */
export function askPlain(plain: PlainSearch, queries: readonly JudgedQuery[], phrasings = NONE): QueryResult[] {
  return queries.map((query) =>
    timeQuery(query, () => plain.search([query.query, ...(phrasings.get(query.query_id) ?? [])].join('\n'))),
  )
}

function timeQuery(query: JudgedQuery, ask: () => readonly string[]): QueryResult {
  const start = performance.now()
  const paths = ask()
  return { query, paths, durationMs: performance.now() - start }
}
