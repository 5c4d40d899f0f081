// Bundles on the command line: from one index to another, and what the commands say and return when they refuse.

import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { startRun } from '../../src/store/lock/run-lock.ts'
import {
  crawlGuide,
  crawlPage,
  DAY,
  hashFile,
  LAMBDA,
  LAMBDA_JA,
  makeIndex,
  makeTemporaryFolder,
  QUEUE,
  readContent,
  readIndex,
  START,
} from '../bundle/synthetic-index.ts'
import { runIn } from './run-in-folder.ts'
import type { Ended } from './run-program.ts'

async function setUpSides() {
  const folder = makeTemporaryFolder()
  const [here, there] = [join(folder, 'here'), join(folder, 'there')]
  for (const side of [here, there]) mkdirSync(side)
  await makeIndex(join(here, 'index.sqlite'), (db) => {
    for (const guide of [LAMBDA, LAMBDA_JA, QUEUE]) crawlGuide(db, guide, 6)
    learnFromIndex(db) // as every harvest does, and the import on the other side
  })
  return { folder, here, there, bundle: join(folder, 'all.bundle') }
}

function parseData({ code, stdout, stderr }: Ended) {
  expect(stderr).not.toContain('error:')
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

it('an index goes through export, verify and import, and search finds the same on the other side', async () => {
  const { here, there, bundle } = await setUpSides()
  const written = parseData(await runIn(here, ['export', bundle, '--json']))
  expect(written).toMatchObject({ kind: 'full', pages: { live: 18 }, bytes: statSync(bundle).size })
  expect(parseData(await runIn(there, ['verify', bundle, '--json']))).toMatchObject({ sha256: written.sha256 })

  const taken = await runIn(there, ['import', bundle])
  expect(taken).toMatchObject({ code: 0 })
  expect(taken.stdout).toContain('lamp-dg ja_jp: 6 pages in the index; 6 added')
  expect(taken.stderr).toContain('importing: 3 of 3')

  const sidesOf = (folder: string) => readIndex(join(folder, 'index.sqlite'), readContent)
  expect(await sidesOf(there)).toEqual(await sidesOf(here))
  const search = ['--offline', 'search', 'details of page-3', '--json']
  const answer = parseData(await runIn(here, search))
  expect(answer.hits.length).toBeGreaterThan(0)
  expect(parseData(await runIn(there, search))).toEqual(answer)
})

it('guides and locales are chosen, and --since writes what changed', async () => {
  const { folder, here, there, bundle } = await setUpSides()
  const some = parseData(await runIn(here, ['export', bundle, '--guide', 'lamp-dg', '--locale', 'ja', 'en', '--json']))
  expect(some.guides).toMatchObject([
    { id: 'lamp-dg', locale: 'en_us', live: 6 },
    { id: 'lamp-dg', locale: 'ja_jp', live: 6 },
  ])
  await makeIndex(join(here, 'index.sqlite'), (db) =>
    crawlPage(db, LAMBDA, 'page-1', 'Said otherwise.', START + DAY, true),
  )
  const delta = join(folder, 'delta.bundle')
  const said = await runIn(here, ['export', delta, '--guide', 'lamp-dg', '--since', bundle])
  expect(said.stdout).toContain('1 page that changed since bundle')
  const nothing = await runIn(here, ['export', join(folder, 'nothing.bundle'), '--since', delta, '--guide', 'lamp-dg'])
  expect(nothing.stdout).toContain('0 pages that changed since bundle')
  expect(nothing.stdout).not.toContain('from an attempt before')
  await runIn(there, ['import', bundle])
  const taken = parseData(await runIn(there, ['import', delta, '--json']))
  expect(taken.guides).toMatchObject([{ id: 'lamp-dg', counts: { changed: 1 } }, { counts: { changed: 0 } }])
})

it('a signed bundle is taken for its key and refused for another, and keys are not overwritten', async () => {
  const { folder, here, there, bundle } = await setUpSides()
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')]
  const { id } = parseData(await runIn(here, ['keygen', ours, '--json']))
  expect((await runIn(here, ['keygen', theirs])).stdout).toMatch(/^[0-9a-f]{16}\n$/)
  expect(statSync(ours).mode & 0o777).toBe(0o600)

  expect(parseData(await runIn(here, ['export', bundle, '--sign', ours, '--json']))).toMatchObject({ signer: id })
  const other = await runIn(there, ['import', bundle, '--trust', `${theirs}.pub`])
  expect(other).toMatchObject({ code: 1, stdout: '' })
  expect(other.stderr).toContain(`it is signed by ${id}`)
  expect(existsSync(join(there, 'index.sqlite'))).toBe(false)
  expect((await runIn(there, ['verify', bundle, '--trust', `${ours}.pub`])).stdout).toContain('which is trusted')
  expect(await runIn(there, ['import', bundle, '--trust', `${ours}.pub`])).toMatchObject({ code: 0 })

  const key = readFileSync(ours, 'utf8')
  const again = await runIn(here, ['keygen', ours])
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('keys are never overwritten') })
  expect(readFileSync(ours, 'utf8')).toBe(key)
  const nowhere = await runIn(here, ['keygen', join(folder, 'nowhere', 'key')])
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('Check that its folder exists') })
  writeFileSync(join(folder, 'half.pub'), 'somebody else')
  expect(await runIn(here, ['keygen', join(folder, 'half')])).toMatchObject({ code: 1 })
  expect(existsSync(join(folder, 'half'))).toBe(false)
})

it('a damaged bundle and a file that is none are refused with the reason, and the index is as it was', async () => {
  const { folder, here, there, bundle } = await setUpSides()
  await runIn(here, ['export', bundle])
  await runIn(there, ['import', bundle])
  const before = await hashFile(join(there, 'index.sqlite'))
  const bytes = readFileSync(bundle)
  const cut = join(folder, 'cut.bundle')
  writeFileSync(cut, bytes.subarray(0, bytes.length - 700))
  for (const command of ['import', 'verify']) {
    const refused = await runIn(there, [command, cut])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('error: The bundle is refused: it is cut off')
    expect(await runIn(there, [command, join(here, 'index.sqlite')])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: The file is refused: it is not a bundle\. Name a file that "export"/),
    })
    const missing = await runIn(there, [command, join(folder, 'nowhere')])
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read: it is not there') })
  }
  expect(await hashFile(join(there, 'index.sqlite'))).toBe(before)
})

it('an index that another run holds refuses the import with exit code 3', async () => {
  const { here, there, bundle } = await setUpSides()
  await runIn(here, ['export', bundle])
  // This very process lives, and its heartbeat is fresh.
  await makeIndex(join(there, 'index.sqlite'), (db) => {
    crawlGuide(db, QUEUE, 2)
    startRun(db, { kind: 'crawl', owner: `${hostname()}:${process.pid}`, now: Date.now(), isAlive: () => undefined })
  })
  const refused = await runIn(there, ['import', bundle], { alone: true })
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('A crawl is running since ') })
})

it('a URL is fetched and merged, and offline it is not asked', async () => {
  const { here, there, bundle } = await setUpSides()
  await runIn(here, ['export', bundle])
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    response.end(readFileSync(bundle))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/all.bundle`
  const refused = await runIn(there, ['--offline', 'import', url])
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('offline mode') })
  expect(asked).toBe(0)
  expect(parseData(await runIn(there, ['import', url, '--json']))).toMatchObject({ bundle: { kind: 'full' } })
  expect(asked).toBe(1)
})

it('what cannot be exported is said, with the way out', async () => {
  const { folder, here, there, bundle } = await setUpSides()
  const unknown = await runIn(here, ['export', bundle, '--guide', 'lamp'])
  expect(unknown).toMatchObject({ code: 3, stderr: expect.stringContaining('It holds: lamp-dg, queue-dg.') })
  const locale = await runIn(here, ['export', bundle, '--locale', 'klingon'])
  expect(locale).toMatchObject({ code: 1, stderr: expect.stringContaining('Use one of en_us') })
  expect(await runIn(there, ['export', bundle])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no index at'),
  })
  const nowhere = await runIn(here, ['export', join(folder, 'nowhere', 'all.bundle')])
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('Check that its folder exists') })
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
  const text = join(folder, 'notes.txt')
  writeFileSync(text, 'mine')
  expect(await runIn(here, ['export', text])).toMatchObject({ code: 1 })
  expect(readFileSync(text, 'utf8')).toBe('mine')
  expect(existsSync(bundle)).toBe(false)
})
