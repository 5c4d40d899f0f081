// Text on a terminal in weights and colours, where the terminal shows them. The codes are put around text that was made
// printable before: nothing that a page says becomes one.

import { styleText } from 'node:util'
import { toPrintable } from '../../core/text/printable.ts'

export type Style = 'title' | 'match' | 'near' | 'quiet' | 'added' | 'removed'

/** Text, and how it looks. */
export interface Piece {
  readonly text: string
  readonly style?: Style | undefined
}

export interface Screen {
  /** Whether a person reads it here: what is piped stays data. */
  readonly isTerminal: boolean
  /** Of a terminal only. */
  readonly columns: number
  readonly hasColours: boolean
}

const LOOKS: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  title: ['bold', 'cyan'],
  match: ['bold', 'yellow'],
  near: ['bold', 'green'],
  quiet: 'dim',
  added: 'green',
  removed: 'red',
}

/** No table and no line of text is readable in fewer. */
const LEAST_COLUMNS = 20

/** NO_COLOR, FORCE_COLOR and TERM=dumb are Node's to understand. */
export function getScreen(stream: NodeJS.WriteStream): Screen {
  const isTerminal = stream.isTTY === true
  return {
    isTerminal,
    columns: Math.max(LEAST_COLUMNS, isTerminal ? stream.columns || 80 : 80),
    hasColours: isTerminal && stream.getColorDepth() > 1,
  }
}

export function stylePieces(pieces: readonly Piece[], { hasColours }: Screen): string {
  return pieces
    .map(({ text, style }) => {
      const shown = toPrintable(text)
      return style === undefined || !hasColours || shown === ''
        ? shown
        : styleText(LOOKS[style], shown, { validateStream: false })
    })
    .join('')
}

/** Data for people, as `print` is. */
export function printPieces(pieces: readonly Piece[], stream: NodeJS.WriteStream = process.stdout): void {
  stream.write(`${stylePieces(pieces, getScreen(stream))}\n`)
}
