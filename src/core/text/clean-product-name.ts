// The name of a product as a page gives it, without what is no part of it: some pages repeat the name, or join it with
// the title of the guide ("Lamp User Guide Lamp"). Pure.

/** What guides are called; only the middle of a name is searched for it. */
const KIND_WITHIN = / (?:user|developer|getting started|administrat(?:or|ion)|management|release|api) guide(?= )/i
/** Longer is no name, and each run of its words would be compared with each other. */
const MOST_WORDS = 30

export function cleanProductName(name: string, guideTitle: string): string {
  const named = dropTitle(name, guideTitle)
  const words = named.split(' ')
  if (words.length > MOST_WORDS) return name
  // "Migration Service Step-by-Step Migration" says something with its last word, "SQL Lamps Developer Guide SQL" not.
  const leastAtEnd = named === name ? 2 : 1
  for (let before = 0; before !== words.length; ) {
    before = words.length
    dropRepeated(words, leastAtEnd)
  }
  return words.join(' ')
}

// A product may have the name of its only guide: "Service Authorization Reference".
function dropTitle(name: string, title: string): string {
  const isGuide = /^\S+ guide$/i.test(title) && name.endsWith(` ${title}`)
  return (isGuide ? name.slice(0, -title.length - 1) : name).replace(KIND_WITHIN, '')
}

/** Removes one run of words that stands twice: side by side, at the beginning or at the end again. */
function dropRepeated(words: string[], leastAtEnd: number): void {
  for (let length = words.length >> 1; length > 0; length--) {
    for (let at = 0; at + 2 * length <= words.length; at++) {
      const again = findAgain(words, at, length)
      const isAtEnd = again > 0 && again === words.length - length && length >= leastAtEnd
      if (again === at + length || isAtEnd) {
        words.splice(again, length)
        return
      }
      if (at === 0 && again > 0 && length > 1) {
        words.splice(0, length)
        return
      }
    }
  }
}

/** Where the run of `length` words from `at` begins again, behind its end; -1 where it does not. */
function findAgain(words: readonly string[], at: number, length: number): number {
  for (let again = at + length; again + length <= words.length; again++)
    if (words.slice(at, at + length).every((word, n) => word.toLowerCase() === words[again + n]?.toLowerCase()))
      return again
  return -1
}
