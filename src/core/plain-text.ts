// From a slice of our Markdown to the text that is indexed: link targets, table rules and emphasis marks go, words and code stay. Pure.

export interface PlainText {
  readonly text: string
  /** Inline code spans and code blocks, verbatim: where whole identifiers stand. */
  readonly code: readonly string[]
}

// One pass over everything that is not plain: fenced blocks, code spans, link and image targets, table rules, escapes, tags that stand in table cells.
const MARKUP =
  /^(`{3,})[^\n]*\n([\s\S]*?)\n\1[ \t]*$|(`+)(?!`)([^\n]+?)(?<!`)\3(?!`)|\]\((?:[^()\s]|\([^()\s]*\))*\)|^[ \t]*\|?[ \t:|-]*---[ \t:|-]*$|\\([!-/:-@[-`{-~])|<\/?[a-z][^<>\n]*>/gm

export function plainText(markdown: string): PlainText {
  const code: string[] = []
  const text = markdown.replace(
    MARKUP,
    (_: string, fence?: string, block?: string, ticks?: string, span?: string, escaped?: string) => {
      if (fence !== undefined && block !== undefined) {
        code.push(block)
        return `\n${block}\n`
      }
      if (ticks !== undefined && span !== undefined) {
        code.push(span)
        return span
      }
      if (escaped !== undefined) return escaped
      return ' '
    },
  )
  return { text, code }
}
