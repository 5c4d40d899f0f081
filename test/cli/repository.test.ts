// publish and pull on the command line: from one index to another through a folder and an address, with the
// configuration, and what status and doctor say of the source.

import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { answerFile, serveFolder } from '../bundle/repository-setup.ts'
import {
  crawlGuide,
  crawlPage,
  DAY,
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
  const [here, there, repository, key] = ['here', 'there', 'repository', 'key'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ]
  for (const side of [here, there]) mkdirSync(side)
  await makeIndex(join(here, 'index.sqlite'), (db) => {
    crawlGuide(db, LAMBDA, 60)
    for (const guide of [LAMBDA_JA, QUEUE]) crawlGuide(db, guide, 6)
    learnFromIndex(db) // as every harvest does, and the pull on the other side
  })
  await runIn(here, ['keygen', key])
  const env = { AWS_DOCS_PULL_FROM: repository, AWS_DOCS_TRUST: `${key}.pub` }
  const publish = () => runIn(here, ['publish', repository, '--sign', key, '--json'])
  const edit = (day: number) =>
    makeIndex(join(here, 'index.sqlite'), (db) =>
      crawlPage(db, LAMBDA, 'page-1', `Edited on day ${day}.`, START + day * DAY, true),
    )
  return { folder, here, there, repository, key, env, publish, edit }
}

function parseData({ code, stdout, stderr }: Ended) {
  expect(stderr).not.toContain('error:')
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

it('a guide that is not whole is published and pulled as such: to pull again gets no more', async () => {
  const { here, there, repository, key, env } = await setUpSides()
  await makeIndex(join(here, 'index.sqlite'), (db) => db.exec('UPDATE guide SET completed_at = NULL WHERE id = 1'))
  const { stdout } = await runIn(here, ['publish', repository, '--sign', key])
  expect(stdout).toMatch(/^lamp-dg en_us: new; .*; not the whole guide: its crawl did not come to its end$/m)
  expect(stdout).toMatch(/^queue-dg en_us: new; [^;]+$/m)
  const dry = await runIn(there, ['pull', 'lamp-dg', '--dry-run'], { env })
  const inPart = 'the publisher does not have the whole guide yet'
  expect(dry.stdout).toMatch(new RegExp(`^lamp-dg en_us: what there is, [^;]+; ${inPart}$`, 'm'))
  const first = await runIn(there, ['pull', 'lamp-dg'], { env })
  expect(first.stdout).toMatch(new RegExp(`^lamp-dg en_us: what there is, .*; 60 added; ${inPart}$`, 'm'))
  expect((await runIn(there, ['pull', 'lamp-dg'], { env })).stdout).toContain(
    `lamp-dg en_us: is as published; ${inPart}\n`,
  )
  const data = parseData(await runIn(there, ['pull', '--all', '--json'], { env }))
  const marked = data.guides.filter(({ partial }: { partial?: boolean }) => partial)
  expect(marked).toMatchObject([{ id: 'lamp-dg', locale: 'en_us', action: 'current' }])
})

it('an index is published, pulled by name and whole, edited, and pulled by what changed', async () => {
  const { here, there, repository, env, publish, edit } = await setUpSides()
  expect(parseData(await publish())).toMatchObject({ kind: 'published', catalogGuides: 3 })

  const nothing = await runIn(there, ['pull'], { env })
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('--all: lamp-dg, queue-dg') })
  const dry = await runIn(there, ['pull', '--all', '--dry-run'], { env })
  expect(dry.stdout).toMatch(/^lamp-dg en_us: whole, \d+\.\d kB$/m)
  expect(dry.stdout).toContain('Would get 3 guides')
  expect(existsSync(join(there, 'index.sqlite'))).toBe(false)

  const some = parseData(await runIn(there, ['pull', 'lamp-dg', '--locale', 'en', 'ja', '--json'], { env }))
  expect(some.guides).toMatchObject([
    { id: 'lamp-dg', locale: 'en_us', outcome: 'pulled', counts: { added: 60 } },
    { id: 'lamp-dg', locale: 'ja_jp', outcome: 'pulled' },
  ])
  const all = await runIn(there, ['pull', '--all'], { env })
  expect(all.stdout).toContain('lamp-dg en_us: is as published\n')
  expect(all.stdout).toMatch(/queue-dg en_us: whole, .*; 6 pages in the index; 6 added/)
  expect(all.stderr).toContain('pulling: ')
  const sidesOf = (folder: string) => readIndex(join(folder, 'index.sqlite'), readContent)
  expect(await sidesOf(there)).toEqual(await sidesOf(here))
  const search = ['--offline', 'search', 'details of page-3', '--json']
  expect(parseData(await runIn(there, search))).toEqual(parseData(await runIn(here, search)))

  await edit(1)
  expect(parseData(await publish())).toMatchObject({
    guides: expect.arrayContaining([expect.objectContaining({ deltas: 1 })]),
  })
  const status = await runIn(there, ['status'], { env })
  expect(status.stdout).toMatch(/^Source .*: 3 guides, published .*; newer there: lamp-dg en_us, .* kB; to get it: /m)
  const server = await serveFolder(repository)
  const taken = parseData(await runIn(there, ['pull', '--from', server.url, '--json'], { env }))
  expect(taken.guides).toMatchObject([{ action: 'delta', counts: { changed: 1 } }, {}, { action: 'current' }])
  expect(await sidesOf(there)).toEqual(await sidesOf(here))
  expect((await runIn(there, ['status'], { env })).stdout).toContain('nothing newer of the guides here')
})

it('nothing is pulled without a source, a key, or the key that signed', async () => {
  const { folder, here, there, repository, key, publish } = await setUpSides()
  await publish()
  const refusals = async (args: string[], env: Record<string, string> = {}) => runIn(there, ['pull', ...args], { env })
  expect(await refusals(['--all'])).toMatchObject({ code: 1, stderr: expect.stringContaining('AWS_DOCS_PULL_FROM') })
  expect(await refusals(['--all', '--from', repository])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('AWS_DOCS_TRUST'),
  })
  await runIn(here, ['keygen', join(folder, 'other')])
  const other = await refusals(['--all', '--from', repository, '--trust', join(folder, 'other.pub')])
  expect(other).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/is signed by .*, and a signature by .* is req/),
  })
  const unsigned = await runIn(here, ['publish', repository])
  expect(unsigned).toMatchObject({ code: 1, stderr: expect.stringContaining('--sign') })
  const offline = await runIn(there, [
    '--offline',
    'pull',
    '--all',
    '--from',
    'https://docs.example',
    '--trust',
    `${key}.pub`,
  ])
  expect(offline).toMatchObject({ code: 3, stderr: expect.stringContaining('Pull from a folder') })
  expect(existsSync(join(there, 'index.sqlite'))).toBe(false)
  const folderOffline = ['--offline', 'pull', '--all', '--from', repository, '--trust', `${key}.pub`]
  expect(await runIn(there, folderOffline)).toMatchObject({ code: 0 })
})

it('an older catalog is refused until it is accepted, and a lost file costs one guide', async () => {
  const { folder, there, repository, env, publish, edit } = await setUpSides()
  await publish()
  const older = join(folder, 'older')
  cpSync(repository, older, { recursive: true })
  await edit(1)
  await publish()
  const server = await serveFolder(repository)
  const from = ['pull', '--all', '--from', server.url]
  expect(await runIn(there, from, { env })).toMatchObject({ code: 0 })
  const [, , lost] = JSON.parse(readFileSync(join(older, 'catalog.json'), 'utf8')).guides
  // The same address serves what stood there before, without one file.
  server.misbehave = (request, response, file) => {
    answerFile(request, response, join(older, file === lost.bundle.file ? 'nowhere' : file))
    return true
  }
  const refused = await runIn(there, from, { env })
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--accept-older') })
  expect(await runIn(there, [...from, '--accept-older'], { env })).toMatchObject({ code: 0 })

  const partly = await runIn(makeTemporaryFolder(), from, { env })
  expect(partly).toMatchObject({ code: 2, stdout: expect.stringContaining('Not all was got: 1 guide failed: ') })
  expect(partly.stdout).toContain('Got 2 guides')
})

it('status and doctor tell of the source, and ask one on the network only when told to', async () => {
  const { there, repository, env, publish } = await setUpSides()
  await publish()
  const findingOf = async (args: string[], more: Record<string, string>) => {
    const { stdout } = await runIn(there, [...args, 'doctor', '--json'], { env: { ...env, ...more } })
    return JSON.parse(stdout).findings.find(({ check }: { check: string }) => check === 'source')
  }
  expect(await findingOf([], {})).toMatchObject({ level: 'ok', message: expect.stringContaining('nothing newer') })
  expect(await findingOf([], { AWS_DOCS_PULL_FROM: '' })).toBeUndefined()
  expect(await findingOf([], { AWS_DOCS_TRUST: '' })).toMatchObject({
    level: 'warning',
    remedy: expect.stringContaining('AWS_DOCS_TRUST'),
  })
  const server = await serveFolder(repository)
  const network = { AWS_DOCS_PULL_FROM: server.url }
  expect(await findingOf([], network)).toMatchObject({
    level: 'ok',
    message: expect.stringContaining('--online asks it'),
  })
  const silent = await runIn(there, ['status'], { env: { ...env, ...network } })
  expect(silent.stdout).toContain('status --online asks what newer there is')
  expect(server.asked).toEqual([])
  const empty = await runIn(there, ['status'], { env })
  expect(empty.stdout).toMatch(/none of them is here; to get them: aws-docs-offline --index \S+ pull --all/)
  await runIn(there, ['pull', '--all'], { env: { ...env, ...network } })
  const asked = parseData(await runIn(there, ['status', '--online', '--json'], { env: { ...env, ...network } }))
  expect(asked.source).toMatchObject({ kind: 'news', source: server.url, guides: 3, here: 3, newer: [] })
})
