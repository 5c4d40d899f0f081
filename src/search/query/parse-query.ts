// A query as the ranker sees it: weighted terms, whole identifiers, quoted phrases, and the language it is in. Any
// string is a valid query.

import { findIdentifiers, isJapanese, squeeze, toTerms, UNSPACED } from '../../core/text/terms.ts'
import { foldSpelling } from '../languages/japanese-spelling.ts'
import { findSynonyms } from '../thesaurus/synonyms.ts'
import { type Understood, understand } from '../thesaurus/thesaurus.ts'
import { dropStackFrames } from './drop-stack-frames.ts'
import { expandAbbreviations } from './expand-abbreviations.ts'
import { normalizeNames } from './normalize-names.ts'
import { looksPasted, stripNoise } from './query-noise.ts'
import { findSpeechWeights } from './speech-words.ts'

export interface QueryTerm {
  readonly term: string
  /** Terms that count for this one in part. */
  readonly synonyms: readonly string[]
  /** 1 for a word; less for half of a Japanese word, and for what the reader did not write. */
  readonly weight: number
  /** Not written by the reader: the documentation's word for what was (everyday-words.ts). */
  readonly isImplied: boolean
}

export interface ParsedQuery {
  /** As asked. */
  readonly text: string
  /** Distinct, in the order of their first occurrence. */
  readonly terms: readonly QueryTerm[]
  /** Every term of the text in order, for what is said about order and nearness. */
  readonly sequence: readonly string[]
  /** Squeezed. */
  readonly identifiers: readonly string[]
  /** Those of them that do not look like one (`unload`), each with the word that it is otherwise. */
  readonly plainIdentifiers: ReadonlyMap<string, string>
  /** Quoted phrases as term sequences. */
  readonly phrases: readonly (readonly string[])[]
  readonly isJapanese: boolean
  /** What the implied terms are made of, as it is written. */
  readonly meanings: readonly string[]
  readonly isPasted: boolean
  /** A paste that says that somebody was not allowed to do something. */
  readonly isRefusal: boolean
  /** In words of another language than it was asked in. */
  readonly isTranslated: boolean
  /** Words that were lost on the way to another language. */
  readonly untranslated: number
}

/** Of longer input the middle is left out, which of a log says least. */
const MOST_READ = 4000
/** … of a stack trace without its frames, between which the causes stand. */
const MOST_LOOKED_AT = 40_000
const MOST_TERMS = 48
const PAIR_WEIGHT = 0.55
/** A pair that ends in a particle, or goes from grammar into the next word: half of each, rare, and about nothing. */
const ACROSS_WORDS = /^(?:.[はがをにでともへや]|[\u3041-\u309f].)$/
const ACROSS_WEIGHT = 0.3
const IMPLIED_WEIGHT = 0.7
/** A Japanese word is several pairs, and would outweigh what was written. */
const IMPLIED_PAIR_WEIGHT = 0.5
/**
 * "Bring it back" means to restore, and once that is asked for, "bring" and "back" have less to say. Pairs of Japanese
 * weigh little as it is.
 */
const SAID_WEIGHT = 0.7
/** Who pastes an error wants to be rid of it. */
const PASTED = makeUnderstood('troubleshooting errors')
/** … and who was refused needs to know what is to be allowed. */
const REFUSED = makeUnderstood('troubleshooting errors permissions policy access')
/** … and who was told that there are enough of something, how many there may be. */
const EXCEEDED = makeUnderstood('troubleshooting errors quotas limits')
const REFUSAL = /not authorized to perform|\bAccessDenied|\bUnauthorizedOperation\b|with an explicit deny/
const EXCESS =
  /(?:Limit|Quota)s?Exceeded|(?:Exceeded|Exceeds)\w*(?:Limit|Quota)|\b(?:limit|quota|maximum number)\b[^.\n]{0,60}\b(?:exceeded|reached)\b|\b(?:exceeded|reached|exceeds)\b[^.\n]{0,40}\b(?:limit|quota|maximum number)\b/i

export function parseQuery(input: string): ParsedQuery {
  const text = input.length > MOST_READ ? shorten(input) : input
  const isPasted = looksPasted(text)
  const cleaned = stripNoise(text, isPasted)
  const typed = isPasted ? cleaned : expandAbbreviations(cleaned)
  const stripped = isPasted ? typed : foldSpelling(normalizeNames(typed))
  let sequence = toTerms(stripped)
  // A query that is all noise (an instance id alone) is asked as it is.
  if (sequence.length === 0) sequence = toTerms(text)
  const isRefusal = isPasted && REFUSAL.test(text)
  const { meant, meanings, matched } = isPasted ? understandPaste(text, isRefusal) : understand(stripped)
  const spoken = isPasted ? undefined : findSpeechWeights(stripped)
  const terms = new Map<string, QueryTerm>()
  for (const term of sequence) {
    if (terms.size >= MOST_TERMS) break
    if (terms.has(term)) continue
    const isUnderstood = matched.has(term) && !meant.includes(term) && !UNSPACED.test(term)
    const weight = computeWeight(term) * Math.min(isUnderstood ? SAID_WEIGHT : 1, spoken?.get(term) ?? 1)
    terms.set(term, { term, synonyms: isPasted ? [] : findSynonyms(term), weight, isImplied: false })
  }
  for (const term of meant) {
    if (!terms.has(term))
      terms.set(term, {
        term,
        synonyms: [],
        weight: computeWeight(term) * (isPasted ? 1 : UNSPACED.test(term) ? IMPLIED_PAIR_WEIGHT : IMPLIED_WEIGHT),
        isImplied: true,
      })
  }
  const words = typed.trim().split(/\s+/)
  const identifiers = new Set(findIdentifiers(typed))
  const plainIdentifiers = findPlainIdentifiers(words, identifiers)
  for (const identifier of plainIdentifiers.keys()) identifiers.add(identifier)
  return {
    text,
    terms: [...terms.values()],
    sequence: sequence.slice(0, 200),
    identifiers: [...identifiers].slice(0, 16),
    plainIdentifiers,
    // A paste is full of quotes that nobody meant.
    phrases: isPasted ? [] : splitPhrases(text),
    isJapanese: isJapanese(text),
    meanings,
    isPasted,
    isRefusal,
    isTranslated: false,
    untranslated: 0,
  }
}

const FEW_WORDS = 2

// A word of a query of one or two may be an identifier without its shape showing: `unload`, `sortkey`.
function findPlainIdentifiers(words: readonly string[], shaped: ReadonlySet<string>): Map<string, string> {
  const plain = new Map<string, string>()
  for (const word of words.length <= FEW_WORDS ? words : []) {
    const identifier = squeeze(word)
    if (/^[\w:.-]{3,}$/.test(word) && identifier !== '' && !shaped.has(identifier))
      plain.set(identifier, toTerms(word).join(' '))
  }
  return plain
}

function understandPaste(text: string, isRefusal: boolean): Understood {
  if (isRefusal) return REFUSED
  return EXCESS.test(text) ? EXCEEDED : PASTED
}

function makeUnderstood(words: string): Understood {
  return { meant: toTerms(words), meanings: [words], matched: new Set() }
}

function shorten(text: string): string {
  return dropMiddle(dropStackFrames(dropMiddle(text, MOST_LOOKED_AT)), MOST_READ)
}

// Half a word would be another one.
function dropMiddle(text: string, most: number): string {
  if (text.length <= most) return text
  const [head, tail] = [text.slice(0, most / 2), text.slice(-most / 2)]
  return `${head.replace(/\b\w{1,40}$/, '')} ${tail.replace(/^\w{1,40}\b/, '')}`
}

function computeWeight(term: string): number {
  if (UNSPACED.test(term)) {
    if (term.length === 1) return PAIR_WEIGHT / 2
    return ACROSS_WORDS.test(term) ? ACROSS_WEIGHT : PAIR_WEIGHT
  }
  return /^\d+$/.test(term) ? 0.5 : 1
}

function splitPhrases(text: string): string[][] {
  const quoted = [...text.matchAll(/["“”「『]([^"“”」』\n]{3,200})["“”」』]/g)]
  return quoted.map((match) => toTerms(match[1] ?? '')).filter((terms) => terms.length > 1)
}
