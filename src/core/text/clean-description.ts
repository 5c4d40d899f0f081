// What the site says a page is about, as it can be shown: the site cuts it after some 200 characters, in the middle of
// a word or a link, and leaves links in it that lead nowhere from elsewhere. Pure.

/** The site cuts nothing that is shorter. */
const SHORTEST_CUT = 100
const ENDS = /[.!?:。！？：)\]"'”’」）]$/
const LINK = /!?\[([^[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)/g
/** The text of a link is whole where its target was cut. */
const HALF_TARGET = /!?\[([^[\]]*)\]\(\S*$/
const HALF_LINK = /!?\[([^[\]]*)$/

/** Links as their words; where it was cut, up to the last whole word. */
export function cleanDescription(description: string): string {
  const text = description.replace(/\s+/g, ' ').trim()
  const linked = text.replace(LINK, '$1')
  const isCutInTarget = HALF_TARGET.test(linked)
  const words = linked.replace(HALF_TARGET, '$1').replace(HALF_LINK, '$1').trim()
  if (isCutInTarget) return `${words}…`
  if (text.length < SHORTEST_CUT || ENDS.test(text)) return words
  const blank = words.lastIndexOf(' ')
  // Where there are no blanks between words, a part of one does no harm.
  const whole = blank > words.length / 2 ? words.slice(0, blank).replace(/[,;:(]+$/, '') : words
  return `${/[\ud800-\udbff]$/.test(whole) ? whole.slice(0, -1) : whole}…`
}
