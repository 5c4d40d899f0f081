// What a publication that was killed leaves in the folder, and what the next one makes of that.

import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { toDraftName } from '../../src/core/platform/drafts.ts'
import { setUpTwoSides } from './repository-setup.ts'
import { crawlPage, DAY, LAMBDA, makeIndex, START } from './synthetic-index.ts'

/** No process has such a number. */
const GONE = 4_194_999

const put = (folder: string, names: readonly string[], ageDays = 0) => {
  for (const name of names) {
    writeFileSync(join(folder, name), 'x')
    utimesSync(join(folder, name), new Date(), new Date(Date.now() - ageDays * DAY))
  }
  return names
}

it('drafts of its small files are removed, also where nothing is new', async () => {
  const { repository, publish } = await setUpTwoSides()
  await publish()
  const draftOf = (name: string) => toDraftName(name).replace(/\d+\.tmp$/, `${GONE}.tmp`)
  const left = ['catalog.json', 'LICENCE-DOCUMENTATION.txt', 'catalog.0123456789abcdef.sig'].map(draftOf)
  put(repository, left)
  const others = put(repository, [draftOf('notes.txt'), 'catalog.json.tmp', 'catalog.0123456789abcdef.sig.7.tmp'])
  expect(await publish()).toMatchObject({ kind: 'unchanged' })
  const names = readdirSync(repository)
  expect(names.filter((name) => left.includes(name))).toEqual([])
  expect(names).toEqual(expect.arrayContaining([...others]))
})

it('bundles and signatures that no catalog came to name are retired, and removed with what is', async () => {
  const { repository, here, publish, readCatalog } = await setUpTwoSides()
  await publish()
  const before = new Set(readdirSync(repository))
  const rest = join(repository, '..', 'before.json')
  cpSync(join(repository, 'catalog.json'), rest)
  await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited once.', START + DAY, true))
  await publish({ at: START + 2 * DAY })
  // As a kill leaves it that came before the catalog took its place.
  renameSync(rest, join(repository, 'catalog.json'))
  const unnamed = readdirSync(repository).filter((name) => !before.has(name))
  expect(unnamed).toHaveLength(3)
  const others = put(repository, [
    'mine.bundle',
    'queue-dg.en_us.0123456789abcdef.bundle',
    'catalog.ffffffffffffffff.sig',
  ])

  await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited twice.', START + 3 * DAY, true))
  await publish({ at: START + 4 * DAY })
  expect(readCatalog().retired.map(({ file }) => file)).toEqual(expect.arrayContaining(unnamed))
  await publish({ at: START + 20 * DAY, removeAfterMs: 7 * DAY })
  const names = readdirSync(repository)
  expect(names.filter((name) => unnamed.includes(name))).toEqual([])
  expect(names).toEqual(expect.arrayContaining([...others]))
  for (const { bundle } of readCatalog().guides) expect(names).toContain(bundle.file)
})

it('unfinished work that nobody goes on with for a day is removed, younger work and what is not ours is not', async () => {
  const { repository, publish } = await setUpTwoSides()
  const work = join(repository, '.publish')
  const partial = (name: string) => join(work, `${name}.partial`)
  for (const name of ['old-dg.en_us.bundle', 'young-dg.en_us.bundle', 'shared-dg.en_us.delta.bundle'])
    mkdirSync(partial(name), { recursive: true })
  put(work, ['old-dg.en_us.bundle', 'notes.txt'], 2)
  const part = `${'a'.repeat(64)}.part`
  put(partial('old-dg.en_us.bundle'), [part, 'bundle.tmp'])
  put(partial('young-dg.en_us.bundle'), [part])
  put(partial('shared-dg.en_us.delta.bundle'), [part, 'notes.txt'])
  for (const name of ['old-dg.en_us.bundle', 'shared-dg.en_us.delta.bundle'])
    utimesSync(partial(name), new Date(), new Date(Date.now() - 2 * DAY))
  await publish()
  expect(readdirSync(work).sort()).toEqual([
    'notes.txt',
    'shared-dg.en_us.delta.bundle.partial',
    'young-dg.en_us.bundle.partial',
  ])
  expect(readdirSync(partial('shared-dg.en_us.delta.bundle'))).toEqual(['notes.txt'])
  expect(existsSync(join(partial('young-dg.en_us.bundle'), part))).toBe(true)
})
