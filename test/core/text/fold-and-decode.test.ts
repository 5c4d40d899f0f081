// Small rules on text that several modules share.

import { expect, test } from 'vitest'
import { decodePercent } from '../../../src/core/text/decode-percent.ts'
import { foldCase } from '../../../src/core/text/fold-case.ts'
import { GENERATED_FRAGMENT, isGeneratedId } from '../../../src/core/text/generated-id.ts'

test('case and width are folded, and nothing else', () => {
  expect(foldCase('ＡＷＳ Ｌａｍｂｄａ')).toBe('aws lambda')
  expect(foldCase('C++ ')).toBe('c++ ')
})

test('what is badly encoded stays as it is', () => {
  expect(decodePercent('a%20b%E3%81%82')).toBe('a bあ')
  expect(decodePercent('100%')).toBe('100%')
})

test('an id of the build is told from one that an author gave, as an id and in an address', () => {
  for (const id of ['w2aab9c13b7', 'w12ab3c']) expect(isGeneratedId(id)).toBe(true)
  for (const id of ['what-is', 'w2', 'wab', 'window-1a']) expect(isGeneratedId(id)).toBe(false)
  expect('see [a](b.html#w2aab9c13b7) and [c](#what-is)'.replace(GENERATED_FRAGMENT, '#')).toBe(
    'see [a](b.html#) and [c](#what-is)',
  )
})
