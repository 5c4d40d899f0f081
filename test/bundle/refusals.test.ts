// Bundles that must be refused, each with its reason, and the index as it was.

import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { computePadding, makeArchiveHeader, TRAILER } from '../../src/bundle/format/archive.ts'
import { formatManifest, type Manifest } from '../../src/bundle/format/manifest.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { verifyBundle } from '../../src/bundle/import/verify-bundle.ts'
import { DocsError } from '../../src/core/model/errors.ts'
import { type IndexFile, openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { startRun } from '../../src/store/lock/run-lock.ts'
import { loadOpenRuns } from '../../src/store/lock/runs.ts'
import { unpackBytes } from './forge-bundle.ts'
import { hashRows } from './hash-rows.ts'
import { importDeps, testClock } from './import-setup.ts'
import { hashBytes, iterateMutations } from './mutate-bundle.ts'
import { crawlGuide, hashFile, LAMBDA, LAMBDA_JA, makeIndex, QUEUE, readIndex } from './synthetic-index.ts'

const MUTATIONS = Number(process.env.BUNDLE_MUTATIONS ?? 120)

let folder = ''
let index = ''
let good = Buffer.alloc(0)

beforeAll(async () => {
  const { mkdtempSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  folder = mkdtempSync(join(tmpdir(), 'bundle-refusals-'))
  index = await makeIndex(join(folder, 'index.db'), (db) => crawlGuide(db, QUEUE, 5))
  const from = await makeIndex(join(folder, 'from.db'), (db) => {
    crawlGuide(db, LAMBDA, 6)
    crawlGuide(db, LAMBDA_JA, 3)
  })
  const file = join(folder, 'good.bundle')
  await readIndex(from, (db) => exportBundle(db, { file }))
  good = readFileSync(file)
  return async () => (await import('node:fs/promises')).rm(folder, { recursive: true, force: true })
})

// Nothing but the record of runs may be another afterwards; where the head gives the bundle away, not one byte.
async function importRefused(bytes: Buffer, isSeenInHead = false): Promise<DocsError> {
  const file = join(folder, 'bad.bundle')
  writeFileSync(file, bytes)
  const [before, rows] = [await hashFile(index), await readIndex(index, hashRows)]
  const error = await importBundle(importDeps(folder, index), { source: file }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(await readIndex(index, hashRows)).toBe(rows)
  expect(await readIndex(index, loadOpenRuns)).toEqual([])
  if (isSeenInHead) expect(await hashFile(index)).toBe(before)
  if (!(error instanceof DocsError)) throw new Error(`not refused: ${String(error)}`)
  return error
}

// A bundle of the good one's parts under a manifest of the test's own, with all hashes right.
function rebuild(change: (manifest: Manifest, parts: Map<string, Buffer>) => void): Buffer {
  const { manifest, parts } = unpackBytes(good)
  change(manifest, parts)
  const head = formatManifest(manifest)
  const members: [string, Buffer][] = [
    ['manifest.json', head],
    ['manifest.sha256', Buffer.from(`${hashBytes(head)}\n`)],
    ...parts,
  ]
  return pack(members)
}

function pack(members: readonly (readonly [string, Buffer])[]): Buffer {
  const bytes = members.flatMap(([name, content]) => [
    makeArchiveHeader(name, content.length),
    content,
    Buffer.alloc(computePadding(content.length)),
  ])
  return Buffer.concat([...bytes, TRAILER])
}

// Puts other lines into the first guide's pages, with the manifest saying so.
function replacePages(edit: (lines: Record<string, unknown>[]) => unknown[]): Buffer {
  return rebuild((manifest, parts) => {
    const part = manifest.guides[0]?.parts.pages[0]
    if (!part) throw new Error('no pages')
    const stored = parts.get(part.name) ?? Buffer.alloc(0)
    const lines = unpackLines(stored)
    const raw = Buffer.from(
      edit(lines)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    )
    const packed = brotliCompressSync(raw)
    Object.assign(part, { size: packed.length, rawSize: raw.length, sha256: hashBytes(packed) })
    parts.set(part.name, packed)
  })
}

function unpackLines(stored: Buffer): Record<string, unknown>[] {
  const { brotliDecompressSync } = process.getBuiltinModule('node:zlib')
  return brotliDecompressSync(stored)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('a bundle is refused and the index stays what it was', () => {
  it(`when bytes are flipped, cut, put in, or members renamed, swapped or left out (${MUTATIONS} ways)`, async () => {
    let refused = 0
    for (const { what, bytes } of iterateMutations(good, MUTATIONS, 42)) {
      const error = await importRefused(bytes)
      expect(['BAD_BUNDLE', 'BUNDLE_TOO_NEW', 'BAD_SIGNATURE'], what).toContain(error.code)
      refused += 1
    }
    expect(refused).toBe(MUTATIONS)
  })

  it('when it is something else altogether', async () => {
    for (const bytes of [randomBytes(5000), Buffer.from('<html>'), Buffer.from('man'), readFileSync(index)]) {
      const error = await importRefused(bytes, true)
      expect(error).toMatchObject({ code: 'BAD_BUNDLE' })
      expect(error.message).toMatch(/it is (?:not a bundle|cut off at byte 3)\.$/)
    }
    expect(await importRefused(Buffer.alloc(0), true)).toMatchObject({
      code: 'BAD_BUNDLE',
      message: expect.stringContaining('empty'),
    })
    const missing = importBundle(importDeps(folder, index), { source: join(folder, 'nowhere.bundle') })
    await expect(missing).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(importBundle(importDeps(folder, index), { source: folder })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })

  it('when it is of a newer format, saying which', async () => {
    const error = await importRefused(
      rebuild((manifest) => Object.assign(manifest, { formatVersion: 3 })),
      true,
    )
    expect(error).toMatchObject({ code: 'BUNDLE_TOO_NEW', message: expect.stringContaining('it has format 3') })
  })

  it('when a member or a page names a path outside', async () => {
    const outside = '../../etc/passwd'
    const member = await importRefused(
      rebuild((manifest, parts) => {
        const part = manifest.guides[0]?.parts.about
        if (!part) throw new Error('no part')
        parts.set(outside, parts.get(part.name) ?? Buffer.alloc(0))
        parts.delete(part.name)
        part.name = outside
      }),
    )
    expect(member.message).toContain('guides.0.parts.about.name')
    for (const path of [
      outside,
      '/queue/latest/dg/start.html',
      '/ja_jp/lamp/latest/dg/start.html',
      'https://evil.example/a/b/c.html',
    ]) {
      const page = await importRefused(replacePages(([first, ...rest]) => [{ ...first, path }, ...rest]))
      expect(page).toMatchObject({
        code: 'BAD_BUNDLE',
        message: expect.stringContaining('is not a page of /lamp/latest/dg/'),
      })
    }
  })

  it('when a part unpacks to more than it says', async () => {
    const bomb = rebuild((manifest, parts) => {
      const part = manifest.guides[0]?.parts.pages[0]
      if (!part) throw new Error('no pages')
      const packed = brotliCompressSync(Buffer.alloc(50_000_000, 32))
      Object.assign(part, { size: packed.length, sha256: hashBytes(packed) })
      parts.set(part.name, packed)
    })
    expect(bomb.length).toBeLessThan(20_000)
    expect((await importRefused(bomb)).message).toContain('does not unpack to what it should be')
  })

  it('when a page is not whole: a section beyond the text, no text, twice, or one that is not listed', async () => {
    const beyond = replacePages(([first, ...rest]) => {
      const content = first?.content as { passages: unknown[] }
      return [{ ...first, content: { ...content, passages: [[0, 0, 99_999, 'a']] } }, ...rest]
    })
    expect((await importRefused(beyond)).message).toContain('lies outside its section')
    const empty = replacePages(([first, ...rest]) => [{ ...first, content: null }, ...rest])
    expect((await importRefused(empty)).message).toContain('has no text')
    const twice = replacePages(([first, _, ...rest]) => [first, first, ...rest])
    expect((await importRefused(twice)).message).toContain('is there twice')
    const other = replacePages(([first, ...rest]) => [{ ...first, contentHash: 'f'.repeat(64) }, ...rest])
    expect((await importRefused(other)).message).toContain('is not as guides/00001/state.jsonl.br lists it')
  })

  it('when the manifest counts what is not there', async () => {
    const error = await importRefused(
      rebuild((manifest) => Object.assign(manifest.pages, { live: 10_000 })),
      true,
    )
    expect(error.message).toContain('do not add up')
  })

  it('when the disk has no space for it', async () => {
    const file = join(folder, 'good.bundle')
    const before = await hashFile(index)
    const deps = importDeps(folder, index, { freeBytes: async () => 1_000_000 })
    await expect(importBundle(deps, { source: file })).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/^The import needs about 1\.\d MB .* 1\.0 MB are free\.$/),
    })
    expect(await hashFile(index)).toBe(before)
  })

  it('without an index being made where none was', async () => {
    const nowhere = join(folder, 'sub', 'new.db')
    const file = join(folder, 'cut.bundle')
    writeFileSync(file, good.subarray(0, -700))
    await expect(importBundle(importDeps(folder, nowhere), { source: file })).rejects.toMatchObject({
      message: expect.stringContaining('it is cut off'),
    })
    expect(existsSync(join(folder, 'sub'))).toBe(false)
    // What only reading a part shows is found when the index has been made.
    writeFileSync(
      file,
      replacePages(([first, ...rest]) => [{ ...first, content: null }, ...rest]),
    )
    await expect(importBundle(importDeps(folder, nowhere), { source: file })).rejects.toMatchObject({
      message: expect.stringContaining('has no text'),
    })
    expect(readdirSync(join(folder, 'sub'))).toEqual([])
  })

  it('but an index that somebody else has opened meanwhile stays, empty', async () => {
    const made = join(folder, 'made.db')
    const file = join(folder, 'bad.bundle')
    writeFileSync(
      file,
      replacePages(([first, ...rest]) => [{ ...first, content: null }, ...rest]),
    )
    let reader: IndexFile | undefined
    const deps = importDeps(folder, made, {
      async openIndex() {
        const index = await openIndexForWriting(made)
        reader = await openIndexForReading(made)
        reader.db.prepare('SELECT count(*) FROM page').get()
        return index
      },
    })
    await expect(importBundle(deps, { source: file })).rejects.toMatchObject({ code: 'BAD_BUNDLE' })
    expect(reader?.db.prepare('SELECT count(*) AS n FROM page').get()).toEqual({ n: 0 })
    reader?.close()
    expect(existsSync(made)).toBe(true)
  })
})

describe('while something else goes on', () => {
  it('an import waits for no crawl: it is refused, naming who is writing', async () => {
    const busy = await makeIndex(join(folder, 'busy.db'), (db) => {
      crawlGuide(db, QUEUE, 3)
      startRun(db, { kind: 'crawl', owner: 'there:7', now: testClock.now(), isAlive: () => true })
    })
    const deps = importDeps(folder, busy)
    await expect(importBundle(deps, { source: join(folder, 'good.bundle') })).rejects.toMatchObject({
      code: 'CRAWL_RUNNING',
      message: expect.stringMatching(/^A crawl is running since .+ UTC \(there:7\)\.$/),
    })
  })

  it('an import that is stopped leaves the index without any of it', async () => {
    const stopped = await makeIndex(join(folder, 'stopped.db'), (db) => crawlGuide(db, QUEUE, 3))
    const abort = new AbortController()
    const work = importBundle(importDeps(folder, stopped), {
      source: join(folder, 'good.bundle'),
      signal: abort.signal,
      onProgress: ({ step }) => step === 'import' && abort.abort(),
    })
    await expect(work).rejects.toThrow('aborted')
    const guides = await readIndex(stopped, (db) => db.prepare('SELECT catalog_id AS id FROM guide').all())
    expect(guides).toEqual([{ id: 'queue-dg' }])
  })

  it('a whole file verifies', async () => {
    expect((await verifyBundle(join(folder, 'good.bundle'))).manifest.records).toBe(9)
  })
})
