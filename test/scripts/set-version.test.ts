// The version stands where scripts/release/set-version.ts writes it, and nowhere else.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeUnreleased, listOtherwiseThan, VERSION_PLACES } from '../../scripts/release/set-version.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const { version } = JSON.parse(read('package.json')) as { readonly version: string }
const NEXT = '98.76.54-rc.1'
// Of dependencies, of what is built, and of other things.
const ELSEWHERE = /^(?:node_modules|dist|build|coverage|data|\.git|\.node22|\.quickstart|package-lock\.json)(?:\/|$)/
const TEXT = /\.(?:ts|js|json|ya?ml|md|html|sh)$/

function listFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (ELSEWHERE.test(path)) return []
    if (entry.isDirectory()) return listFiles(path)
    return entry.isFile() && TEXT.test(path) ? [path] : []
  })
}

function namesVersion(text: string, which: string): boolean {
  return new RegExp(`(?<![\\w.^~-])v?${which.replaceAll('.', '\\.')}(?![\\w.])`).test(text)
}

test('all files have the same version', () => {
  expect(listOtherwiseThan(version, ROOT)).toEqual([])
  expect(listOtherwiseThan(NEXT, ROOT)).toEqual(Object.keys(VERSION_PLACES))
})

test('no further file names the version of the product', () => {
  const naming = listFiles('').filter(
    (file) => !/^(?:test\/|CHANGELOG\.md$)/.test(file) && namesVersion(read(file), version),
  )
  expect(naming.sort()).toEqual(['package.json', 'server.json'])
})

test('a rewritten file has the new version and no trace of the old one', () => {
  for (const file of ['package.json', 'server.json']) {
    const text = VERSION_PLACES[file]?.(read(file), NEXT) ?? ''
    expect(namesVersion(text, version)).toBe(false)
    expect(namesVersion(text, NEXT)).toBe(true)
  }
  const lock = JSON.parse(VERSION_PLACES['package-lock.json']?.(read('package-lock.json'), NEXT) ?? '')
  const before = JSON.parse(read('package-lock.json'))
  expect([lock.version, lock.packages[''].version]).toEqual([NEXT, NEXT])
  expect({ ...lock, version, packages: { ...lock.packages, '': before.packages[''] } }).toEqual(before)
})

test('what was not published gets the number and the day, once', () => {
  const before = '# Changelog\n\n## Unreleased\n\n### Added\n\n- A lamp.\n'
  const after = '# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-01-02\n\n### Added\n\n- A lamp.\n'
  expect(closeUnreleased(before, '1.2.3', '2026-01-02')).toBe(after)
  expect(closeUnreleased(after, '1.2.3', '2026-01-03')).toBe(after)
  expect(closeUnreleased(after, '1.2.4', '2026-01-03')).toBe(after)
})
