import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nearestFolder } from '../../src/core/platform/nearest-folder.ts'

test('the folder of a file, or the nearest one above it that is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nearest-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(nearestFolder(join(folder, 'file'))).toBe(folder)
  expect(nearestFolder(join(folder, 'not', 'there', 'file'))).toBe(folder)
  expect(nearestFolder(join(parse(folder).root, 'not-there-at-all', 'file'))).toBe(parse(folder).root)
})
