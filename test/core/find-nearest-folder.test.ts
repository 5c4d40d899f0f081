import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findNearestFolder } from '../../src/core/platform/find-nearest-folder.ts'

test('the folder of a file, or the nearest one above it that is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nearest-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(findNearestFolder(join(folder, 'file'))).toBe(folder)
  expect(findNearestFolder(join(folder, 'not', 'there', 'file'))).toBe(folder)
  expect(findNearestFolder(join(parse(folder).root, 'not-there-at-all', 'file'))).toBe(parse(folder).root)
})
