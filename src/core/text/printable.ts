// Text from outside as a terminal may have it, and a pipe that ends in one: nothing in it is a command. Control
// characters but newline and tab are shown by their number, what only turns or hides text (bidirectional controls, tag
// characters) is dropped. Pure.

const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu
const HIDDEN = /[\p{Bidi_Control}\u{e0000}-\u{e007f}]/gu

export function toPrintable(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(HIDDEN, '')
    .replace(CONTROL, (character) => (character === '\n' || character === '\t' ? character : escapeUnits(character)))
}

/** Gives the value that is to stand in the place of `value`. */
export type ReplaceField = (name: string, value: unknown) => unknown

/** The same value, with everything of the kind escaped as JSON does it. */
export function toPrintableJson(data: unknown, replaceField?: ReplaceField): string {
  return JSON.stringify(data, replaceField).replace(HIDDEN, escapeUnits).replace(CONTROL, escapeUnits)
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
