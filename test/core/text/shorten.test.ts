import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteBriefly, shorten, shortenQuoted } from '../../../src/core/text/shorten.ts'

test('what is short stays as it is, on one line', () => {
  expect(shorten('a  long\nquestion ')).toBe('a long question')
  expect(quoteBriefly('S3')).toBe('"S3"')
})

test('what is long ends in an ellipsis, and no character is cut in two', () => {
  expect(shorten('abcdef', 4)).toBe('abc…')
  expect(shorten('ab😀😀', 4)).toBe('ab…')
  expect(shorten('abc😀😀', 6)).toBe('abc😀…')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 2, max: 60 }), (text, most) => {
      const short = shorten(text, most)
      expect(short.length).toBeLessThanOrEqual(most)
      expect(short.isWellFormed()).toBe(true)
    }),
  )
})

test('in the sentence of another, what is quoted is shortened', () => {
  expect(shortenQuoted(`unknown option '${'x'.repeat(500)}' for 'crawl'`)).toBe(
    `unknown option '${'x'.repeat(79)}…' for 'crawl'`,
  )
})
