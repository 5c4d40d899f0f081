// Words that stand nowhere in the index, or hardly anywhere, and the common words they were probably meant to be. A
// wrong correction answers another question than was asked, so whatever may be right as it is stays: identifiers,
// ordinary English, what the thesaurus understood, names of four letters. Pure.

import { distance } from 'fastest-levenshtein'
import { stem } from '../../core/text/stem.ts'
import { STOP_WORDS } from '../../core/text/stop-words.ts'
import { normalizeText, toTerms } from '../../core/text/terms.ts'
import { understand } from '../thesaurus/thesaurus.ts'
import type { ParsedQuery, QueryTerm } from './parse-query.ts'

export interface Vocabulary {
  /** Whatever is common in the index, identifiers too. */
  readonly terms: readonly string[]
  /** Passages that hold the term as a word; asked of what a word may have been meant to be. */
  countPassagesWith(term: string): number
  /** In fewer passages a word is too rare to be what was meant. */
  readonly fewest: number
  /** All that the index has. */
  readonly passages: number
  /** Asked of what is about to be corrected. */
  isOrdinary(term: string): boolean
}

export interface Correction {
  /** Terms. */
  readonly from: string
  readonly to: string
  /** The words that they are of. */
  readonly typed: string
  readonly meant: string
}

const CORRECTED_WEIGHT = 0.8
/** Shorter words are near to everything, and those that no page holds are names ("Juno", "suse"). */
const SHORTEST = 5
/** A stem of this length still says enough after two slips. */
const LONG = 7
/**
 * Documentation has slips too: one of 25,000 pages writes "lamda". So a word that stands somewhere is one where another
 * stands in this many times more passages. At half of this, "containerd" is read as "contained".
 */
const TIMES_MORE = 2000
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

/** Whether in an index of so many passages a term stands in few enough to be a slip of the documentation's. */
export function mayBeSlip(passagesWith: number, passages: number): boolean {
  return passagesWith * TIMES_MORE < passages
}

/** `doubtful`: terms of the query that no passage of any language holds, or that `mayBeSlip` says so of. */
export function correctSpelling(
  query: ParsedQuery,
  doubtful: readonly string[],
  vocabulary: Vocabulary,
): readonly Correction[] {
  if (doubtful.length === 0) return []
  const typed = listPlainWords(query.text)
  const understood = understand(query.text).matched
  return doubtful.flatMap((from) => {
    const word = typed.get(from)
    if (word === undefined || understood.has(from)) return []
    const held = vocabulary.countPassagesWith(from)
    const known = held === 0 ? findNearest(word, from, vocabulary) : findFarCommoner(word, from, held, vocabulary)
    return !known || vocabulary.isOrdinary(from) ? [] : [{ from, to: known.term, typed: word, meant: known.word }]
  })
}

// Each term that was only ever typed as a word, with that word. What has digits, signs inside or capitals behind its
// first letter was copied.
function listPlainWords(text: string): Map<string, string> {
  const words = new Map<string, string>()
  const copied = new Set<string>()
  for (const [token] of normalizeText(text).matchAll(/[A-Za-z0-9_.:@/$*-]+/g)) {
    const word = token.replace(/^[_.:@/$*-]+|[_.:@/$*-]+$/g, '')
    const terms = toTerms(word)
    const isPlain = /^[A-Z]?[a-z]+$/.test(word)
    for (const term of terms) {
      if (!isPlain) copied.add(term)
      else if (term.length >= SHORTEST) words.set(term, word.toLowerCase())
    }
  }
  for (const term of copied) words.delete(term)
  return words
}

// The first letter is seldom wrong, and a word with another one is mostly another word.
function findNearest(word: string, term: string, { terms, countPassagesWith, fewest }: Vocabulary) {
  const oneOff = listWordsOneOff(word)
  let best:
    | { readonly term: string; readonly word: string; readonly off: number; readonly passages: number }
    | undefined
  for (const known of terms) {
    // Asked for as an identifier (`FROM`) stop words stand in the index, and as words they do not.
    if (known[0] !== term[0] || !/^[a-z]{4,}$/.test(known) || STOP_WORDS.has(known)) continue
    const near = oneOff.get(known)
    const off = near !== undefined ? 1 : term.length >= LONG && distance(term, known) <= 2 ? 2 : undefined
    if (off === undefined || (best && best.off < off)) continue
    const passages = countPassagesWith(known)
    if (passages < fewest || (best?.off === off && best.passages >= passages)) continue
    best = { term: known, word: near ?? known, off, passages }
  }
  return best
}

// What stands somewhere is more often right than what stands nowhere: a wrong letter ("codec", "coded") makes another
// word too easily, and so does an ending ("parameterized").
function findFarCommoner(typed: string, from: string, held: number, vocabulary: Vocabulary) {
  if (isTwoWords(typed, vocabulary)) return undefined
  let best: { readonly term: string; readonly word: string; readonly passages: number } | undefined
  for (const [term, word] of listWordsOneOff(typed)) {
    if (term === from || term === stem(from) || term[0] !== from[0] || !isOtherLength(typed, word)) continue
    if (word !== term && !vocabulary.isOrdinary(term)) continue
    const passages = vocabulary.countPassagesWith(term)
    if (passages >= Math.max(held * TIMES_MORE, best?.passages ?? 0)) best = { term, word, passages }
  }
  return best
}

const SHORTEST_PART = 3
const SHORTEST_REST = 2

// Names are made so ("networkacl", "tableid").
function isTwoWords(typed: string, { countPassagesWith, fewest }: Vocabulary): boolean {
  for (let at = SHORTEST_PART; at <= typed.length - SHORTEST_REST; at++) {
    const parts = [typed.slice(0, at), typed.slice(at)]
    if (parts.every((part) => !STOP_WORDS.has(part) && countPassagesWith(stem(part)) >= fewest)) return true
  }
  return false
}

function isOtherLength(typed: string, word: string): boolean {
  return typed.length !== word.length || [...typed].toSorted().join('') === [...word].toSorted().join('')
}

// By their stems, all words that are one slip away: a letter too many, too few or wrong, or two neighbours in the wrong
// order. Slips are made in words, and a stem may differ from the right one's in more ("configuraton").
function listWordsOneOff(word: string): Map<string, string> {
  const words = new Map<string, string>()
  const add = (near: string) => {
    const term = stem(near)
    if (!words.has(term)) words.set(term, near)
  }
  for (let at = 1; at <= word.length; at++) {
    const [head, tail] = [word.slice(0, at), word.slice(at)]
    if (tail.length > 1) add(`${head}${tail[1]}${tail[0]}${tail.slice(2)}`)
    for (const letter of LETTERS) {
      add(head + letter + tail)
      if (tail !== '') add(head + letter + tail.slice(1))
    }
    if (tail !== '') add(head + tail.slice(1))
  }
  return words
}

export function applyCorrections(query: ParsedQuery, corrections: readonly Correction[]): ParsedQuery {
  const meant = new Map(corrections.map(({ from, to }) => [from, to]))
  const terms = new Map<string, QueryTerm>()
  for (const term of query.terms) {
    const to = meant.get(term.term)
    const corrected = to === undefined ? term : { ...term, term: to, weight: term.weight * CORRECTED_WEIGHT }
    if (!terms.has(corrected.term)) terms.set(corrected.term, corrected)
  }
  // Of a query of few words each counts as an identifier too.
  const words = new Map(corrections.map(({ typed, meant: word }) => [typed, word]))
  const correct = (identifier: string) => words.get(identifier) ?? identifier
  return {
    ...query,
    terms: [...terms.values()],
    identifiers: query.identifiers.map(correct),
    plainIdentifiers: new Map(
      [...query.plainIdentifiers].map(([identifier, term]) => [correct(identifier), meant.get(term) ?? term]),
    ),
    sequence: query.sequence.map((term) => meant.get(term) ?? term),
  }
}
