// What each guide is about, whether it is in the index or not: the stems and pairs of stems that are said in it far
// more often than elsewhere, with what they tell. data/guide-words.txt, made by `npm run data:guide-words`; read when
// the first query comes.

import { readFileSync } from 'node:fs'
import { LRUCache } from 'lru-cache'
import { getPackageFile } from '../../core/platform/get-package-file.ts'

export interface GuideWords {
  /** Folders that the guide has or had, for each of the guides. */
  readonly guides: readonly (readonly string[])[]
  /** Of a stem, or of two with a blank between them: guide and weight by turns. */
  readonly of: { get(term: string): readonly number[] | undefined }
}

/** In the file weights are digits. */
export const STEPS_OF_WEIGHT = 1.5

let words: GuideWords | undefined

export function loadGuideWords(): GuideWords {
  words ??= parseGuideWords(readFileSync(getPackageFile('data/guide-words.txt'), 'utf8'))
  return words
}

/** A line: folders | digit, stems of that weight, digit, stems … */
export function parseGuideWords(text: string): GuideWords {
  const guides: string[][] = []
  /** Where the words of each guide end. */
  const ends: number[] = []
  let lists = ' '
  for (const line of text.split('\n')) {
    const [folders = '', list = ''] = line.split(' | ')
    if (!folders.startsWith('/')) continue
    guides.push(folders.split(' '))
    lists += `${list} `
    ends.push(lists.length)
  }
  // A query asks for a dozen of 16,000 words: they are looked for in the text, and no entry is made of each.
  const known = new LRUCache<string, readonly number[]>({ max: TERMS_KEPT })
  const get = (term: string) => {
    const entries = known.get(term) ?? findWord(term, lists, ends)
    if (!known.has(term)) known.set(term, entries)
    return entries.length > 0 ? entries : undefined
  }
  return { guides, of: { get } }
}

const TERMS_KEPT = 5000

function findWord(term: string, lists: string, ends: readonly number[]): number[] {
  const entries: number[] = []
  if (!TERM.test(term) || DIGIT.test(term)) return entries
  const word = ` ${term.replace(' ', '_')} `
  let guide = 0
  // The blank behind a word is the one before the next.
  for (let at = lists.indexOf(word); at >= 0; at = lists.indexOf(word, at + word.length - 1)) {
    while ((ends[guide] ?? lists.length) <= at + 1) guide += 1
    entries.push(guide, findDigitBefore(lists, at, ends[guide - 1] ?? 1) / STEPS_OF_WEIGHT)
  }
  return entries
}

/** Alone it is a weight. */
const DIGIT = /^\d$/
const TERM = /^[^\s_]+(?: [^\s_]+)?$/

/** The weight that the word behind the blank at `at` is listed under; 0 where none is. */
function findDigitBefore(lists: string, at: number, start: number): number {
  for (let end = at; end >= start; ) {
    const blank = lists.lastIndexOf(' ', end - 1)
    const word = lists.slice(blank + 1, end)
    if (DIGIT.test(word)) return Number(word)
    end = blank
  }
  return 0
}

/** Without the words of some guides, as if nobody had made them. */
export function listWithoutWords({ guides, of }: GuideWords, isLeftOut: (folder: string) => boolean): GuideWords {
  const gone = new Set(guides.flatMap(([folder = ''], guide) => (isLeftOut(folder) ? [guide] : [])))
  return {
    guides: guides.map((folders, guide) => (gone.has(guide) ? [] : folders)),
    of: {
      get(term) {
        const entries = of.get(term) ?? []
        const kept: number[] = []
        for (let at = 0; at < entries.length; at += 2)
          if (!gone.has(entries[at] ?? -1)) kept.push(entries[at] ?? 0, entries[at + 1] ?? 0)
        return kept.length > 0 ? kept : undefined
      },
    },
  }
}
