// The verdict on one page: what of its main content is in the Markdown, and what of its chrome should not be.

import { findMissingTokens, splitTokens } from './in-order-share.ts'
import { type MarkdownText, readMarkdownText } from './markdown-text.ts'
import type { ReferenceContent } from './reference-content.ts'

export interface PageVerdict {
  readonly words: number
  /** Up to twenty runs of words that are missing or out of order. */
  readonly missing: readonly string[]
  readonly missingWords: number
  readonly codeBlocks: number
  /** Code blocks that no block of the Markdown (or, in a table, code span) equals byte for byte. */
  readonly brokenCode: readonly string[]
  readonly cells: number
  readonly missingCells: readonly string[]
  readonly chrome: readonly string[]
}

/** Texts of the site around the content. Whole lines where the words alone could be content. */
const CHROME_PHRASES = [
  'Did this page help you',
  'Javascript is disabled',
  'Javascript must be enabled',
  'View a markdown version of this page',
  'Thanks for letting us know',
  "We're sorry we let you down",
  'Document Conventions',
  'Provide feedback',
  'Request translation',
  'Select your cookie preferences',
  'Cookie の設定を選択',
  'フォーカスモード',
  'このページは役に立ちましたか',
  'このページは役に立ちましたか',
  'お客様のブラウザで JavaScript',
  'ブラウザで JavaScript が無効',
  'ページの改善にご協力ください',
  'awsui-icon',
  'btn-copy-code',
]
const CHROME_LINES = /^(?:Copy|コピー|Focus mode|Dark theme|Light theme|Previous topic|Next topic|¶)$/m

/** Compares `markdown` with what the page holds. */
export function checkPage(reference: ReferenceContent, markdown: string): PageVerdict {
  const read = readMarkdownText(markdown)
  const { text } = read
  const source = splitTokens(reference.text)
  const lost = findMissingTokens(source, splitTokens(text))
  return {
    words: source.length,
    missing: listRuns(source, lost).slice(0, 20),
    missingWords: lost.length,
    codeBlocks: reference.codeBlocks.length,
    brokenCode: listBrokenCode(reference, read),
    cells: reference.tables.reduce((sum, cells) => sum + cells.length, 0),
    missingCells: listMissingCells(reference, [text, ...read.withoutMarks]),
    chrome: listChrome(markdown),
  }
}

// Each block uses up its match, so a page that holds the same code twice must show it twice. Only in a cell may a code
// span stand for a block.
function listBrokenCode(reference: ReferenceContent, { blocks, cellSpans }: MarkdownText): string[] {
  const left = countTexts(blocks)
  const leftInCells = countTexts(cellSpans)
  return reference.codeBlocks.flatMap(({ code, isInCell }) => {
    // A fence ends its last line: only that one line end may differ.
    const body = code.replace(/\n$/, '')
    return useUp(left, body) || (isInCell && useUp(leftInCells, body)) ? [] : [code]
  })
}

function countTexts(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

function useUp(counts: Map<string, number>, text: string): boolean {
  const count = counts.get(text) ?? 0
  if (count > 0) counts.set(text, count - 1)
  return count > 0
}

// A cell counts as present when its text stands in the Markdown unbroken, as often as cells hold that text. Blanks do
// not count, since a cell's paragraphs and list items are joined, nor do asterisks (the words count those): Japanese
// without blanks around its emphasis shows them. Order is judged by the words.
function listMissingCells(reference: ReferenceContent, texts: readonly string[]): string[] {
  const squeezed = texts.map(squeeze)
  const wanted = new Map<string, string[]>()
  for (const cell of reference.tables.flat()) {
    const key = squeeze(cell)
    if (key !== '') wanted.set(key, [...(wanted.get(key) ?? []), cell])
  }
  return [...wanted].flatMap(([key, cells]) =>
    cells.slice(Math.max(...squeezed.map((text) => countOccurrences(text, key, cells.length)))),
  )
}

function countOccurrences(text: string, part: string, most: number): number {
  let count = 0
  for (let at = text.indexOf(part); at >= 0 && count < most; at = text.indexOf(part, at + part.length)) count++
  return count
}

function squeeze(text: string): string {
  return text.replace(/[\s\u200b|*]+/g, '')
}

function listChrome(markdown: string): string[] {
  const found = CHROME_PHRASES.filter((phrase) => markdown.includes(phrase))
  const line = CHROME_LINES.exec(markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, ''))?.[0]
  return line ? [...found, line] : found
}

function listRuns(source: readonly string[], lost: readonly number[]): string[] {
  const runs: string[][] = []
  let last = -2
  for (const index of lost) {
    if (index !== last + 1) runs.push([])
    runs[runs.length - 1]?.push(source[index] ?? '')
    last = index
  }
  return runs.map((run) => run.join(' ').slice(0, 120))
}
