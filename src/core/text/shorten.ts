// What somebody wrote, as it stands in an answer to it: recognised by its beginning, and never longer than what is said
// about it. Pure.

/** Of a name or an address; a query is shown as far as a line goes. */
const LONGEST_QUOTE = 80
/** For addresses, of which the end tells most: those of the documentation are shorter. */
export const LONGEST_URL = 200

/** On one line, with an ellipsis where it was longer than `most`. A character of two code units stays whole. */
export function shorten(text: string, most = LONGEST_QUOTE): string {
  // Of a megabyte no more is looked at than may be shown.
  const line = text
    .slice(0, 4 * most)
    .replace(/\s+/g, ' ')
    .trim()
  if (line.length <= most && text.length <= 4 * most) return line
  const cut = line.slice(0, most - 1)
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

/** Of a sentence of others about what somebody wrote: no quoted part of it is longer than a quote. */
export function shortenQuoted(text: string): string {
  return text.replace(/'[^']{80,}'/g, (quoted) => `'${shorten(quoted.slice(1, -1))}'`)
}

/** `"…"`. */
export function quoteBriefly(text: string, most?: number): string {
  return `"${shorten(text, most)}"`
}
