// What each guide is about, whether it is in the index or not: the stems and pairs of stems that are said in it far
// more often than elsewhere, with what they tell. data/guide-words.txt, made by `npm run data:guide-words`; read when
// the first query comes.

import { readFileSync } from 'node:fs'
import { packageFile } from '../../core/platform/package-file.ts'

export interface GuideWords {
  /** Folders that the guide has or had, for each of the guides. */
  readonly guides: readonly (readonly string[])[]
  /** Of a stem, or of two with a blank between them: guide and weight by turns. */
  readonly of: Pick<ReadonlyMap<string, readonly number[]>, 'get'>
}

export interface CountedWords extends GuideWords {
  readonly of: ReadonlyMap<string, readonly number[]>
}

/** In the file weights are digits. */
export const STEPS_OF_WEIGHT = 1.5

let words: CountedWords | undefined

export function guideWords(): CountedWords {
  words ??= parseGuideWords(readFileSync(packageFile('data/guide-words.txt'), 'utf8'))
  return words
}

/** A line: folders | digit, stems of that weight, digit, stems … */
export function parseGuideWords(text: string): CountedWords {
  const guides: string[][] = []
  const of = new Map<string, number[]>()
  for (const line of text.split('\n')) {
    const [folders = '', list = ''] = line.split(' | ')
    if (!folders.startsWith('/')) continue
    const guide = guides.push(folders.split(' ')) - 1
    let weight = 0
    for (const word of list.split(' ')) {
      if (/^\d$/.test(word)) weight = Number(word) / STEPS_OF_WEIGHT
      else {
        const term = word.replace('_', ' ')
        const entries = of.get(term)
        if (entries) entries.push(guide, weight)
        else of.set(term, [guide, weight])
      }
    }
  }
  return { guides, of }
}

/** Without the words of some guides, as if nobody had made them. */
export function listWithoutWords(known: CountedWords, isLeftOut: (folder: string) => boolean): CountedWords {
  const gone = new Set(known.guides.flatMap(([folder = ''], guide) => (isLeftOut(folder) ? [guide] : [])))
  const of = new Map<string, number[]>()
  for (const [term, entries] of known.of) {
    const kept: number[] = []
    for (let at = 0; at < entries.length; at += 2)
      if (!gone.has(entries[at] ?? -1)) kept.push(entries[at] ?? 0, entries[at + 1] ?? 0)
    if (kept.length > 0) of.set(term, kept)
  }
  return { guides: known.guides.map((folders, guide) => (gone.has(guide) ? [] : folders)), of }
}
