// JSON from outside, looked at before it is parsed: a few kilobytes that unpack to millions of brackets or lines would
// otherwise take gigabytes, or the stack. Costs a fraction of the parsing, since strings are skipped and not read.

export interface JsonLimits {
  readonly bytes: number
  /** Brackets that stand open at once. */
  readonly nesting: number
  /** Commas and opening brackets. */
  readonly values: number
}

/** The parsed value. Throws an Error that says which bound was passed, or what JSON.parse throws. */
export function parseCheckedJson(bytes: Buffer, limits: JsonLimits): unknown {
  if (bytes.length > limits.bytes) throw new Error(`${bytes.length} bytes; at most ${limits.bytes} are read`)
  let open = 0
  let values = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = findStringEnd(bytes, at)
    else if (byte === COMMA) values += 1
    else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
      values += 1
      open += 1
      if (open > limits.nesting) throw new Error(`nested more than ${limits.nesting} deep`)
    } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) open -= 1
    if (values > limits.values) throw new Error(`more than ${limits.values} values`)
  }
  return JSON.parse(bytes.toString())
}

/**
 * The lines of a part, one at a time. Throws when they are not as many as expected, the last one is cut off, or one is
 * over a limit.
 */
export function* parseCheckedLines(raw: Buffer, expected: number, limits: JsonLimits): Generator<unknown> {
  requireLines(raw, expected)
  for (let start = 0, number = 1; start < raw.length; number++) {
    const end = raw.indexOf(LINE_FEED, start)
    const line = raw.subarray(start, end)
    start = end + 1
    try {
      yield parseCheckedJson(line, limits)
    } catch (error) {
      throw new Error(`line ${number}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const LINE_FEED = 0x0a

// Where the string ends that begins at `start`; the end of the bytes when it does not.
function findStringEnd(bytes: Buffer, start: number): number {
  for (let at = start + 1; ; at++) {
    at = bytes.indexOf(QUOTE, at)
    if (at < 0) return bytes.length
    let before = at - 1
    while (bytes[before] === BACKSLASH) before -= 1
    if ((at - before) % 2 === 1) return at
  }
}

// Counting stops where there are too many: a bundle may say one line and hold millions.
function requireLines(raw: Buffer, expected: number): void {
  let lines = 0
  let end = 0
  for (let at = raw.indexOf(LINE_FEED); at >= 0 && lines <= expected; at = raw.indexOf(LINE_FEED, end)) {
    lines += 1
    end = at + 1
  }
  if (lines !== expected || end !== raw.length) throw new Error(`not ${expected} lines`)
}
