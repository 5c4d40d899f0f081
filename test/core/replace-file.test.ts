import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { toDraftName } from '../../src/core/platform/drafts.ts'
import { replaceFile } from '../../src/core/platform/replace-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replace-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

test('a file is made, and replaced whole, with the mode that was asked for', () => {
  const file = join(folder, 'a.json')
  replaceFile(file, 'one')
  replaceFile(file, Buffer.from('two'), 0o604)
  expect(readFileSync(file, 'utf8')).toBe('two')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o604)
  expect(readdirSync(folder)).toEqual(['a.json'])
})

test('what cannot take its place leaves the file as it was, and no draft', () => {
  const taken = join(folder, 'taken')
  replaceFile(join(folder, 'a'), 'x')
  expect(() => replaceFile(join(folder, 'a', 'below-a-file'), 'y')).toThrow()
  expect(() => replaceFile(join(taken, 'no-folder'), 'y')).toThrow('ENOENT')
  expect(readdirSync(folder)).toEqual(['a'])
})

test.skipIf(process.platform === 'win32')('a draft that somebody made a link of leads nowhere', () => {
  const [file, elsewhere] = [join(folder, 'a'), join(folder, 'elsewhere')]
  writeFileSync(elsewhere, 'untouched')
  chmodSync(elsewhere, 0o600)
  symlinkSync(elsewhere, toDraftName(file))
  replaceFile(file, 'new')
  expect(readFileSync(elsewhere, 'utf8')).toBe('untouched')
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(existsSync(toDraftName(file))).toBe(false)
})
