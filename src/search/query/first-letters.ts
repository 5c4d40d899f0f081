// The first letters of a word, which its stem begins with, too: in long lists what a query may mean is looked for by
// them, and only that is stemmed. Pure.

/** Of a word in lower case: two letters or digits where it begins with two, else one character. */
export function takeFirstLetters(word: string): string {
  return word.slice(0, isLetter(word.charCodeAt(0)) && isLetter(word.charCodeAt(1)) ? 2 : 1)
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
}
