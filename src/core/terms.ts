// Terms: what text becomes before it is indexed or asked for. One function for both, and independent of the ICU and the SQLite
// build of the machine: normalisation and splitting happen here, FTS5 only splits at blanks.

const WORD = /[a-z0-9]+|[぀-ヿ㐀-鿿々〆가-힯]+/g
const CJK = /[぀-ヿ㐀-鿿々〆가-힯]/

/** Lower-case, half-width, without the accents of Latin letters. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Terms of a text in order: words, the parts of identifiers, bigrams of Japanese. */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  const split = text
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  for (const [word] of split.matchAll(WORD)) {
    if (!CJK.test(word) || word.length === 1) terms.push(word)
    else for (let i = 0; i + 1 < word.length; i++) terms.push(word.slice(i, i + 2))
  }
  return terms
}

export function indexTerms(text: string): string {
  return termsOf(text).join(' ')
}

/** Whole identifiers, squeezed to letters and digits so that `s3:GetObject` and `s3-getobject` are one term. */
export function identifierTerms(text: string): string {
  const terms = new Set<string>()
  for (const [token] of foldText(text).matchAll(/[a-z0-9][a-z0-9:._/-]*[a-z0-9]/g)) {
    if (/[:._/-]/.test(token)) terms.add(token.replace(/[:._/-]+/g, ''))
    else terms.add(token)
  }
  return [...terms].join(' ')
}
