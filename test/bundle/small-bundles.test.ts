// Small bundles that ask for much: each is refused by a bound, before it has cost memory or time.

import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { getRecordState } from '../../src/bundle/format/records.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { verifyBundle } from '../../src/bundle/import/verify-bundle.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { type Forgery, pack, packBundle, putLines, putPacked, putRaw, readLines, unpackBundle } from './forge-bundle.ts'
import { importDeps } from './import-setup.ts'
import { crawlGuide, LAMBDA, makeIndex, readIndex } from './synthetic-index.ts'

/** Far more than any bound is, and no more than it takes to see that one is passed. */
const MANY = 3_000_000
let folder = ''
let good = ''
const manyLines = pack(Buffer.alloc(3 * MANY, '{}\n'))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'small-bundles-'))
  good = join(folder, 'good.bundle')
  const from = await makeIndex(join(folder, 'from.db'), (db) => crawlGuide(db, LAMBDA, 3))
  await readIndex(from, (db) => exportBundle(db, { file: good }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function writeChanged(
  change: (forgery: Forgery, parts: Forgery['manifest']['guides'][number]['parts']) => void,
): string {
  const forgery = unpackBundle(good)
  const guide = forgery.manifest.guides[0]
  if (!guide) throw new Error('no guide')
  change(forgery, guide.parts)
  const file = join(folder, 'bad.bundle')
  writeFileSync(file, packBundle(forgery))
  return file
}

const getFirstPages = ({ pages: [part] }: Forgery['manifest']['guides'][number]['parts']) => {
  if (!part) throw new Error('no pages')
  return part
}

async function verifyRefused(file: string): Promise<string> {
  expect(statSync(file).size).toBeLessThan(200_000)
  const error = await verifyBundle(file).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({ code: 'BAD_BUNDLE' })
  const index = join(folder, 'none.db')
  const refused = importBundle(importDeps(folder, index), { source: file })
  await expect(refused).rejects.toMatchObject({ code: 'BAD_BUNDLE', message: String(Object(error).message) })
  expect(existsSync(index)).toBe(false)
  return error instanceof Error ? error.message : ''
}

/** A page of the good bundle with other content, listed as it is. */
function writeContent(change: (content: Record<string, unknown>) => object, about: object = {}): string {
  return writeChanged((forgery, parts) => {
    const lines = readLines(forgery, getFirstPages(parts)) as { path: string; content: Record<string, unknown> }[]
    const [first, ...rest] = lines
    if (!first) throw new Error('no page')
    const page = { ...first, ...about, content: { ...first.content, ...change(first.content) } }
    putLines(forgery, getFirstPages(parts), [page, ...rest])
    const state = getRecordState(page as never)
    const states = readLines(forgery, parts.state) as unknown[][]
    putLines(forgery, parts.state, [...states.filter(([path]) => path !== first.path), state])
  })
}

const makeContent = (length: number, sections: unknown[], passages: unknown[]) => ({
  markdown: 'a'.repeat(length),
  sections,
  passages,
  tables: [],
})

describe('a few kilobytes are refused', () => {
  it.each(['about', 'state', 'pages'] as const)('when they unpack to millions of lines of %s', async (kind) => {
    const file = writeChanged((forgery, parts) => {
      const part = kind === 'pages' ? getFirstPages(parts) : parts[kind]
      putPacked(forgery, part, manyLines, MANY)
    })
    expect(await verifyRefused(file)).toMatch(/has 3000000 lines; at most \d+ are read/)
  })

  it('when there are more lines than they say', async () => {
    const file = writeChanged((forgery, parts) => putPacked(forgery, getFirstPages(parts), manyLines, 3))
    expect(await verifyRefused(file)).toContain('not 3 lines')
  })

  it.each([
    ['millions of open brackets', '[', 'nested more than'],
    ['millions of empty lists', '[],', 'more than 1000000 values'],
    ['as many open objects', '{"a":', 'nested more than'],
  ])('when one line is %s', async (_, text, reason) => {
    const raw = Buffer.concat([Buffer.from('['), Buffer.alloc(MANY * text.length, text), Buffer.from('\n')])
    const file = writeChanged((forgery, parts) => putRaw(forgery, getFirstPages(parts), raw, 1))
    expect(await verifyRefused(file)).toContain(reason)
  })

  it('when one line is larger than any page', async () => {
    const raw = Buffer.concat([Buffer.from('"'), Buffer.alloc(64 * 1024 * 1024, 'a'), Buffer.from('"\n')])
    const file = writeChanged((forgery, parts) => putRaw(forgery, getFirstPages(parts), raw, 1))
    expect(await verifyRefused(file)).toContain('at most 67108864 are read')
  })

  it('when every passage of a page spans its whole text', async () => {
    const passages = Array.from({ length: 4_000 }, () => [0, 0, 100_000, 'a'])
    const file = writeContent(() => makeContent(100_000, [[1, 'A', 'a', 0, 100_000]], passages))
    expect(await verifyRefused(file)).toContain('passages overlap')
  })

  it('when its sections overlap, or are nested deeper than headings are', async () => {
    const overlapping = Array.from({ length: 10_000 }, (_, n) => [1, 'A', 'a', n, 20_000])
    expect(await verifyRefused(writeContent(() => makeContent(20_000, overlapping, [])))).toContain('sections overlap')
    const deep = Array.from({ length: 100 }, (_, n) => [n, 'A', 'a', n, 20_000])
    expect(await verifyRefused(writeContent(() => makeContent(20_000, deep, [])))).toMatch(/level|sections/)
    const many = Array.from({ length: 100_000 }, (_, n) => [1, 'A', 'a', n, n + 1])
    expect(await verifyRefused(writeContent(() => makeContent(100_000, many, [])))).toContain('sections')
  })

  it('when a table of contents is deeper or longer than any', async () => {
    const nested = (depth: number): object => ({ title: 'a', children: depth > 0 ? [nested(depth - 1)] : [] })
    const deep = writeChanged((forgery, parts) => putLines(forgery, parts.about, [{ toc: [nested(200)] }]))
    expect(await verifyRefused(deep)).toContain('nested more than')
    const entries = Array.from({ length: 100_001 }, () => ({ title: 'a', children: [] }))
    const long = writeChanged((forgery, parts) => putLines(forgery, parts.about, [{ toc: entries }]))
    expect(await verifyRefused(long)).toContain('more than 100000 entries')
  })

  it('when its manifest is nothing but brackets', async () => {
    const file = writeChanged(() => undefined)
    const { parts } = unpackBundle(good)
    const forgery = { manifest: JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`), parts }
    writeFileSync(file, packBundle(forgery))
    expect(await verifyRefused(file)).toContain('its manifest is not valid')
  })
})

describe('what comes from outside is in its domain', () => {
  const TIME = 9_007_199_254_740_991

  it.each(['firstSeenAt', 'changedAt', 'fetchedAt', 'checkedAt'])(
    'a page whose %s is no date is refused',
    async (name) => {
      expect(await verifyRefused(writeContent(() => ({}), { [name]: TIME }))).toContain(
        'expected number to be <=4102444800000',
      )
    },
  )

  it.each([
    ['a title of two lines', { title: 'one\ntwo' }],
    ['a title that writes the clipboard', { title: '\u001b]52;c;cm0=\u0007' }],
    ['a description that turns the writing around', { description: 'safe\u202eexe' }],
    ['a validator with a line end', { etag: '"a"\r\nx: y' }],
    ['a step of the breadcrumb with a NUL', { breadcrumb: ['a\u0000'] }],
  ])('%s is refused', async (_, about) => {
    expect(await verifyRefused(writeContent(() => ({}), about))).toContain('a control character')
  })

  it.each([
    ['a catalog id of two lines', (guide: Record<string, unknown>) => (guide.catalogId = 'a\nb')],
    ['a catalog id with a blank', (guide: Record<string, unknown>) => (guide.catalogId = 'a b')],
    ['a product with an escape', (guide: Record<string, unknown>) => (guide.product = '\u001b[2J')],
    ['a crawl in the year 9999', (guide: Record<string, unknown>) => (guide.completedAt = '9999-12-31T23:59:59Z')],
  ])('%s is refused', async (_, change) => {
    const file = writeChanged(({ manifest }) => void change(manifest.guides[0] as unknown as Record<string, unknown>))
    expect(await verifyRefused(file)).toContain('its manifest is not valid')
  })

  it('a table whose rows are wider than its header is refused', async () => {
    const table = { section: 0, title: '', columns: ['a', 'b'], rows: [['1', '2', '3']], spans: [] }
    expect(await verifyRefused(writeContent(() => ({ tables: [table] })))).toContain('more cells than columns')
    const spans = [{ column: 7, from: [0] }]
    const spanned = { ...table, rows: [['1', '2']], spans }
    expect(await verifyRefused(writeContent(() => ({ tables: [spanned] })))).toContain('a span lies outside its table')
  })
})

it('an import that has begun is stopped within one part', async () => {
  const from = await makeIndex(join(folder, 'many.db'), (db) => crawlGuide(db, LAMBDA, 150))
  const file = join(folder, 'many.bundle')
  await readIndex(from, (db) => exportBundle(db, { file }))
  const stop = new AbortController()
  // Whoever gives way after a time does so at each look at the clock, also where the whole part takes no such time.
  let time = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1000))
  onTestFinished(() => void vi.restoreAllMocks())
  const index = join(folder, 'stopped.db')
  const deps = importDeps(folder, index, {
    async openIndex() {
      // The signal comes as a signal of the system does: in a turn of the event loop, while the only part is merged.
      setImmediate(() => setImmediate(() => stop.abort(new Error('stopped'))))
      return openIndexForWriting(index)
    },
  })
  const run = importBundle(deps, { source: file, signal: stop.signal })
  await expect(run).rejects.toThrow('stopped')
  expect(existsSync(index)).toBe(false)
})
