// What doctor says of machines and indexes that are well, damaged, locked, left behind or closed to this user. Damage
// is done to the bytes of a file.

import { chmodSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startRun } from '../../src/store/lock/run-lock.ts'
import { loadDriver } from '../../src/store/sqlite/load-driver.ts'
import {
  crawlGuide,
  hashFile,
  LAMBDA,
  makeIndex,
  makeTemporaryFolder,
  QUEUE,
  readIndex,
} from '../bundle/synthetic-index.ts'
import { makePageHtml, startSite } from '../crawl/crawl-site.ts'
import { type RunOptions, runIn } from './run-in-folder.ts'

interface CheckResult {
  readonly check: string
  readonly level: string
  readonly message: string
  readonly remedy?: string
}

async function examine(folder: string, options: RunOptions = {}, ...args: string[]) {
  const { code, stdout, stderr } = await runIn(folder, [...args, 'doctor', '--json'], options)
  expect(stderr).toBe('')
  const { level, findings } = JSON.parse(stdout) as { level: string; findings: CheckResult[] }
  for (const finding of findings) expect(finding.remedy === undefined, finding.message).toBe(finding.level === 'ok')
  return { code, level, findings, of: (check: string) => findings.find((finding) => finding.check === check) }
}

async function makeFolder() {
  const folder = makeTemporaryFolder()
  const file = await makeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 30, Date.now()))
  return { folder, file }
}

it('names guides that nobody checked for long, with what there is against it', async () => {
  const folder = makeTemporaryFolder()
  const DAY = 86_400_000
  await makeIndex(join(folder, 'index.sqlite'), (db) => {
    crawlGuide(db, LAMBDA, 3, Date.now() - 200.5 * DAY)
    crawlGuide(db, QUEUE, 3, Date.now() - 80 * DAY)
  })
  const old = await examine(folder)
  expect([old.code, old.of('age')]).toEqual([
    2,
    {
      check: 'age',
      level: 'warning',
      message: 'Not checked for long: lamp-dg en_us (200 days).',
      remedy: expect.stringMatching(/^"aws-docs-offline --index \S+ refresh" asks the site for what changed/),
    },
  ])
  expect((await examine(folder, {}, '--offline')).of('age')?.remedy).toMatch(
    /^What is newer comes with "aws-docs-offline --index \S+ import FILE" or "aws-docs-offline --index \S+ pull GUIDE /,
  )
})

/** Overwrites `bytes` wherever they stand in the file: pages that were released keep what they held. */
function spoil(file: string, bytes: Uint8Array): void {
  const content = readFileSync(file)
  let found = 0
  for (let at = content.indexOf(bytes); at >= 0; at = content.indexOf(bytes)) {
    content.fill(0x2a, at, at + bytes.length)
    found += 1
  }
  expect(found).toBeGreaterThan(0)
  writeFileSync(file, content)
}

function readBlob(file: string, sql: string): Promise<Uint8Array> {
  return readIndex(file, (db) => db.prepare(sql).firstColumn<Uint8Array>()[0] ?? new Uint8Array())
}

it('finds nothing wrong with a good index, and leaves it as it is', async () => {
  const { folder, file } = await makeFolder()
  const before = await hashFile(file)
  const { code, level, findings, of } = await examine(folder)
  expect({ code, level }).toEqual({ code: 0, level: 'ok' })
  expect(findings.map(({ check }) => check)).toEqual([
    'node',
    'sqlite',
    'schema',
    'integrity',
    'guides',
    'lock',
    'permissions',
    'disk',
    'catalog',
    'cache',
    'images',
    'wanted',
    'proxy',
    'certificates',
  ])
  expect(of('integrity')?.message).toContain('30 pages of 1 guide,')
  expect(await hashFile(file)).toBe(before)
  expect((await runIn(folder, ['doctor'])).stdout).toContain('All is well.')
})

it('without an index says how to get one', async () => {
  const { code, of } = await examine(makeTemporaryFolder())
  expect(code).toBe(2)
  expect(of('index')).toMatchObject({ level: 'warning', remedy: expect.stringContaining('crawl lambda-dg') })
})

describe('a damaged index', () => {
  it('is found when the full-text index is', async () => {
    const { folder, file } = await makeFolder()
    const block = await readBlob(file, 'SELECT block FROM passage_index_data ORDER BY length(block) DESC LIMIT 1')
    spoil(file, block.subarray(40, 200))
    const { code, of } = await examine(folder)
    expect(code).toBe(1)
    expect(of('integrity')).toMatchObject({ level: 'error', message: expect.stringContaining('passage_index') })
  })

  it('is fixed by the remedy: exported, moved away, imported', async () => {
    const { folder, file } = await makeFolder()
    const block = await readBlob(file, 'SELECT block FROM passage_index_data ORDER BY length(block) DESC LIMIT 1')
    spoil(file, block.subarray(40, 200))
    const bundle = join(folder, 'saved.bundle')
    expect(await runIn(folder, ['export', bundle])).toMatchObject({ code: 0 })
    const fixed = join(folder, 'fixed.sqlite')
    expect(await runIn(folder, ['--index', fixed, 'import', bundle])).toMatchObject({ code: 0 })
    expect((await examine(folder, {}, '--index', fixed)).of('integrity')).toMatchObject({
      level: 'ok',
      message: expect.stringContaining('30 pages'),
    })
  })

  it('is found when the text of a page is', async () => {
    const { folder, file } = await makeFolder()
    spoil(file, await readBlob(file, 'SELECT markdown FROM page_text LIMIT 1'))
    const { code, of } = await examine(folder)
    expect(code).toBe(1)
    expect(of('integrity')?.message).toContain('the text of 1 page cannot be read, first /lamp/latest/dg/')
  })

  it('is found when the full-text index and the passages disagree', async () => {
    const { folder, file } = await makeFolder()
    await makeIndex(file, (db) => db.exec('DELETE FROM passage WHERE id = (SELECT min(id) FROM passage)'))
    expect((await examine(folder)).of('integrity')?.message).toContain('holds 1 passage not there')
  })

  it('is found when the file is cut off', async () => {
    const { folder, file } = await makeFolder()
    truncateSync(file, statSync(file).size - 3 * 4096)
    const { code, findings } = await examine(folder)
    expect(code).toBe(1)
    const [damage] = findings.filter(({ level }) => level === 'error')
    expect(damage?.message).toMatch(/damaged/)
    expect(damage?.message).not.toMatch(/damaged.*damaged/)
    expect(damage?.remedy).not.toMatch(/ doctor"/)
  })

  it('is told from a file that is no index and from one of a newer version', async () => {
    const { folder, file } = await makeFolder()
    await makeIndex(file, (db) => db.exec('PRAGMA user_version = 999'))
    expect((await examine(folder)).of('index')).toMatchObject({
      level: 'error',
      remedy: expect.stringContaining('Update'),
    })
    writeFileSync(file, 'These are notes, and no database. '.repeat(200))
    expect((await examine(folder)).of('index')).toMatchObject({
      level: 'error',
      message: expect.stringContaining('is not a SQLite database'),
    })
    expect(readFileSync(file, 'utf8')).toContain('These are notes')
  })
})

describe('locks', () => {
  it('of a run that was killed are named with what to do', async () => {
    const { folder, file } = await makeFolder()
    const owner = `${hostname()}:${process.pid}`
    await makeIndex(file, (db) => {
      startRun(db, { kind: 'crawl', owner, now: Date.now() - 20 * 60_000, isAlive: () => undefined })
    })
    const { code, of } = await examine(folder)
    expect(code).toBe(2)
    expect(of('lock')).toMatchObject({ level: 'warning', remedy: expect.stringContaining('Run the crawl again') })
    expect(of('lock')?.message).toContain(owner)
  })

  it('of a run that goes on are no trouble', async () => {
    const { folder, file } = await makeFolder()
    await makeIndex(file, (db) => {
      startRun(db, {
        kind: 'refresh',
        owner: `${hostname()}:${process.pid}`,
        now: Date.now(),
        isAlive: () => undefined,
      })
    })
    const { code, of } = await examine(folder)
    expect(code).toBe(0)
    expect(of('lock')?.message).toContain('held by a running refresh')
  })

  it('of another program on the whole file are said', async () => {
    const { folder, file } = await makeFolder()
    const other = (await loadDriver()).open(file, { readOnly: false, busyTimeoutMs: 0 })
    onTestFinished(() => other.close())
    other.exec('BEGIN EXCLUSIVE')
    const { code, of } = await examine(folder)
    expect(code).toBe(2)
    expect(of('index')).toMatchObject({ level: 'warning', message: expect.stringContaining('is locked by another') })
  })
})

it('an index that this user may not write is enough to read and is said to be no more', async () => {
  const { folder, file } = await makeFolder()
  // The superuser may write everything, so the question is asked as nobody.
  const options = process.getuid?.() === 0 ? { uid: 65534 } : {}
  chmodSync(file, 0o444)
  chmodSync(folder, 0o555)
  onTestFinished(() => chmodSync(folder, 0o755))
  const { code, of } = await examine(folder, options)
  expect(code).toBe(2)
  expect(of('integrity')?.level).toBe('ok')
  expect(of('disk')).toBeUndefined()
  expect(of('permissions')).toMatchObject({
    level: 'warning',
    message: expect.stringContaining('read and not written'),
  })

  chmodSync(file, 0)
  expect((await examine(folder, options)).of('permissions')).toMatchObject({ level: 'error' })
})

it('files beside the index that are spoilt are named, and none is touched', async () => {
  const { folder } = await makeFolder()
  const [guides, cache] = [join(folder, 'guides.json'), join(folder, 'index.cache.sqlite')]
  writeFileSync(guides, '[{"id": 1}')
  writeFileSync(cache, 'SQLite format 3\0 and then nothing of the kind'.repeat(100))
  const { code, of } = await examine(folder)
  expect(code).toBe(1)
  expect(of('catalog')).toMatchObject({ level: 'error', message: expect.stringContaining(guides) })
  expect(of('cache')).toMatchObject({ level: 'warning', remedy: expect.stringContaining(cache) })
  expect(readFileSync(guides, 'utf8')).toBe('[{"id": 1}')
  expect(existsSync(cache)).toBe(true)
})

describe('the network', () => {
  it('is described from the environment, without passwords, and nothing is asked', async () => {
    const { folder } = await makeFolder()
    const pem = join(folder, 'ca.pem')
    writeFileSync(pem, 'no certificate')
    const good = await examine(folder, { env: { HTTPS_PROXY: 'http://me:secret@127.0.0.1:9', NO_PROXY: 'localhost' } })
    expect(good.of('proxy')).toMatchObject({ level: 'ok', message: expect.stringContaining('http://127.0.0.1:9') })
    expect(JSON.stringify(good.findings)).not.toContain('secret')
    expect((await examine(folder, { env: { HTTPS_PROXY: 'proxy.example.com' } })).of('proxy')?.level).toBe('error')
    const unchecked = { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, alone: true }
    expect((await examine(folder, unchecked)).code).toBe(2)
  })

  it('is asked with --online only, and what does not answer is named', async () => {
    const { folder } = await makeFolder()
    const site = await startSite()
    onTestFinished(() => site.close())
    const env = { AWS_DOCS_ORIGIN: site.origin, AWS_DOCS_SEARCH_URL: `${site.origin}/search` }
    expect((await examine(folder, { env })).of('robots')).toBeUndefined()
    expect(site.log).toEqual([])
    const { code, stdout } = await runIn(folder, ['doctor', '--online'], { env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^ok {7}robots/m)
    expect(stdout).toMatch(/^error {4}site .*welcome\.html from \S+ \(AWS_DOCS_ORIGIN\) answered gone/m)
    // A mirror may be what is wrong.
    expect(stdout).toContain('Check AWS_DOCS_ORIGIN, the network, ')
    expect(stdout).toMatch(/^error {4}live-search/m)
    expect(existsSync(join(folder, 'index.cache.sqlite'))).toBe(false)

    site.files.set('/lambda/latest/dg/welcome.html', makePageHtml('What is Lambda?', 'text'))
    const mirrored = await runIn(folder, ['doctor', '--online'], { env: { AWS_DOCS_ORIGIN: site.origin } })
    expect(mirrored.code).not.toBe(1)
    expect(mirrored.stdout).toMatch(/^ok {7}live-search .*is not asked: AWS_DOCS_ORIGIN names a mirror/m)

    await site.close()
    const down = await runIn(folder, ['doctor', '--online'], { env: { AWS_DOCS_ORIGIN: site.origin } })
    expect(down.stdout).toMatch(
      /^error {4}robots {7}robots\.txt could not be had: [^:]+ 127[^ ]+, from \S+ \(AWS_DOCS_ORIGIN\)\.$/m,
    )

    const refused = await runIn(folder, ['--offline', 'doctor', '--online'])
    expect(refused).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('offline') })
  })
})
