// Where in a text the words stand that were looked for, typed or not. Words are compared as the index compares them
// (core/terms.ts), so what is marked is what matched: other forms of a word, parts of an identifier, pairs of Japanese
// characters.

import { normalizeText, squeeze, toTerms, UNSPACED } from './terms.ts'

export interface Segment {
  readonly text: string
  readonly marked: boolean
  /** The reader's own word, and not one that stands for it. */
  readonly isTyped: boolean
}

/** The words of a query as the index has them. Whoever parses the query makes them, and nobody else. */
export interface AskedWords {
  readonly terms: readonly string[]
  /** Squeezed. */
  readonly identifiers: readonly string[]
  /** Whole words in kana. */
  readonly kana: readonly string[]
}

export interface QueryWords {
  readonly terms: ReadonlySet<string>
  readonly identifiers: ReadonlySet<string>
  /** Whole words in kana. */
  readonly kana: ReadonlySet<string>
  /** Terms and identifiers that stand in the query itself. */
  readonly typed: ReadonlySet<string>
}

export interface MarkedRange {
  readonly start: number
  readonly end: number
  readonly word: string
  /** The reader's own word, and not one that stands for it. */
  readonly isTyped: boolean
}

const IDENTIFIER = 'code:'
const RUN =
  /[\u3040-\u30ff\u3005\u3007\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+|[\p{L}\p{N}]+(?:[_:./@$-]+[\p{L}\p{N}]+)*/gu

/** The words of the query, and those that it was understood by. */
export function toQueryWords(asked: AskedWords, understood: readonly { readonly term: string }[] = []): QueryWords {
  const [terms, identifiers] = [new Set(asked.terms), new Set(asked.identifiers)]
  const words = { terms, identifiers, kana: new Set(asked.kana), typed: new Set([...terms, ...identifiers]) }
  for (const { term } of understood) {
    if (term.startsWith(IDENTIFIER)) words.identifiers.add(term.slice(IDENTIFIER.length))
    else words.terms.add(term)
  }
  return words
}

/** The whole text in segments. */
export function markText(text: string, words: QueryWords): Segment[] {
  return cutSegments(text, findRanges(text, words))
}

/** Where the words stand in the text, in order. */
export function findRanges(text: string, words: QueryWords): MarkedRange[] {
  const ranges: MarkedRange[] = []
  for (const match of text.matchAll(RUN)) {
    const [run] = match
    const at = match.index
    if (UNSPACED.test(run)) ranges.push(...findPairRanges(run, at, words))
    else if (words.identifiers.has(squeeze(normalizeText(run))))
      ranges.push({ start: at, end: at + run.length, word: run, isTyped: words.typed.has(squeeze(normalizeText(run))) })
    else ranges.push(...findWordRanges(run, at, words))
  }
  return mergeRanges(ranges)
}

function findPairRanges(run: string, at: number, words: QueryWords): MarkedRange[] {
  if (run.length === 1)
    return words.terms.has(run) ? [{ start: at, end: at + 1, word: run, isTyped: words.typed.has(run) }] : []
  const ranges: MarkedRange[] = []
  for (let index = 0; index + 1 < run.length; index++) {
    const pair = run.slice(index, index + 2)
    const term = normalizeText(pair)
    if (!words.terms.has(term)) continue
    ranges.push({ start: at + index, end: at + index + 2, word: pair, isTyped: words.typed.has(term) })
  }
  return mergeRanges(ranges.filter((range, index) => isWord(range, ranges[index - 1], ranges[index + 1], words))).map(
    (range) => trimParticles(run, at, range),
  )
}

// Two kana alone are often the middle of another word: one pair of them counts when a pair beside it matches too, or
// when it was asked for by itself.
function isWord(
  { start, end, word }: MarkedRange,
  before: MarkedRange | undefined,
  after: MarkedRange | undefined,
  words: QueryWords,
) {
  const hasNeighbour = (before !== undefined && before.end > start) || (after !== undefined && after.start < end)
  return hasNeighbour || /^\p{sc=Han}|^[\u30a1-\u30ff]\p{sc=Han}/u.test(word) || words.kana.has(word)
}

// Pairs go across words: を暗 and 号化 make を暗号化, of which を is grammar.
function trimParticles(run: string, at: number, range: MarkedRange): MarkedRange {
  const text = run.slice(range.start - at, range.end - at)
  const [lead = ''] = /^[\u3041-\u309f]+(?=[^\u3041-\u309f])/.exec(text) ?? []
  const [tail = ''] = /(?<=[^\u3041-\u309f])[はがをにでともへやの]$/.exec(text) ?? []
  return { ...range, start: range.start + lead.length, end: range.end - tail.length }
}

function findWordRanges(run: string, at: number, words: QueryWords): MarkedRange[] {
  return [...run.matchAll(/[\p{L}\p{N}]+/gu)].flatMap((match) => {
    const term = toTerms(match[0]).find((candidate) => words.terms.has(candidate))
    if (term === undefined) return []
    const start = at + match.index
    return [{ start, end: start + match[0].length, word: term, isTyped: words.typed.has(term) }]
  })
}

function mergeRanges(ranges: readonly MarkedRange[]): MarkedRange[] {
  const result: MarkedRange[] = []
  for (const range of ranges) {
    const last = result.at(-1)
    if (last && range.start < last.end) {
      const isTyped = last.isTyped || range.isTyped
      result[result.length - 1] = { ...last, end: Math.max(last.end, range.end), isTyped }
    } else result.push(range)
  }
  return result
}

function cutSegments(text: string, ranges: readonly MarkedRange[]): Segment[] {
  const result: Segment[] = []
  let at = 0
  for (const { start, end, isTyped } of ranges) {
    if (start > at) result.push({ text: text.slice(at, start), marked: false, isTyped: false })
    result.push({ text: text.slice(start, end), marked: true, isTyped })
    at = end
  }
  if (at < text.length) result.push({ text: text.slice(at), marked: false, isTyped: false })
  return result
}
