// Text of any characters that there are, for properties that hold for all of it. fast-check's own, `unit: 'binary'`,
// begins with a table of the whole of Unicode, which takes two seconds in each process that asks for it.

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
