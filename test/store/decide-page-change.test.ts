import { expect, test } from 'vitest'
import { decidePageChange } from '../../src/store/pages/decide-page-change.ts'

const stored = { status: 'live', contentHash: 'a', extractionVersion: 3 } as const

test.each([
  ['a page that was never seen', undefined, 'a', 3, 'new'],
  ['one that comes back', { ...stored, status: 'gone' }, 'a', 3, 'new'],
  ['one that is translated at last', { ...stored, status: 'untranslated' }, 'a', 3, 'new'],
  ['the same text', stored, 'a', 3, 'unchanged'],
  ['another text', stored, 'b', 3, 'changed'],
  ['the same text, read by another version', stored, 'a', 4, 'reread'],
  ['another text, read by another version: who changed it nobody knows', stored, 'b', 4, 'reread'],
] as const)('%s', (_, known, contentHash, extractionVersion, change) => {
  expect(decidePageChange(known, { contentHash, extractionVersion })).toBe(change)
})
