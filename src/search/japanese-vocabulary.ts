// What Japanese words are called in the English documentation, for guides that the index holds in English only: a vocabulary of general words and terms.
// What an index teaches of its own guides comes besides (translation-model.ts). The words are data/japanese-words.txt, whose head says what belongs there;
// they are read when the first Japanese query comes.

import { readFileSync } from 'node:fs'
import { termsOf } from '../core/terms.ts'

export interface JapaneseVocabulary {
  /** Terms for each word that is found in the text, the most usual ones first, and what of its katakana and ideographs is in none of the words. */
  translate(text: string): {
    readonly translations: readonly (readonly string[])[]
    readonly unknown: readonly string[]
  }
}

const FILE = new URL('../../data/japanese-words.txt', import.meta.url)
const JAPANESE = /[\u3041-\u309f\u30a1-\u30fa\u30fc\u3005\u3400-\u9fff]+/g
/** A long vowel at the end is written or not: サーバー, サーバ. */
const LONG_VOWEL = 'ー'

let vocabulary: JapaneseVocabulary | undefined

export function japaneseVocabulary(): JapaneseVocabulary {
  vocabulary ??= parseJapaneseWords(readFileSync(FILE, 'utf8'))
  return vocabulary
}

/** Lines are "日本語, 日本語 = english, english"; those that begin with # are comments. */
export function parseJapaneseWords(list: string): JapaneseVocabulary {
  const words = new Map<string, readonly string[]>()
  let longest = 0
  for (const line of list.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [japanese = '', english = ''] = line.split(' = ')
    for (const word of japanese.split(', ')) {
      words.set(withoutLongVowel(word), termsOf(english))
      longest = Math.max(longest, word.length)
    }
  }
  return {
    translate(text) {
      const translations: (readonly string[])[] = []
      const unknown: string[] = []
      for (const [run] of text.normalize('NFKC').matchAll(JAPANESE)) cutRun(run, words, longest, translations, unknown)
      return { translations, unknown }
    },
  }
}

// The longest word at each place. What no word covers is given back as runs of one script.
function cutRun(
  run: string,
  words: ReadonlyMap<string, readonly string[]>,
  longest: number,
  translations: (readonly string[])[],
  unknown: string[],
): void {
  let rest = ''
  const flush = () => {
    unknown.push(...(rest.match(/[\u30a1-\u30fa\u30fc]{2,}|[\u3005\u3400-\u9fff]{2,}/g) ?? []))
    rest = ''
  }
  for (let at = 0; at < run.length; ) {
    let length = Math.min(longest, run.length - at)
    while (length > 0 && !words.has(withoutLongVowel(run.slice(at, at + length)))) length -= 1
    if (length === 0) {
      rest += run[at]
      at += 1
      continue
    }
    flush()
    const terms = words.get(withoutLongVowel(run.slice(at, at + length)))
    if (terms) translations.push(terms)
    at += length
    if (run[at] === LONG_VOWEL) at += 1
  }
  flush()
}

function withoutLongVowel(word: string): string {
  return word.length > 2 && word.endsWith(LONG_VOWEL) ? word.slice(0, -1) : word
}
