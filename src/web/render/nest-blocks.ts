// The index keeps code and tables at the left margin, whatever list they stand in, so that code stays as it is. A
// parser takes that for the end of the list, and what the item says behind it, which is indented, for code. Here
// blocks go back into their item, and what begins in the middle of a list, or goes on behind it, loses the margin of a
// list that is not there. The index has no code but in fences. Pure, in one pass.

import { listCodeBlocks } from '../../core/text/markdown-blocks.ts'

/** Of an open item: where its text begins, as it is written and as it is shown. */
interface Level {
  readonly written: number
  readonly shown: number
  /** Of a step: its number, and where it stands. */
  readonly step?: { readonly indent: number; readonly number: number }
}

/** What the index has nested deeper keeps its place: each line of a block is as much longer as it is indented. */
const DEEPEST_BLOCK = 64

const INDENT = /^[ \t]*/
const ITEM = /^([ \t]*)([-*+]|(\d{1,9})[.)])(?:[ \t]+|\s*$)/
const HEADING = /^#{1,6} /

/** The same Markdown for a parser. */
export function nestBlocks(markdown: string): string {
  if (!/^(?:[ \t]+\S|\d{1,9}[.)])/m.test(markdown)) return markdown
  const chunks = splitChunks(markdown)
  const follow = listFollowing(chunks)
  let open: Level[] = []
  const shown: string[] = []
  // Behind a sign that stands alone no parser wants an empty line.
  let behindSign = -1
  const closeUp = () => {
    if (behindSign >= 0) shown.length = behindSign
    behindSign = -1
  }
  for (const [at, { text, isBlock }] of chunks.entries()) {
    if (isBlock) {
      const level = open.at(-1)
      const goesOn = level !== undefined && level.shown <= DEEPEST_BLOCK && isWithin(open, follow[at])
      if (goesOn) closeUp()
      behindSign = -1
      shown.push(goesOn ? text.replace(/^(?=.)/gm, ' '.repeat(level.shown)) : text)
      continue
    }
    const width = countIndent(text)
    if (text.trim() === '') {
      shown.push(text)
      continue
    }
    open = open.filter(({ written }) => written <= width)
    const around = open.at(-1)?.shown ?? 0
    if (open.length > 0) closeUp()
    behindSign = -1
    shown.push(' '.repeat(around) + text.replace(INDENT, ''))
    const [item, , , number] = ITEM.exec(text) ?? []
    if (item === undefined) {
      // The text of an item whose sign is not here: what follows may stand at its margin.
      if (width > (open.at(-1)?.written ?? 0)) open = [...open, { written: width, shown: around }]
      continue
    }
    const length = item.trimStart().trimEnd().length + 1
    if (item.trimEnd() === text.trimEnd()) behindSign = shown.length
    const step = number === undefined ? {} : { step: { indent: width, number: Number(number) } }
    open = [...open, { written: width + length, shown: around + length, ...step }]
  }
  return shown.join('')
}

interface Chunk {
  readonly text: string
  /** Code or rows at the left margin; else a line. */
  readonly isBlock: boolean
}

function splitChunks(markdown: string): Chunk[] {
  const chunks: Chunk[] = []
  const addLines = (text: string) => {
    let rows = ''
    for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      if (line.startsWith('|')) rows += line
      else {
        if (rows !== '') chunks.push({ text: rows, isBlock: true })
        rows = ''
        chunks.push({ text: line, isBlock: false })
      }
    }
    if (rows !== '') chunks.push({ text: rows, isBlock: true })
  }
  let from = 0
  for (const { start, end, opening } of listCodeBlocks(markdown)) {
    addLines(markdown.slice(from, start))
    from = Math.min(markdown.length, end + 1)
    // What is indented or quoted as it is written is in its place.
    chunks.push({ text: markdown.slice(start, from), isBlock: /^[`~]/.test(opening) })
  }
  addLines(markdown.slice(from))
  return chunks
}

/** The line of text that follows each chunk, blanks and blocks left out. */
function listFollowing(chunks: readonly Chunk[]): (string | undefined)[] {
  const follow: (string | undefined)[] = []
  let next: string | undefined
  for (let at = chunks.length - 1; at >= 0; at--) {
    follow[at] = next
    const { text, isBlock } = chunks[at] as Chunk
    if (!isBlock && text.trim() !== '') next = text
  }
  return follow
}

// In a list that goes on: with an indented line, or with the step that comes next.
function isWithin(open: readonly Level[], following: string | undefined): boolean {
  if (following === undefined || HEADING.test(following)) return false
  const indent = countIndent(following)
  if (indent > 0) return true
  const number = ITEM.exec(following)?.[3]
  return number !== undefined && open.some(({ step }) => step?.indent === 0 && step.number + 1 === Number(number))
}

function countIndent(line: string): number {
  return INDENT.exec(line.trimEnd())?.[0].length ?? 0
}
