// Terms that belong to a product, or to one guide of several of it: data/product-terms.txt, written by hand and read
// when the first query comes. They stand in for the words of guides that nobody has counted (guide-words.ts).

import { readFileSync } from 'node:fs'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { toTerms, UNSPACED } from '../../core/text/terms.ts'
import { loadJapaneseVocabulary } from '../languages/japanese-vocabulary.ts'
import { takeFirstLetters } from '../query/first-letters.ts'
import type { GuideWords } from './guide-words.ts'
import type { KnownProduct } from './known-products.ts'

export interface ProductTerms {
  /** What the terms belong to, for each line: a product's name, or folders. */
  readonly subjects: readonly string[]
  /** Of a stem, of two with a blank between them, or of a term in kanji and kana: subject and weight by turns. */
  readonly of: { get(term: string): readonly number[] | undefined }
  /** Terms in kanji and kana, as they are compared. */
  readonly written: readonly string[]
}

interface ListedTerm {
  readonly subject: number
  readonly text: string
  /** What a part of it tells; undefined of a term in kanji and kana. */
  readonly part: number | undefined
}

/** A term of one subject alone tells this much, by the natural logarithm as guide words do. */
const MOST_TOLD = 5
/** … and a stem or a pair that is only part of a term. In a line of more terms than these it tells less. */
const PART = 0.6
const MANY_TERMS = 25

let terms: ProductTerms | undefined

export function loadProductTerms(): ProductTerms {
  terms ??= parseProductTerms(readFileSync(getPackageFile('data/product-terms.txt'), 'utf8'))
  return terms
}

/** A line: product or folders | terms in ASCII | terms in kanji and kana, with commas between them. */
export function parseProductTerms(text: string): ProductTerms {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const columns = lines.map((line) => line.split('|').map((part) => part.trim()))
  const subjects = columns.map(([name = '']) => name)
  const typed = joinColumn(columns.map((parts) => parts[1] ?? ''))
  const native = joinColumn(columns.map((parts) => foldWritten(parts[2] ?? '')))
  // A query asks for a dozen of many thousand terms: those are looked for in the text, by the letters that it asks for,
  // and nothing is made of the others.
  const weighed = new Map<string, ReadonlyMap<string, readonly number[]>>()
  const get = (term: string) => {
    const letters = takeFirstLetters(term)
    const found = weighed.get(letters) ?? weigh(listTerms(typed, native, letters), letters, subjects.length)
    weighed.set(letters, found)
    return found.get(term)
  }
  let written: readonly string[] | undefined
  return {
    subjects,
    of: { get },
    get written() {
      written ??= [...new Set(splitList(native.text.replaceAll('\n', ',')))]
      return written
    },
  }
}

/** A column of all lines as one text, and where each line of it begins. */
interface Column {
  readonly text: string
  readonly lower: string
  readonly starts: Uint32Array
}

function joinColumn(lines: readonly string[]): Column {
  const starts = new Uint32Array(lines.length + 1)
  for (const [at, line] of lines.entries()) starts[at + 1] = (starts[at] ?? 0) + line.length + 1
  const text = lines.join('\n')
  return { text, lower: text.toLowerCase(), starts }
}

/** Terms with a word that may begin with the letters, in the order of the list: some more do no harm. */
function listTerms(typed: Column, native: Column, letters: string): ListedTerm[] {
  const found: ListedTerm[] = []
  for (const { subject, text } of findTerms(typed, letters, mayBeginWord)) {
    const line = typed.text.slice(typed.starts[subject], (typed.starts[subject + 1] ?? 0) - 1)
    const part = PART * Math.min(1, Math.sqrt(MANY_TERMS / splitList(line).length))
    found.push({ subject, text, part })
  }
  for (const one of findTerms(native, letters, beginsTerm)) found.push({ ...one, part: undefined })
  return found.sort((a, b) => a.subject - b.subject)
}

function* findTerms(
  { text, lower, starts }: Column,
  letters: string,
  isWanted: (text: string, at: number) => boolean,
): Generator<{ readonly subject: number; readonly text: string }> {
  let subject = 0
  for (let at = lower.indexOf(letters); at >= 0 && letters !== ''; at = lower.indexOf(letters, at)) {
    if (!isWanted(text, at)) {
      at += 1
      continue
    }
    while ((starts[subject + 1] ?? text.length) <= at) subject += 1
    const end = findTermEnd(text, at)
    const start = Math.max(starts[subject] ?? 0, text.lastIndexOf(',', at) + 1)
    yield { subject, text: text.slice(start, end).trim() }
    at = end
  }
}

function findTermEnd(text: string, at: number): number {
  const [comma, line] = [text.indexOf(',', at), text.indexOf('\n', at)]
  return Math.min(comma < 0 ? text.length : comma, line < 0 ? text.length : line)
}

/** Behind a letter or digit only a capital does. */
function mayBeginWord(text: string, at: number): boolean {
  return !/[A-Za-z0-9]/.test(text[at - 1] ?? '') || /[A-Z]/.test(text[at] ?? '')
}

function beginsTerm(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === ',' || text[at - 1] === '\n'
}

// What several subjects say tells so much the less for each.
function weigh(terms: readonly ListedTerm[], letters: string, subjects: number): Map<string, number[]> {
  const shares = new Map<string, Map<number, number>>()
  for (const { subject, text, part } of terms) {
    for (const [said, share] of part === undefined ? [[text, 1] as const] : listParts(toTerms(text), part)) {
      if (takeFirstLetters(said) !== letters) continue
      const bySubject = shares.get(said) ?? new Map<number, number>()
      shares.set(said, bySubject.set(subject, Math.max(bySubject.get(subject) ?? 0, share)))
    }
  }
  const told = new Map<string, number[]>()
  for (const [said, bySubject] of shares) {
    const most = Math.min(MOST_TOLD, Math.log(subjects / bySubject.size))
    told.set(
      said,
      [...bySubject].flatMap(([subject, share]) => [subject, most * share]),
    )
  }
  return told
}

/** The term, and its stems and pairs of them with what they tell. */
function listParts(stems: readonly string[], part: number): [said: string, share: number][] {
  const whole = stems.join(' ')
  const pairs = stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`)
  return [...stems, ...pairs].map((said) => [said, said === whole ? 1 : part])
}

/** Terms in kanji and kana that stand in a text; of two of which one holds the other, the longer. */
export function findWrittenTerms(text: string, { written }: Pick<ProductTerms, 'written'>): string[] {
  if (!UNSPACED.test(text)) return []
  const folded = foldWritten(text)
  const found = written.filter((term) => folded.includes(term))
  return found.filter((term) => !found.some((other) => other !== term && other.includes(term)))
}

// Half-width, lower-case, without blanks: some write one between scripts, and some do not.
function foldWritten(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** The guides of a product, as guides-of-product.ts finds them. */
export interface KnownGuides {
  readonly products: readonly KnownProduct[]
  listGuides(product: KnownProduct): readonly { readonly base: string }[]
}

/**
 * The counted words, and for each product none of whose guides has any, what was written down. Where nothing tells a
 * guide from its neighbours but a line of its own, that line stands for it. The words were counted in English: a term
 * in kanji and kana tells of their guide, too, where no English for it does.
 */
export function addProductTerms(counted: GuideWords, { subjects, of }: ProductTerms, known: KnownGuides): GuideWords {
  const byFolder = new Map<string, number[]>()
  for (const [guide, own] of counted.guides.entries())
    for (const folder of own) byFolder.set(folder, [...(byFolder.get(folder) ?? []), guide])
  const products = new Map(known.products.map((product) => [product.name, product]))
  const folders = subjects.map((subject) => listFolders(subject, products.get(subject), known))
  const countedOf = folders.map((own) => [...new Set(own.flatMap((folder) => byFolder.get(folder) ?? []))])
  const first = counted.guides.length
  return {
    guides: [...counted.guides, ...folders.map((own, subject) => (countedOf[subject]?.length === 0 ? own : []))],
    of: {
      get(term) {
        const entries = counted.of.get(term)
        const own = of.get(term)
        if (!own) return entries
        const all = [...(entries ?? [])]
        for (let at = 0; at < own.length; at += 2) {
          const [subject = 0, told = 0] = [own[at], own[at + 1]]
          if ((folders[subject] ?? []).length === 0) continue
          const guides = countedOf[subject] ?? []
          if (guides.length === 0) all.push(first + subject, told)
          else if (UNSPACED.test(term))
            for (const guide of guides) if (!isToldInEnglish(term, guide, counted)) all.push(guide, told)
        }
        return all
      },
    },
  }
}

/** Whether the English for a term in kanji and kana is among the counted words of a guide. */
function isToldInEnglish(term: string, guide: number, { of }: GuideWords): boolean {
  const { translations } = loadJapaneseVocabulary().translate(term)
  const english = [
    ...toTerms(term).filter((one) => !UNSPACED.test(one)),
    ...translations.flatMap(({ terms, usual }) => terms.slice(0, usual)),
  ]
  const pairs = english.flatMap((a) => english.map((b) => `${a} ${b}`))
  return [...english, ...pairs].some((one) => of.get(one)?.some((entry, at) => at % 2 === 0 && entry === guide))
}

function listFolders(subject: string, product: KnownProduct | undefined, known: KnownGuides): string[] {
  if (subject.startsWith('/')) return subject.split(' ')
  if (!product) return []
  const bases = known.listGuides(product).map(({ base }) => base)
  // Of a product without a known guide only its folder is known, and nothing of it is in any index.
  return bases.length > 0 ? bases : product.folders.slice(0, 1).map((folder) => `/${folder}/`)
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}
