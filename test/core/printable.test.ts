import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPrintable, toPrintableJson } from '../../src/core/text/printable.ts'
import { makeAnyText } from '../any-text.ts'

const ODD = /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u{e0000}-\u{e007f}]/u

describe('text for a terminal', () => {
  it.each([
    ['an escape sequence', '\u001b]52;c;ZXZpbA==\u0007', '\\u001b]52;c;ZXZpbA==\\u0007'],
    ['its one-byte form', '\u009b31m', '\\u009b31m'],
    ['backspaces and deletes', 'rm\b\b\u007fls', 'rm\\u0008\\u0008\\u007fls'],
    ['NUL, form feed, a lone return', 'a\0b\fc\rd', 'a\\u0000b\\u000cc\\u000dd'],
    ['lines of Windows', 'a\r\nb', 'a\nb'],
    ['separators that are lines to some', 'a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'],
    ['bidirectional controls', 'a\u202egnp.exe\u2069\u200f\u061c', 'agnp.exe'],
    ['tag characters', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['half a surrogate', 'a\ud83db', 'a\\ud83db'],
    ['what is plain text', 'Zeile\n\tタブ 👩‍💻 क्‍ष é', 'Zeile\n\tタブ 👩‍💻 क्‍ष é'],
  ])('%s', (_, text, expected) => expect(toPrintable(text)).toBe(expected))

  it('holds nothing that acts, whatever it was', () => {
    fc.assert(fc.property(makeAnyText(), (text) => !ODD.test(toPrintable(text))))
  })

  it('as JSON is the same value', () => {
    fc.assert(
      fc.property(makeAnyText(), (text) => {
        const json = toPrintableJson({ [text]: text })
        return !ODD.test(json) && JSON.parse(json)[text] === text
      }),
    )
    expect(toPrintableJson({ a: '\u202e\u009b\u{e0041}' })).toBe('{"a":"\\u202e\\u009b\\udb40\\udc41"}')
  })
})
