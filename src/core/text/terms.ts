// Terms: what text becomes before it is indexed or asked for. The same for both, and independent of the ICU and the
// SQLite build of the machine that reads an index: normalising and splitting happen here, and FTS5 only splits at
// blanks.
//   words        lower-case, half-width, stemmed, stop words dropped; the parts of identifiers (`GetObject` gives `get`
//                and `object`)
//   Japanese     overlapping pairs of characters, so that a word is found inside a sentence; pairs of hiragana alone
//                are grammar and dropped
//   identifiers  whole, squeezed to letters and digits: `s3:GetObject` is `s3getobject`, and so is `S3-GetObject`

import { stem } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'

/** Longer words are base64, hashes and the like: nobody asks for them, and their parts are noise. */
export const LONGEST_WORD = 40

/** Scripts written without blanks: kana, ideographs, hangul. */
export const UNSPACED = /[\u3040-\u30ff\u3005\u3007\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/
const OTHER_LETTER = /[\p{L}\p{N}\p{M}]/u

/** Half-width, without the accents of Latin letters; case kept. */
export function normalizeText(text: string): string {
  if (isAscii(text)) return text
  const normal = text.normalize('NFKC')
  return /[\u00c0-\u024f]/.test(normal)
    ? normal.replace(/[\u00c0-\u024f]/g, (char) => char.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
    : normal
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

/**
 * Terms of a text in order, repeated as often as they occur. Read by hand, one character after another: a query
 * tokenizes a hundred passages.
 */
export function toTerms(text: string): string[] {
  const terms: string[] = []
  const normal = normalizeText(text)
  for (let at = 0; at < normal.length; ) {
    const code = normal.charCodeAt(at)
    let end = at + 1
    if (isAsciiAlphanumeric(code)) {
      let hasCapital = isCapital(code)
      for (; end < normal.length; end++) {
        const next = normal.charCodeAt(end)
        if (!isAsciiAlphanumeric(next)) break
        hasCapital ||= isCapital(next)
      }
      const word = normal.slice(at, end)
      if (hasCapital) pushWord(terms, word)
      else pushLower(terms, word)
    } else if (isUnspaced(code)) {
      while (end < normal.length && isUnspaced(normal.charCodeAt(end))) end += 1
      pushPairs(terms, normal.slice(at, end))
    } else if (code > 0x7f && OTHER_LETTER.test(getCharacter(normal, at))) {
      end = findOtherWordEnd(normal, at)
      if (end - at <= LONGEST_WORD) terms.push(normal.slice(at, end).toLowerCase())
    }
    at = end
  }
  return terms
}

function isAsciiAlphanumeric(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a)
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a
}

function isHiragana(code: number): boolean {
  return code >= 0x3041 && code <= 0x309f
}

function isUnspaced(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    code === 0x3005 ||
    code === 0x3007
  )
}

function getCharacter(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0)
}

function findOtherWordEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && text.charCodeAt(end) > 0x7f && !isUnspaced(text.charCodeAt(end))) {
    const char = getCharacter(text, end)
    if (!OTHER_LETTER.test(char)) break
    end += char.length
  }
  return Math.max(end, from + 1)
}

function pushWord(terms: string[], word: string): void {
  const lower = word.toLowerCase()
  if (lower !== word && INNER_CAPITAL.test(word)) {
    const singular = PLURAL_ACRONYM.test(word) ? word.slice(0, -1) : word
    const before = terms.length
    for (const part of singular.split(WORD_BOUNDARY)) pushLower(terms, part.toLowerCase())
    // "DDoS" and "AllAtOnce" are made of small words alone, which say nothing each.
    if (terms.length === before) pushLower(terms, lower)
  } else pushLower(terms, lower)
}

// getObject and VPCEndpoint are two words each.
const INNER_CAPITAL = /[a-z0-9][A-Z]|[A-Z]{2}[a-z]/
// AMIs, URLs, listARNs. Cut before the last capital, "AMIs" is two stop words.
const PLURAL_ACRONYM = /[A-Z]{2}s$/
const WORD_BOUNDARY = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/

function pushLower(terms: string[], word: string): void {
  if (word.length > LONGEST_WORD || STOP_WORDS.has(word)) return
  terms.push(stem(word))
}

function pushPairs(terms: string[], run: string): void {
  if (run.length === 1) {
    if (!isHiragana(run.charCodeAt(0))) terms.push(run)
    return
  }
  for (let at = 0; at + 1 < run.length; at++)
    if (!isHiragana(run.charCodeAt(at)) || !isHiragana(run.charCodeAt(at + 1))) terms.push(run.slice(at, at + 2))
}

export function toIndexTerms(text: string): string {
  return toTerms(text).join(' ')
}

// A word with an inner separator, inner capitals, or letters and digits mixed: what somebody copied rather than typed.
const CANDIDATE = /[A-Za-z0-9_][A-Za-z0-9_:./@$*-]*[A-Za-z0-9_*]/g
const SHAPED = /[a-z0-9][A-Z]|[A-Za-z0-9][_:./@-]+[A-Za-z0-9]|[A-Za-z][0-9]|[0-9][A-Za-z]|^[A-Z][A-Z0-9_]{2,}$/
const LONGEST_IDENTIFIER = 80

/**
 * Whole identifiers of a text, squeezed, each once. `s3:GetObject` gives `s3getobject` and `getobject`: people leave
 * the prefix out.
 */
export function findIdentifiers(text: string): string[] {
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

export function toIdentifierTerms(text: string): string {
  return findIdentifiers(text).join(' ')
}

/** Whether a text is to be taken as Japanese: kana, or the characters that it shares with Chinese. */
export function isJapanese(text: string): boolean {
  return /[\u3040-\u30ff\u4e00-\u9fff]/.test(text)
}
