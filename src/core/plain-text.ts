// From a slice of our Markdown to the text that is indexed: link targets, table rules and emphasis marks go, words and code stay.

export interface PlainText {
  readonly text: string
  /** Inline code spans and code-block lines, verbatim: where whole identifiers stand. */
  readonly code: readonly string[]
}

export function plainText(markdown: string): PlainText {
  const code: string[] = []
  const text = markdown
    .replace(/^(`{3,})[^\n]*\n([\s\S]*?)\n\1[ \t]*$/gm, (_, _fence, body: string) => {
      code.push(body)
      return `\n${body}\n`
    })
    .replace(/(`+)([^`\n]+?)\1/g, (_, _ticks, span: string) => {
      code.push(span)
      return span
    })
    .replace(/!\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)/g, '$1')
    .replace(/<br ?\/?>/g, ' ')
    .replace(/^[ \t]*\|?[ \t:|-]*---[ \t:|-]*$/gm, '')
    .replace(/[*|]+/g, ' ')
    .replace(/\\([\\`*_{}[\]()#+.!<>|~-])/g, '$1')
  return { text, code }
}
