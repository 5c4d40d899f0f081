// In a process of its own: where the work never ends, only another process can say so.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeFolder } from '../../src/core/platform/make-folder.ts'

function makeScratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'make-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

it('makes a folder with its parents, and leaves one that is there', () => {
  const folder = join(makeScratch(), 'a', 'b', 'c')
  makeFolder(folder)
  makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

it('says where a file is in the way', () => {
  const file = join(makeScratch(), 'notes.txt')
  writeFileSync(file, 'mine')
  const said = (folder: string, code: string) =>
    expect.objectContaining({
      code,
      message: `the folder ${folder} cannot be made: ${file} is a file and no folder`,
    })
  expect(() => makeFolder(file)).toThrow(said(file, 'EEXIST'))
  expect(() => makeFolder(join(file, 'a'))).toThrow(said(join(file, 'a'), 'ENOTDIR'))
  expect(() => makeFolder(join(file, 'a', 'b'))).toThrow(said(join(file, 'a'), 'ENOTDIR'))
})

it('says where a link leads nowhere', () => {
  const link = join(makeScratch(), 'disk')
  symlinkSync(join(link, 'gone'), link)
  expect(() => makeFolder(join(link, 'a'))).toThrow('to something that is not there')
})

it.skipIf(!existsSync('/proc/self'))('ends where the system makes no folders', () => {
  const script = `import('./src/core/platform/make-folder.ts').then(({ makeFolder }) => makeFolder('/proc/nothing/here')).catch(({ code }) => console.log(code))`
  const options = { encoding: 'utf8', timeout: 100_000, killSignal: 'SIGKILL' } as const
  expect(execFileSync(process.execPath, ['--import', 'tsx', '-e', script], options)).toBe('ENOENT\n')
})
