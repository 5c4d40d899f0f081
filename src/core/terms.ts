// Terms: what text becomes before it is indexed or asked for. The same for both, and independent of the ICU and the SQLite build of the machine that
// reads an index: normalising and splitting happen here, and FTS5 only splits at blanks.
//   words        lower-case, half-width, stemmed, stop words dropped; the parts of identifiers (`GetObject` gives `get` and `object`)
//   Japanese     overlapping pairs of characters, so that a word is found inside a sentence; pairs of hiragana alone are grammar and dropped
//   identifiers  whole, squeezed to letters and digits: `s3:GetObject` is `s3getobject`, and so is `S3-GetObject`

import { stem } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'

// Runs of one script. Ideographs, kana, hangul and others written without blanks are cut into pairs.
const RUN =
  /([\u3040-\u30ff\u3005\u3007\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+)|([a-z0-9]+)|([^\s!-/:-@[-`{-~\p{P}\p{S}\p{Z}\p{C}]+)/gu
const HIRAGANA_ONLY = /^[\u3041-\u309f]+$/
/** Longer words are base64, hashes and the like: nobody asks for them, and their parts are noise. */
const LONGEST_WORD = 40

export const UNSPACED = /[\u3040-\u30ff\u3005\u3007\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/

/** Half-width, without the accents of Latin letters; case kept. */
export function normalizeText(text: string): string {
  const normal = text.normalize('NFKC')
  return /[\u00c0-\u024f]/.test(normal)
    ? normal.replace(/[\u00c0-\u024f]/g, (char) => char.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
    : normal
}

/** Terms of a text in order, repeated as often as they occur. */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  const spaced = normalizeText(text)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
  for (const [run, unspaced, latin] of spaced.matchAll(RUN)) {
    if (unspaced !== undefined) pushPairs(terms, run)
    else if (run.length > LONGEST_WORD || STOP_WORDS.has(run)) continue
    else terms.push(latin === undefined ? run : stem(run))
  }
  return terms
}

function pushPairs(terms: string[], run: string): void {
  if (run.length === 1) {
    if (!HIRAGANA_ONLY.test(run)) terms.push(run)
    return
  }
  for (let at = 0; at + 1 < run.length; at++) {
    const pair = run.slice(at, at + 2)
    if (!HIRAGANA_ONLY.test(pair)) terms.push(pair)
  }
}

export function indexTerms(text: string): string {
  return termsOf(text).join(' ')
}

// A word with an inner separator, inner capitals, or letters and digits mixed: what somebody copied rather than typed.
const CANDIDATE = /[A-Za-z0-9_][A-Za-z0-9_:./@$*-]*[A-Za-z0-9_*]/g
const SHAPED = /[a-z0-9][A-Z]|[A-Za-z0-9][_:./@-]+[A-Za-z0-9]|[A-Za-z][0-9]|[0-9][A-Za-z]|^[A-Z][A-Z0-9_]{2,}$/
const LONGEST_IDENTIFIER = 80

/** Whole identifiers of a text, squeezed, each once. `s3:GetObject` gives `s3getobject` and `getobject`: people leave the prefix out. */
export function identifiersOf(text: string): string[] {
  const found = new Set<string>()
  for (const [token] of normalizeText(text).matchAll(CANDIDATE)) {
    if (token.length > LONGEST_IDENTIFIER || !SHAPED.test(token)) continue
    addIdentifier(found, token)
    const tail = /[:/]([^:/]+)$/.exec(token)?.[1]
    if (tail !== undefined && SHAPED.test(tail)) addIdentifier(found, tail)
  }
  return [...found]
}

function addIdentifier(found: Set<string>, token: string): void {
  const squeezed = squeeze(token)
  if (squeezed.length > 1) found.add(squeezed)
}

export function squeeze(token: string): string {
  return token.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

export function identifierTerms(text: string): string {
  return identifiersOf(text).join(' ')
}
