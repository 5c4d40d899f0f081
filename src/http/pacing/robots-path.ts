// Paths of URLs and of robots.txt in one form, so that the two can be compared (RFC 9309, 2.2.2): "%62" is "b" however
// it is written, and what means something as it stands ("/", "?", "*", "$" and what no URL may hold) is told from its
// encoded form. Pure.

const PLAIN = /^[A-Za-z0-9\-._~!()+,;:=@&]$/

/** Of a URL: path and query. */
export function toComparablePath(path: string): string {
  return toComparable(path).replace(/[*$]/g, encode)
}

/** Of an Allow or Disallow: stars, and a dollar at the end, stay what they are there. */
export function toComparableRule(path: string): string {
  return toComparable(path).replace(/\$(?!$)/g, encode)
}

function toComparable(text: string): string {
  return text.replace(/%[0-9a-f]{2}|./gisu, (part) => {
    if (!/^%[0-9a-f]{2}$/i.test(part)) return /^[/?%*$]$/.test(part) || PLAIN.test(part) ? part : encode(part)
    const character = String.fromCharCode(Number.parseInt(part.slice(1), 16))
    return PLAIN.test(character) ? character : part.toUpperCase()
  })
}

function encode(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
