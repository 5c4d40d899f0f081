// What killed processes leave beside the files that they were writing, and what must never be taken for that.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { clearDrafts, toDraftName } from '../../src/core/platform/drafts.ts'
import { replaceFile } from '../../src/core/platform/replace-file.ts'
import { makeTemporaryFolder } from '../bundle/synthetic-index.ts'

const DAY = 24 * 60 * 60_000

/** The name that another process of this machine would give it. */
function toDraftOf(pid: number, file = 'a.json'): string {
  return toDraftName(file).replace(/\d+\.tmp$/, `${pid}.tmp`)
}

async function makeGonePid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid ?? 0
}

function makeLivingPid(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  onTestFinished(() => void child.kill())
  return child.pid ?? 0
}

function put(folder: string, name: string, ageMs = 0): string {
  writeFileSync(join(folder, name), 'draft')
  const time = new Date(Date.now() - ageMs)
  utimesSync(join(folder, name), time, time)
  return name
}

it('those of processes that are gone are removed, those of processes at work stay', async () => {
  const folder = makeTemporaryFolder()
  put(folder, toDraftOf(await makeGonePid()))
  const kept = [put(folder, toDraftOf(makeLivingPid())), put(folder, toDraftName('a.json')), put(folder, 'a.json')]
  clearDrafts(folder, (name) => name === 'a.json')
  expect(readdirSync(folder).sort()).toEqual(kept.sort())
})

it('of another machine, or where the number is another process by now, one that is over a day old is removed', () => {
  const folder = makeTemporaryFolder()
  const elsewhere = (pid: number) => toDraftOf(pid).replace(/\.[0-9a-f]{8}-/, '.01234567-')
  put(folder, elsewhere(7), 1.1 * DAY)
  put(folder, toDraftOf(makeLivingPid()), 1.1 * DAY)
  const kept = put(folder, elsewhere(8), 0.9 * DAY)
  clearDrafts(folder, () => true)
  expect(readdirSync(folder)).toEqual([kept])
})

it('what others call their files is never taken for a draft of ours', async () => {
  const folder = makeTemporaryFolder()
  const pid = await makeGonePid()
  const names = [
    `a.json.${pid}.tmp`,
    'a.json.tmp',
    toDraftOf(pid, 'b.json'),
    `${toDraftOf(pid)}.bak`,
    `a.json.x-${pid}.tmp`,
  ]
  for (const name of names) put(folder, name, 9 * DAY)
  clearDrafts(folder, (name) => name === 'a.json')
  expect(readdirSync(folder).sort()).toEqual(names.sort())
  expect(() => clearDrafts(join(folder, 'nowhere'), () => true)).not.toThrow()
})

it('whoever replaces a file clears away what was left of it', async () => {
  const folder = makeTemporaryFolder()
  const pid = await makeGonePid()
  put(folder, toDraftOf(pid))
  const other = put(folder, toDraftOf(pid, 'b.json'))
  replaceFile(join(folder, 'a.json'), 'new')
  expect(readdirSync(folder).sort()).toEqual(['a.json', other])
})
