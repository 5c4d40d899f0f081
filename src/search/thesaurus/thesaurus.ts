// What people call things, and what documentation calls them: adds the documentation's words to a query. One way only,
// so that a good query stays as sharp as it was written. The words are data/everyday-words.txt, whose head says what
// belongs there; they are read when the first query comes.

import { readFileSync } from 'node:fs'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { stem } from '../../core/text/stem.ts'
import { normalizeText, toTerms, UNSPACED } from '../../core/text/terms.ts'
import { foldJapanese } from '../languages/japanese-spelling.ts'
import { takeFirstLetters } from '../query/first-letters.ts'

export interface EverydayPhrase {
  readonly text: string
  /** Stems of words, characters of Japanese, and GAP. */
  readonly tokens: readonly string[]
  /** Terms of its own. */
  readonly own: readonly string[]
  /** Terms of the documentation. */
  readonly meant: readonly string[]
  /** The same as it is written. */
  readonly meaning: string
}

export interface Understood {
  /** Terms of the documentation for what was said, each once. */
  readonly meant: readonly string[]
  /** The same as it is written: what is said in Japanese can be translated. */
  readonly meanings: readonly string[]
  /** Terms of the text that a phrase of the list was matched with. */
  readonly matched: ReadonlySet<string>
}

const FILE = getPackageFile('data/everyday-words.txt')
const GAP = '*'
const LONGEST_GAP = 3
/** Japanese is read by the character: the gap of 誰が*消した holds a noun and its particle. */
const LONGEST_JAPANESE_GAP = 10
// An identifier is one word: nobody means "at most" by `max_connections`.
const FIRST_TOKEN = new RegExp(`[a-z0-9]+(?:['_.:][a-z0-9]+)*|${UNSPACED.source}|[*]`)
const TOKEN = new RegExp(FIRST_TOKEN, 'g')

// Of thousands of lines a query needs a dozen, and only those are taken apart: they are looked for by the first letters
// of a phrase. A query without Japanese has no use for the half of the list that is.
let list: { readonly text: string; readonly lower: string } | undefined
const english = new Map<string, ByFirst>()
const japanese = new Map<string, ByFirst>()
/** Phrases as they are written, and what they mean, by the tokens that they begin with. */
type ByFirst = ReadonlyMap<string, readonly WrittenPhrase[]>

interface WrittenPhrase {
  readonly text: string
  readonly meant: string
}

const phrases = new Map<string, readonly EverydayPhrase[]>()

/** What `text` says in words of its own. */
export function understand(text: string): Understood {
  const tokens = countTokens(text)
  const hasJapanese = UNSPACED.test(normalizeText(text))
  const found = new Set<string>()
  const meanings = new Set<string>()
  const matched = new Set<string>()
  for (let at = 0; at < tokens.length; ) {
    let read = 1
    for (const { tokens: wanted, own, meant, meaning } of listPhrases(tokens[at] ?? '', hasJapanese)) {
      if (!matchesAt(tokens, at, wanted, 0) || isWish(tokens, at, wanted, meaning)) continue
      for (const term of meant) found.add(term)
      meanings.add(meaning)
      for (const term of own) matched.add(term)
      // What stands in a gap is still to be read for itself.
      if (wanted.includes(GAP)) continue
      read = wanted.length
      break
    }
    at += read
  }
  return { meant: [...found], meanings: [...meanings], matched }
}

/** 追加できない is trouble, and 追加できないようにしたい is not: whoever says so has none yet. */
function isWish(tokens: readonly string[], at: number, wanted: readonly string[], meaning: string): boolean {
  if (!TROUBLE.test(meaning) || wanted.includes(GAP)) return false
  const rest = tokens.slice(at + wanted.length, at + wanted.length + 3).join('')
  return wanted.at(-1) === 'な' ? rest === 'いよう' : wanted.at(-1) === 'い' && rest.startsWith('よう')
}

const TROUBLE = /troubleshoot|トラブルシューティング/

export function parseEverydayWords(list: string): EverydayPhrase[] {
  return splitLines(list).flatMap((line) => {
    const [texts = '', meant = ''] = line.split(' = ')
    return texts.split(', ').map((text) => parsePhrase({ text, meant }))
  })
}

function parsePhrase({ text, meant }: WrittenPhrase): EverydayPhrase {
  const tokens = countTokens(UNSPACED.test(text) ? foldJapanese(text, true) : text)
  return { text, tokens, own: toTerms(text), meant: [...new Set(toTerms(meant))], meaning: meant }
}

function splitLines(list: string): string[] {
  return list.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
}

/** The phrases that begin with the token, longest first; of two that are as long, the one that says every word. */
function listPhrases(first: string, hasJapanese: boolean): readonly EverydayPhrase[] {
  const key = hasJapanese ? `ja ${first}` : first
  const known = phrases.get(key)
  if (known) return known
  const written = [...getWritten(first, false), ...(hasJapanese ? getWritten(first, true) : [])]
  if (written.length === 0) return []
  const own = written.map(parsePhrase).sort((a, b) => b.tokens.length - a.tokens.length || countGaps(a) - countGaps(b))
  phrases.set(key, own)
  return own
}

const countGaps = ({ tokens }: EverydayPhrase) => tokens.filter((token) => token === GAP).length

function getWritten(first: string, areJapanese: boolean): readonly WrittenPhrase[] {
  const half = areJapanese ? japanese : english
  const letters = takeFirstLetters(first)
  const found = half.get(letters) ?? readPhrases(letters, areJapanese)
  half.set(letters, found)
  return found.get(first) ?? []
}

/** Phrases that begin with the letters, in their order. */
function readPhrases(letters: string, areJapanese: boolean): ByFirst {
  list ??= readList()
  const { text, lower } = list
  const starts = new Set<number>()
  for (const before of ['\n', ', '])
    for (let at = lower.indexOf(before + letters); at >= 0; at = lower.indexOf(before + letters, at + 1))
      starts.add(lower.lastIndexOf('\n', at) + 1)
  const byFirst = new Map<string, WrittenPhrase[]>()
  for (const start of [...starts].sort((a, b) => a - b)) {
    const [line = ''] = splitLines(text.slice(start, text.indexOf('\n', start)))
    if (UNSPACED.test(line) !== areJapanese) continue
    const [texts = '', meant = ''] = line.split(' = ')
    for (const phrase of texts.split(', ')) {
      if (beginsOtherwise(phrase, letters)) continue
      const word = fold(phrase).match(FIRST_TOKEN)?.[0] ?? ''
      if (takeFirstLetters(word) !== letters) continue
      const first = stem(word)
      const others = byFirst.get(first)
      if (others) others.push({ text: phrase, meant })
      else byFirst.set(first, [{ text: phrase, meant }])
    }
  }
  return byFirst
}

/** Told by its first two characters, as it can be of nearly all: of a line's dozen phrases one is looked for. */
function beginsOtherwise(phrase: string, letters: string): boolean {
  return LETTER.test(phrase) && takeFirstLetters(phrase.slice(0, 2).toLowerCase()) !== letters
}

const LETTER = /^[A-Za-z0-9]/

function readList() {
  const text = `\n${readFileSync(FILE, 'utf8')}\n`
  return { text, lower: text.toLowerCase() }
}

function matchesAt(tokens: readonly string[], at: number, wanted: readonly string[], from: number): boolean {
  for (let index = from; index < wanted.length; index++, at++) {
    if (wanted[index] === GAP) {
      const longest = UNSPACED.test(wanted[0] ?? '') ? LONGEST_JAPANESE_GAP : LONGEST_GAP
      for (let gap = 1; gap <= longest; gap++) if (matchesAt(tokens, at + gap, wanted, index + 1)) return true
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
  return normalizeText(text).toLowerCase().replaceAll('’', "'").replace(LONG_VOWEL, '')
}

/** Of words like server and memory it is written or not; of others (キー, エラー, フロー) always. */
const LONG_VOWEL =
  /(?<=[\u30a1-\u30fa\u30fc]{2}(?:[ザバダタサヤナカパマリ]|[ジチ]ャ|ティ|ロラ|レヤ))\u30fc(?![\u30a1-\u30fa\u30fc])/g
