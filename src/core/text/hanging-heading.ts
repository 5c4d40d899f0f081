// A heading, or a line in bold that stands for one ("**Topics**"), at the end of a cut text: it says nothing without
// what follows. Pure.

const HEADING = '(?:#{1,6} [^\\n]*|\\*\\*[^*\\n]+\\*\\*:?)'
/** A paragraph of its own. */
const HANGING = new RegExp(`(?:^|\\n\\n)${HEADING}\\s*$`)
/** With the sign before it that something is left out. */
const HANGING_PARTS = new RegExp(`(?:(?:^|\\n\\n)(?:${HEADING}|\\[…\\]))+\\s*$`)

export function hasHangingHeading(text: string): boolean {
  return HANGING.test(text)
}

export function dropHangingHeading(text: string): string {
  return text.replace(HANGING_PARTS, '')
}
