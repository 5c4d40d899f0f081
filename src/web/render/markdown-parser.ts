// The parser of the index's Markdown: marked, with emphasis as CommonMark says. One for pages and results.

import { Marked, type Tokens } from 'marked'
import { type Emphasis, findEmphasis } from './find-emphasis.ts'

// marked asks for one text after another, each of them mark by mark.
let read: { readonly text: string; readonly found: ReadonlyMap<number, Emphasis> } = { text: '', found: new Map() }

export const markdownParser = new Marked(
  { gfm: true },
  {
    tokenizer: {
      // `masked` is the whole of the text of which `rest` is the end.
      emStrong(rest, masked): Tokens.Em | Tokens.Strong | undefined {
        if (read.text !== masked) read = { text: masked, found: findEmphasis(masked) }
        const at = masked.length - rest.length
        const emphasis = read.found.get(at)
        if (!emphasis) return undefined
        const { marks, end } = emphasis
        const raw = rest.slice(0, end - at)
        const text = raw.slice(marks, -marks)
        const outer = read
        const tokens = this.lexer.inlineTokens(text)
        read = outer
        return { type: marks === 1 ? 'em' : 'strong', raw, text, tokens }
      },
    },
  },
)
