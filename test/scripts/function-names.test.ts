import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkNames } from '../../scripts/checks/function-names.ts'

const SCRIPT = resolve('scripts/checks/function-names.ts')

function makeFolder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'function-names-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries({ 'src/x.ts': '', 'scripts/x.ts': '', 'test/x.ts': '', ...files })) {
    mkdirSync(join(root, dirname(name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

test('the code base names its functions so', () => {
  expect(checkNames(resolve('.'))).toEqual([])
})

test('the program says that they are, or names each that is not and fails', () => {
  const run = (root: string) => spawnSync(process.execPath, ['--import', 'tsx', SCRIPT, root], { encoding: 'utf8' })
  expect(run(makeFolder({ 'src/a.ts': 'export function findPage() {}' }))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('functions are verbs'),
  })
  expect(run(makeFolder({ 'src/store/a.ts': 'export function pageOf() {}' }))).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('1 exported functions are no verbs'),
    stderr: expect.stringContaining('error: src/store/a.ts: pageOf is neither a verb nor a question'),
  })
})

test.each([
  ['a noun', 'export function sectionPath(a: string) {}', 'sectionPath'],
  ['a verb that is a noun here', 'export function listOf() {}', 'listOf'],
  ['one that goes on behind "Of"', 'export function hashOfFile() {}', 'hashOfFile'],
  ['one that waits', 'export async function freshPage() {}', 'freshPage'],
  ['a generator', 'export function* eachLine() {}', 'eachLine'],
  ['an adjective', 'export function trimmed(text: string) {}', 'trimmed'],
  ['a constant that is a function', 'export const pages = (count: number) => count', 'pages'],
  ['one of a single argument', 'export const double = value => value', 'double'],
  ['one of any type', 'export const wide = <T>(value: T) => value', 'wide'],
  ['one that waits', 'export const later = async (ms: number) => ms', 'later'],
  ['one whose type is written', 'export const terms: (db: Db) => Terms = cachePerVersion(readTerms)', 'terms'],
  ['a word that only begins like a verb', 'export function getaway() {}', 'getaway'],
  ['a question of no boolean', 'export function whyNot() {}', 'whyNot'],
])('%s fails the check', (_, source, name) => {
  for (const file of ['src/core/a.ts', 'scripts/drills/a.ts', 'test/web/a.ts'])
    expect(checkNames(makeFolder({ [file]: `${source}\n` }))).toEqual([`${file}: ${name}`])
})

test.each([
  ['a verb', 'export async function readPage() {}'],
  ['a verb alone', 'export function weigh() {}'],
  ['a conversion', 'export function toLine() {}'],
  ['a question', 'export function isOfGuide() {}'],
  ['a question in the third person', 'export function namesProduct() {}'],
  ['a function of the file', 'function pageOf() {}'],
  ['a schema', 'export const seedFiles = z.object({})'],
  ['a type', 'export type PageOf = (path: string) => string'],
  ['a value', 'export const assets: Assets = { links: [] }'],
])('%s passes', (_, source) => {
  expect(checkNames(makeFolder({ 'src/core/a.ts': `${source}\n` }))).toEqual([])
})
