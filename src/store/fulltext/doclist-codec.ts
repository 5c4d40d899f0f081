// Doclists as bytes: where a term stands, as gaps between ascending ordinals, each with a few bits of its own. Pure.

/** Ascending ordinals, and what is known of each. */
export interface Doclist {
  readonly ordinals: Uint32Array
  /** As many as ordinals. */
  readonly marks: Uint8Array
}

export const NO_POSTINGS: Doclist = { ordinals: new Uint32Array(), marks: new Uint8Array() }

const MARK_BITS = 4
const MARKS = 2 ** MARK_BITS
const CONTINUED = 0x80

/**
 * Marks are below 16. A posting is the gap to the one before, shifted by the bits of the mark, in groups of seven bits,
 * the lowest first.
 */
export function encodeDoclist({ ordinals, marks }: Doclist): Uint8Array {
  const bytes = new Uint8Array(ordinals.length * 6)
  let end = 0
  let before = -1
  for (let at = 0; at < ordinals.length; at++) {
    const ordinal = ordinals[at] ?? 0
    // Past 2^28 the shift would leave 32 bits, so this multiplies.
    let value = (ordinal - before - 1) * MARKS + ((marks[at] ?? 0) % MARKS)
    while (value >= CONTINUED) {
      bytes[end++] = (value % CONTINUED) + CONTINUED
      value = Math.floor(value / CONTINUED)
    }
    bytes[end++] = value
    before = ordinal
  }
  return bytes.slice(0, end)
}

/** What encodeDoclist wrote. `count` postings are expected; what the bytes do not hold is left out. */
export function decodeDoclist(bytes: Uint8Array, count: number): Doclist {
  const ordinals = new Uint32Array(count)
  const marks = new Uint8Array(count)
  let at = 0
  let read = 0
  let ordinal = -1
  while (at < bytes.length && read < count) {
    let value = 0
    let factor = 1
    let byte = bytes[at++] ?? 0
    while (byte >= CONTINUED) {
      value += (byte - CONTINUED) * factor
      factor *= CONTINUED
      byte = bytes[at++] ?? 0
    }
    value += byte * factor
    ordinal += Math.floor(value / MARKS) + 1
    ordinals[read] = ordinal
    marks[read++] = value % MARKS
  }
  return read === count ? { ordinals, marks } : { ordinals: ordinals.slice(0, read), marks: marks.slice(0, read) }
}
