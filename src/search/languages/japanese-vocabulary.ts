// What Japanese words are called in the English documentation, for guides that the index holds in English only: a
// vocabulary of general words and terms.
// What an index teaches of its own guides comes besides (translation-model.ts). The words are data/japanese-words.txt,
// whose head says what belongs there, and where that has none, the wider and rougher data/japanese-synonyms.txt; they
// are read when the first Japanese query comes.

import { readFileSync } from 'node:fs'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { toTerms } from '../../core/text/terms.ts'
import { SPEECH_WORDS } from './japanese-speech-words.ts'

export interface Translated {
  readonly word: string
  /** Where it stands in the text, as NFKC makes it. */
  readonly at: number
  /** The most usual ones first. */
  readonly terms: readonly string[]
  /** So many of them are one name for it: an access key is both. */
  readonly usual: number
  /** From the wider list: surely English for the word, and perhaps not what documentation says for it. */
  readonly isRough: boolean
}

export interface JapaneseVocabulary {
  /** Each word that is found in the text, and what of its katakana and ideographs is in none of the words. */
  translate(text: string): { readonly translations: readonly Translated[]; readonly unknown: readonly string[] }
}

interface Words {
  /** English as it stands in the list, by Japanese without a long vowel at its end. */
  readonly own: ReadonlyMap<string, string>
  readonly rough: ReadonlyMap<string, string>
  readonly longest: number
}

const OWN_FILE = getPackageFile('data/japanese-words.txt')
const ROUGH_FILE = getPackageFile('data/japanese-synonyms.txt')
const JAPANESE = /[\u3041-\u309f\u30a1-\u30fa\u30fc\u3005\u3400-\u9fff]+/g
const KATAKANA = /[\u30a1-\u30fa\u30fc]/
/** So short a word of our own stands by chance in others, too: レース in グレースフル. */
const SHORT_KATAKANA = /^[\u30a1-\u30fa\u30fc]{1,3}$/
/** A long vowel at the end is written or not: サーバー, サーバ. */
const LONG_VOWEL = 'ー'
/** English of a word of speech. */
const NOTHING = ''

let vocabulary: JapaneseVocabulary | undefined

export function loadJapaneseVocabulary(): JapaneseVocabulary {
  vocabulary ??= parseJapaneseWords(readFileSync(OWN_FILE, 'utf8'), readFileSync(ROUGH_FILE, 'utf8'))
  return vocabulary
}

/** Lines are "日本語, 日本語 = english, english", comments begin with #. A word of both lists means what our own says. */
export function parseJapaneseWords(ownList: string, roughList = ''): JapaneseVocabulary {
  const own = new Map([...SPEECH_WORDS.map((word) => [word, NOTHING] as const), ...parseWords(ownList)])
  const rough = parseWords(roughList)
  let longest = 0
  for (const list of [own, rough]) for (const word of list.keys()) longest = Math.max(longest, word.length + 1)
  const words = { own, rough, longest }
  return {
    translate(text) {
      const translations: Translated[] = []
      const unknown: string[] = []
      for (const run of text.normalize('NFKC').matchAll(JAPANESE)) cutRun(run, words, translations, unknown)
      return { translations, unknown }
    },
  }
}

// The English is made terms where it is asked for: of ten thousand lines, a query needs ten.
function parseWords(list: string): Map<string, string> {
  const words = new Map<string, string>()
  for (const line of list.split('\n')) {
    const at = line.indexOf(' = ')
    if (at < 0 || line.startsWith('#')) continue
    const english = line.slice(at + 3)
    for (const word of line.slice(0, at).split(', ')) words.set(dropLongVowel(word), english)
  }
  return words
}

// The longest word at each place. What no word covers is given back as runs of one script.
function cutRun({ 0: run, index }: RegExpExecArray, words: Words, translations: Translated[], unknown: string[]): void {
  let rest = ''
  const flush = () => {
    unknown.push(...(rest.match(/[\u30a1-\u30fa\u30fc]{2,}|[\u3005\u3400-\u9fff]{2,}/g) ?? []))
    rest = ''
  }
  for (let at = 0; at < run.length; ) {
    const found = findWordAt(run, at, words, rest === '')
    if (found === undefined) {
      rest += run[at]
      at += 1
      continue
    }
    flush()
    if (found.terms.length > 0) translations.push({ ...found, at: index + at })
    at += found.word.length
    if (run[at] === LONG_VOWEL) at += 1
  }
  flush()
}

function findWordAt(run: string, at: number, words: Words, isAfterWord: boolean): Omit<Translated, 'at'> | undefined {
  for (let length = Math.min(words.longest, run.length - at); length > 0; length -= 1) {
    const word = run.slice(at, at + length)
    const key = dropLongVowel(word)
    const english = words.own.get(key)
    if (english !== undefined && (!SHORT_KATAKANA.test(key) || isWhole(run, at, length, words, isAfterWord)))
      return { word, ...toEnglish(english), isRough: false }
    const rough = words.rough.get(key)
    if (rough !== undefined && isWhole(run, at, length, words, isAfterWord))
      return { word, ...toEnglish(rough), isRough: true }
  }
  return undefined
}

function toEnglish(english: string): Pick<Translated, 'terms' | 'usual'> {
  const end = english.indexOf(',')
  return { terms: toTerms(english), usual: toTerms(end < 0 ? english : english.slice(0, end)).length }
}

/** Whether a word is not a part of a longer one in katakana: リンク of シュリンク is. */
function isWhole(run: string, at: number, length: number, words: Words, isAfterWord: boolean): boolean {
  const end = at + length
  const follows = run[end] === LONG_VOWEL ? end + 1 : end
  const joinsBefore = !isAfterWord && KATAKANA.test(run[at] ?? '') && KATAKANA.test(run[at - 1] ?? '')
  const joinsAfter = KATAKANA.test(run[end - 1] ?? '') && KATAKANA.test(run[follows] ?? '')
  return !joinsBefore && !(joinsAfter && !beginsWord(run, follows, words))
}

function beginsWord(run: string, at: number, { own, rough, longest }: Words): boolean {
  for (let length = Math.min(longest, run.length - at); length > 0; length -= 1) {
    const key = dropLongVowel(run.slice(at, at + length))
    if (own.has(key) || rough.has(key)) return true
  }
  return false
}

function dropLongVowel(word: string): string {
  return word.length > 2 && word.endsWith(LONG_VOWEL) ? word.slice(0, -1) : word
}
