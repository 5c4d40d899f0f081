// What people call things, and what documentation calls them: adds the documentation's words to a query. One way only,
// so that a good query stays as sharp as it was written. The words are data/everyday-words.txt, whose head says what
// belongs there; they are read when the first query comes.

import { readFileSync } from 'node:fs'
import { packageFile } from '../../core/platform/package-file.ts'
import { stem } from '../../core/text/stem.ts'
import { normalizeText, toTerms, UNSPACED } from '../../core/text/terms.ts'

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

const FILE = packageFile('data/everyday-words.txt')
const GAP = '*'
const LONGEST_GAP = 3
// An identifier is one word: nobody means "at most" by `max_connections`.
const FIRST_TOKEN = new RegExp(`[a-z0-9]+(?:['_.:][a-z0-9]+)*|${UNSPACED.source}|[*]`)
const TOKEN = new RegExp(FIRST_TOKEN, 'g')

/**
 * The list's lines, and in which of them a phrase begins with a token: of thousands a query needs a dozen, so only
 * those are taken apart.
 */
interface Lines {
  readonly lines: readonly string[]
  readonly byFirst: ReadonlyMap<string, readonly number[]>
}
// A query without Japanese has no use for the half of the list that is.
let english: Lines | undefined
let japanese: Lines | undefined
const phrases = new Map<string, readonly EverydayPhrase[]>()

/** What `text` says in words of its own. */
export function understand(text: string): Understood {
  const tokens = countTokens(text)
  const hasJapanese = UNSPACED.test(normalizeText(text))
  const found = new Set<string>()
  const saying = new Set<string>()
  for (let at = 0; at < tokens.length; ) {
    let read = 1
    for (const { tokens: wanted, said, meant } of phrasesFrom(tokens[at] ?? '', hasJapanese)) {
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
  return splitLines(list).flatMap((line) => {
    const [said = '', meant = ''] = line.split(' = ')
    const terms = [...new Set(toTerms(meant))]
    return said.split(', ').map((text) => ({ text, tokens: countTokens(text), said: toTerms(text), meant: terms }))
  })
}

function splitLines(list: string): string[] {
  return list.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
}

/** The phrases that begin with the token, longest first. */
function phrasesFrom(first: string, hasJapanese: boolean): readonly EverydayPhrase[] {
  const key = hasJapanese ? `ja ${first}` : first
  const known = phrases.get(key)
  if (known) return known
  english ??= readLines(false)
  if (hasJapanese) japanese ??= readLines(true)
  const lines = [english, hasJapanese ? japanese : undefined].flatMap(
    (half) => half?.byFirst.get(first)?.map((place) => half.lines[place] ?? '') ?? [],
  )
  if (lines.length === 0) return []
  const own = parseEverydayWords(lines.join('\n'))
    .filter(({ tokens }) => tokens[0] === first)
    .sort((a, b) => b.tokens.length - a.tokens.length)
  phrases.set(key, own)
  return own
}

function readLines(areJapanese: boolean): Lines {
  const lines = splitLines(readFileSync(FILE, 'utf8')).filter((line) => UNSPACED.test(line) === areJapanese)
  const byFirst = new Map<string, number[]>()
  const stems = new Map<string, string>()
  for (const [place, line] of lines.entries()) {
    const said = line.slice(0, line.indexOf(' = '))
    for (const phrase of said.split(', ')) {
      const [word = ''] = fold(phrase).match(FIRST_TOKEN) ?? []
      const first = stems.get(word) ?? stem(word)
      stems.set(word, first)
      const places = byFirst.get(first)
      if (!places) byFirst.set(first, [place])
      else if (places.at(-1) !== place) places.push(place)
    }
  }
  return { lines, byFirst }
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

function countTokens(text: string): string[] {
  return (fold(text).match(TOKEN) ?? []).map(stem)
}

function fold(text: string): string {
  return normalizeText(text).toLowerCase().replaceAll('’', "'")
}
