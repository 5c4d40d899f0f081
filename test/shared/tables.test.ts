import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startSavedPagesSite } from '../../scripts/tables/saved-pages-site.ts'
import { type App, openApp } from '../../src/app.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { createTestClock, makeTemporaryFile } from '../crawl/crawl-setup.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')
const LOOKUPS = join(SHARED, 'queries/tables.jsonl')

interface Lookup {
  readonly path: string
  readonly query: string
  readonly expect: readonly string[]
}

describe.skipIf(!existsSync(LOOKUPS))('look-ups in tables of saved pages', () => {
  let lookups: Lookup[] = []
  beforeAll(() => {
    const lines = readFileSync(LOOKUPS, 'utf8').trim().split('\n')
    lookups = lines.map((line) => JSON.parse(line) as Lookup).filter(({ path }) => !path.includes('/'))
  })

  test('find their row on the page, and nearly always among all of them', async () => {
    const { app, urls } = await harvest([...new Set(lookups.map(({ path }) => path))])
    const missed: string[] = []
    let missedWithout = 0
    for (const lookup of lookups) {
      const url = urls.get(lookup.path)
      if (!(await isFound(app, lookup, url))) missed.push(lookup.query)
      if (!(await isFound(app, lookup, undefined))) missedWithout += 1
    }
    expect(lookups.length).toBeGreaterThan(15)
    expect(missed).toEqual([])
    expect(missedWithout).toBeLessThanOrEqual(1)
    const first = async (text: string) => {
      const [table] = (await app.documentation.searchTables({ text, maxRows: 1 })).tables
      return `${table?.section?.title}: ${table?.table.rows[table.groups[0]?.from ?? -1]?.join(' | ')}`
    }
    expect(await first('Lambda concurrent executions quota')).toBe('AWS Lambda Limits: Concurrent executions | 1000')
    expect(await first('s3:PutObject resource types')).toMatch(/^Actions defined by Amazon S3: \[PutObject\]/)
  })
})

async function harvest(files: readonly string[]): Promise<{ app: App; urls: ReadonlyMap<string, string> }> {
  const site = await startSavedPagesSite(SHARED, files)
  const indexFile = makeTemporaryFile('index.sqlite')
  const app = openApp({
    indexFile,
    userCatalogFile: join(dirname(indexFile), 'guides.json'),
    cacheFile: join(dirname(indexFile), 'cache.sqlite'),
    offline: false,
    origin: site.origin,
    clock: createTestClock(),
    logger: silentLogger,
  })
  onTestFinished(async () => {
    await app.close()
    await site.close()
  })
  const report = await app.site.crawl({ guides: await app.guides.choose(site.guides) })
  expect(report.exitCode).toBe(0)
  return { app, urls: new Map([...site.urls].map(([file, { path }]) => [file, path])) }
}

async function isFound(app: App, { query, expect: wanted }: Lookup, url: string | undefined): Promise<boolean> {
  const { tables } = await app.documentation.searchTables({
    text: query,
    maxRows: 20,
    ...(url !== undefined && { url }),
  })
  return tables.some(({ table, groups }) =>
    groups.some(({ from, to }) => {
      const text = table.rows.slice(from, to).flat().join('\n').replace(/[\\`]/g, '')
      return wanted.every((value) => text.includes(value))
    }),
  )
}
