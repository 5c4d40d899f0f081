import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeOnce } from '../../scripts/eval/make-once.ts'

/** No process has it: Linux's largest is 4,194,304. */
const NOBODY = 2 ** 31 - 1

function makeNewFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'make-once-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'below/made.txt')
}

function createMaker() {
  let times = 0
  const make = async (draft: string) => {
    times += 1
    await new Promise(setImmediate)
    writeFileSync(draft, `made ${times}`)
  }
  return { make, times: () => times }
}

test('what many ask for at once is made once, and they all have it', async () => {
  const file = makeNewFile()
  const { make, times } = createMaker()
  expect(await Promise.all([1, 2, 3].map(() => makeOnce(file, make)))).toEqual([file, file, file])
  expect(await makeOnce(file, make)).toBe(file)
  expect([times(), readFileSync(file, 'utf8'), existsSync(`${file}.lock`)]).toEqual([1, 'made 1', false])
})

test('nobody sees half of it, and after a failure the next makes it', async () => {
  const file = makeNewFile()
  const failing = makeOnce(file, async (draft) => {
    writeFileSync(draft, 'half')
    throw new Error('no site')
  })
  const { make } = createMaker()
  const waiting = makeOnce(file, make)
  await expect(failing).rejects.toThrow('no site')
  await waiting
  expect(readFileSync(file, 'utf8')).toBe('made 1')
})

test('the lock of a process that is gone is taken over', async () => {
  const file = makeNewFile()
  await makeOnce(file, createMaker().make)
  rmSync(file)
  writeFileSync(`${file}.lock`, String(NOBODY))
  expect(readFileSync(await makeOnce(file, createMaker().make), 'utf8')).toBe('made 1')
})
