// What people call things, and what documentation calls them: adds the documentation's words to a query. One way only, so that a good query stays as sharp
// as it was written. The words are data/everyday-words.txt, whose head says what belongs there; they are read when the first query comes.

import { readFileSync } from 'node:fs'
import { stem } from '../core/stem.ts'
import { normalizeText, termsOf, UNSPACED } from '../core/terms.ts'

export interface EverydayPhrase {
  readonly text: string
  /** Stems of words, characters of Japanese, and GAP. */
  readonly tokens: readonly string[]
  /** Terms of its own. */
  readonly said: readonly string[]
  /** Terms of the documentation. */
  readonly meant: readonly string[]
}

export interface Understood {
  /** Terms of the documentation for what was said, each once. */
  readonly meant: readonly string[]
  /** Terms that said it. */
  readonly said: ReadonlySet<string>
}

const FILE = new URL('../../data/everyday-words.txt', import.meta.url)
const GAP = '*'
const LONGEST_GAP = 3
// An identifier is one word: nobody means "at most" by `max_connections`.
const TOKEN = new RegExp(`[a-z0-9]+(?:['_.:][a-z0-9]+)*|${UNSPACED.source}|[*]`, 'g')

/** By their first token, longest first. */
let phrases: ReadonlyMap<string, readonly EverydayPhrase[]> | undefined

/** What `text` says in words of its own. */
export function understand(text: string): Understood {
  phrases ??= byFirstToken(parseEverydayWords(readFileSync(FILE, 'utf8')))
  const tokens = tokensOf(text)
  const found = new Set<string>()
  const saying = new Set<string>()
  for (let at = 0; at < tokens.length; ) {
    let read = 1
    for (const { tokens: wanted, said, meant } of phrases.get(tokens[at] ?? '') ?? []) {
      if (!matchesAt(tokens, at, wanted, 0)) continue
      for (const term of meant) found.add(term)
      for (const term of said) saying.add(term)
      // What stands in a gap is still to be read for itself.
      if (wanted.includes(GAP)) continue
      read = wanted.length
      break
    }
    at += read
  }
  return { meant: [...found], said: saying }
}

export function parseEverydayWords(list: string): EverydayPhrase[] {
  const lines = list.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return lines.flatMap((line) => {
    const [said = '', meant = ''] = line.split(' = ')
    const terms = [...new Set(termsOf(meant))]
    return said.split(', ').map((text) => ({ text, tokens: tokensOf(text), said: termsOf(text), meant: terms }))
  })
}

function byFirstToken(all: readonly EverydayPhrase[]): Map<string, readonly EverydayPhrase[]> {
  const byFirst = new Map<string, EverydayPhrase[]>()
  for (const phrase of all.toSorted((a, b) => b.tokens.length - a.tokens.length)) {
    const first = phrase.tokens[0] ?? ''
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase])
  }
  return byFirst
}

function matchesAt(tokens: readonly string[], at: number, wanted: readonly string[], from: number): boolean {
  for (let index = from; index < wanted.length; index++, at++) {
    if (wanted[index] === GAP) {
      for (let gap = 1; gap <= LONGEST_GAP; gap++) if (matchesAt(tokens, at + gap, wanted, index + 1)) return true
      return false
    }
    if (tokens[at] !== wanted[index]) return false
  }
  return true
}

function tokensOf(text: string): string[] {
  const folded = normalizeText(text).toLowerCase().replaceAll('’', "'")
  return (folded.match(TOKEN) ?? []).map(stem)
}
