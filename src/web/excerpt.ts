// The part of a passage that a result shows, with the words marked that were looked for, typed or not. Words are compared as the index compares them (core/terms.ts), so what
// is marked is what matched: other forms of a word, parts of an identifier, pairs of Japanese characters.

import { identifiersOf, normalizeText, squeeze, termsOf, UNSPACED } from '../core/terms.ts'
import { passageText } from './passage-text.ts'

export interface Segment {
  readonly text: string
  readonly marked: boolean
}

export interface QueryWords {
  readonly terms: ReadonlySet<string>
  readonly identifiers: ReadonlySet<string>
  /** Whole words in kana. */
  readonly kana: ReadonlySet<string>
}

interface Range {
  readonly start: number
  readonly end: number
  readonly word: string
}

const IDENTIFIER = 'code:'
const WINDOW = 300
const LEAD = 80
const RUN =
  /[\u3040-\u30ff\u3005\u3007\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+|[\p{L}\p{N}]+(?:[_:./@$-]+[\p{L}\p{N}]+)*/gu

/** The words of the query, and those that it was understood by. */
export function queryWords(query: string, understood: readonly { readonly term: string }[] = []): QueryWords {
  const kana = query.normalize('NFKC').match(/[\u30a0-\u30ff]+|[\u3041-\u309f]+/g) ?? []
  const words = { terms: new Set(termsOf(query)), identifiers: new Set(identifiersOf(query)), kana: new Set(kana) }
  for (const { term } of understood) {
    if (term.startsWith(IDENTIFIER)) words.identifiers.add(term.slice(IDENTIFIER.length))
    else words.terms.add(term)
  }
  return words
}

/** The whole text in segments. */
export function markText(text: string, words: QueryWords): Segment[] {
  return segments(text, rangesOf(text, words))
}

/** About 300 characters of the passage around its densest matches, from the beginning of a sentence where one is near. */
export function excerptOf(markdown: string, words: QueryWords): Segment[] {
  const text = passageText(markdown)
  const ranges = rangesOf(text, words)
  const start = windowStart(text, ranges)
  const end = windowEnd(text, start)
  const inside = ranges
    .filter((range) => range.start >= start && range.end <= end)
    .map((range) => ({ ...range, start: range.start - start, end: range.end - start }))
  const found = segments(text.slice(start, end), inside)
  return [
    ...(start > 0 ? [{ text: '… ', marked: false }] : []),
    ...found,
    ...(end < text.length ? [{ text: ' …', marked: false }] : []),
  ]
}

function rangesOf(text: string, words: QueryWords): Range[] {
  const ranges: Range[] = []
  for (const match of text.matchAll(RUN)) {
    const [run] = match
    const at = match.index
    if (UNSPACED.test(run)) ranges.push(...pairRanges(run, at, words))
    else if (words.identifiers.has(squeeze(normalizeText(run))))
      ranges.push({ start: at, end: at + run.length, word: run })
    else ranges.push(...wordRanges(run, at, words))
  }
  return merged(ranges)
}

function pairRanges(run: string, at: number, words: QueryWords): Range[] {
  if (run.length === 1) return words.terms.has(run) ? [{ start: at, end: at + 1, word: run }] : []
  const ranges: Range[] = []
  for (let index = 0; index + 1 < run.length; index++) {
    const pair = run.slice(index, index + 2)
    if (words.terms.has(normalizeText(pair))) ranges.push({ start: at + index, end: at + index + 2, word: pair })
  }
  return merged(ranges.filter((range, index) => isWord(range, ranges[index - 1], ranges[index + 1], words))).map(
    (range) => withoutParticles(run, at, range),
  )
}

// Two kana alone are often the middle of another word: one pair of them counts when a pair beside it matches too, or when it was asked for by itself.
function isWord({ start, end, word }: Range, before: Range | undefined, after: Range | undefined, words: QueryWords) {
  const hasNeighbour = (before !== undefined && before.end > start) || (after !== undefined && after.start < end)
  return hasNeighbour || /^\p{sc=Han}|^[\u30a1-\u30ff]\p{sc=Han}/u.test(word) || words.kana.has(word)
}

// Pairs go across words: を暗 and 号化 make を暗号化, of which を is grammar.
function withoutParticles(run: string, at: number, range: Range): Range {
  const text = run.slice(range.start - at, range.end - at)
  const [lead = ''] = /^[\u3041-\u309f]+(?=[^\u3041-\u309f])/.exec(text) ?? []
  const [tail = ''] = /(?<=[^\u3041-\u309f])[はがをにでともへやの]$/.exec(text) ?? []
  return { ...range, start: range.start + lead.length, end: range.end - tail.length }
}

function wordRanges(run: string, at: number, words: QueryWords): Range[] {
  return [...run.matchAll(/[\p{L}\p{N}]+/gu)].flatMap((match) => {
    const term = termsOf(match[0]).find((candidate) => words.terms.has(candidate))
    return term === undefined ? [] : [{ start: at + match.index, end: at + match.index + match[0].length, word: term }]
  })
}

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const range of ranges) {
    const last = result.at(-1)
    if (last && range.start < last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, range.end) }
    else result.push(range)
  }
  return result
}

// Where the most different words stand together; the beginning when none does.
function windowStart(text: string, ranges: readonly Range[]): number {
  let best = { start: 0, words: 0 }
  for (const [index, range] of ranges.entries()) {
    const near = new Set<string>()
    for (let at = index; at < ranges.length; at++) {
      const other = ranges[at]
      if (!other || other.end > range.start + WINDOW - LEAD) break
      near.add(other.word.toLowerCase())
    }
    if (near.size > best.words) best = { start: range.start, words: near.size }
  }
  if (best.start <= LEAD) return 0
  const before = text.slice(best.start - LEAD, best.start)
  const sentence = Math.max(before.lastIndexOf('. ') + 2, before.lastIndexOf('。') + 1)
  if (sentence > 1) return best.start - LEAD + sentence
  return best.start - LEAD + before.indexOf(' ') + 1
}

function windowEnd(text: string, start: number): number {
  if (start + WINDOW >= text.length) return text.length
  const window = text.slice(start, start + WINDOW)
  const blank = window.lastIndexOf(' ')
  return start + (blank > WINDOW - 60 ? blank : WINDOW)
}

function segments(text: string, ranges: readonly Range[]): Segment[] {
  const result: Segment[] = []
  let at = 0
  for (const { start, end } of ranges) {
    if (start > at) result.push({ text: text.slice(at, start), marked: false })
    result.push({ text: text.slice(start, end), marked: true })
    at = end
  }
  if (at < text.length) result.push({ text: text.slice(at), marked: false })
  return result
}
