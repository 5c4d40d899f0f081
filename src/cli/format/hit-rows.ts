// Hits of a search for people: as pieces of text for a terminal, and plain, with the passage as it is, for a pipe.
// Pure.

import { type AskedWords, toQueryWords } from '../../core/text/mark-words.ts'
import { toPrintable } from '../../core/text/printable.ts'
import type { AnswerHit } from '../../search/live/live-merge.ts'
import { explainHit } from '../../search/ranking/explain-hit.ts'
import type { MatchedWord } from '../../search/results/matched-words.ts'
import type { SearchHit } from '../../search/results/search-hit.ts'
import { wrapTo } from '../terminal/display-width.ts'
import { markPieces } from '../terminal/mark-pieces.ts'
import { renderMarkdownLines, type ScreenLine } from '../terminal/markdown-screen.ts'
import type { Piece, Screen } from '../terminal/style.ts'

export interface HitRows {
  readonly hits: readonly AnswerHit[]
  /** The words of the query itself. */
  readonly asked: AskedWords
  /** What the query was understood by. */
  readonly words: readonly MatchedWord[]
  readonly isExplained: boolean
}

const INDENT = '   '
const MARGIN = `${INDENT}| `

export function makeHitRows({ hits, asked, words, isExplained }: HitRows, screen: Screen): Piece[] {
  const looked = toQueryWords(asked, words)
  return hits.flatMap((hit, at) => [
    { text: at > 0 ? '\n\n' : '' },
    ...getName(hit, screen).flatMap((line) => markPieces(line, looked, 'title')),
    { text: `\n${INDENT}` },
    { text: hit.url },
    ...splitLines(getSource(hit), screen, INDENT.length).map(
      (text) => ({ text: `\n${INDENT}${text}`, style: 'quiet' }) as const,
    ),
    ...getPassage(hit, screen).flatMap(({ text, kind }): Piece[] => [
      { text: `\n${MARGIN}`, style: 'quiet' },
      ...(kind === 'fence' ? [{ text, style: 'quiet' } as const] : markPieces(text, looked)),
    ]),
    ...(isExplained && hit.source === 'index' ? [{ text: `\n${computeScore(hit)}`, style: 'quiet' } as const] : []),
  ])
}

function getName(hit: AnswerHit, screen: Screen): string[] {
  const rank = `${hit.rank}. `
  const name = hit.source === 'index' ? hit.headingPath.join(' > ') : hit.title
  return splitLines(name, screen, rank.length).map((line, at) => (at === 0 ? rank : `\n${INDENT}`) + line)
}

function splitLines(text: string, { isTerminal, columns }: Screen, indent: number): string[] {
  return isTerminal ? wrapTo(toPrintable(text), columns - indent) : [text]
}

function getSource(hit: AnswerHit): string {
  const { product, guide, source } = hit
  if (hit.source !== 'index') return `${product}, ${guide} (${source})`
  const checked = new Date(hit.checkedAt).toISOString().slice(0, 10)
  return `${product}, ${guide} (${hit.partition ? `${hit.partition}, ` : ''}${source}, ${checked})`
}

function getPassage(
  { context }: AnswerHit,
  { isTerminal, columns }: Screen,
): readonly Pick<ScreenLine, 'text' | 'kind'>[] {
  return isTerminal
    ? renderMarkdownLines(context, { columns: columns - MARGIN.length, isBrief: true })
    : context.split('\n').map((text) => ({ text, kind: 'text' }))
}

function computeScore(hit: SearchHit): string {
  const shares = explainHit(hit).map(
    ({ name, value, weight, adds }) => `${name} ${value.toFixed(2)} × ${weight} = ${adds.toFixed(2)}`,
  )
  return `${INDENT}score ${hit.score.toFixed(2)}: ${shares.join(', ')}`
}
