// Texts that stand in one line: titles, descriptions, anchors, validators. Nothing in them may be more than a line, or
// steer a terminal.

import { z } from 'zod'

// Control characters, the two that break lines as well, and what turns the direction of writing.
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const ALL_UNFIT = new RegExp(UNFIT, 'gu')

/** Schema of such a text. */
export function makeLineTextSchema(maxLength: number): z.ZodString {
  return z
    .string()
    .max(maxLength)
    .regex(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, 'a control character')
}

/** The text as such a schema takes it; what an index holds was not always checked. */
export function toLineText(text: string, maxLength: number): string {
  const line = UNFIT.test(text) ? text.replace(ALL_UNFIT, ' ') : text
  if (line.length <= maxLength) return line
  // Never half of a pair.
  return line.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')
}
