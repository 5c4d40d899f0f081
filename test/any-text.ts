// Text of any characters that there are, for properties that hold for all of it. fast-check's own, `unit: 'binary'`,
// begins with a table of the whole of Unicode, which takes a second or two each time that it is asked for; so do its
// addresses, of which it escapes any character.

import fc from 'fast-check'

/** Code points, no halves of one; ASCII and what is below the surrogates are as frequent as all that is above. */
const anyPoint = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0x10ffff }),
)

export function makeAnyText(constraints: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.array(anyPoint, constraints).map((points) => String.fromCodePoint(...points))
}

const pathPoint = fc.oneof(
  fc.constantFrom(..."abcxyzABCXYZ0189-._~!$&'()*+,;=:@"),
  anyPoint.map((point) => encodeURIComponent(String.fromCodePoint(point))),
)

/**
 * As in an address: segments of what may stand in one, and of anything else escaped. With a tail a question and an
 * anchor may be behind them.
 */
export function makeAnyPath({ hasTail = false } = {}): fc.Arbitrary<string> {
  const piece = fc.array(pathPoint, { maxLength: 12 }).map((parts) => parts.join(''))
  const path = fc.array(piece, { maxLength: 8 }).map((segments) => segments.map((one) => `/${one}`).join(''))
  if (!hasTail) return path
  const tail = fc.array(fc.oneof(piece, fc.constantFrom('/', '?')), { maxLength: 4 }).map((parts) => parts.join(''))
  const behind = (mark: string) =>
    fc.option(tail, { nil: undefined }).map((text) => (text === undefined ? '' : mark + text))
  return fc.tuple(path, behind('?'), behind('#')).map((parts) => parts.join(''))
}

export function makeAnyUrl(): fc.Arbitrary<string> {
  const parts = fc.tuple(fc.constantFrom('http', 'https'), fc.domain(), makeAnyPath())
  return parts.map(([scheme, host, path]) => `${scheme}://${host}${path}`)
}
