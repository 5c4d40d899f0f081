// Markdown back to text, as a reader sees it, and its code blocks exactly. Written for the fidelity check: a plain reading of
// the Markdown syntax that the documents use, which knows nothing of how they were made.

export interface MarkdownText {
  /** Visible text: link targets, emphasis marks, table rules and escapes gone; code kept as it is. */
  readonly text: string
  /** Bodies of fenced blocks, and the contents of code spans. */
  readonly fenced: readonly string[]
  readonly spans: readonly string[]
}

const FENCED = /^(`{3,})[^\n`]*\n([\s\S]*?)\n?\1[ \t]*$/gm

/** Reads `markdown`. */
export function markdownText(markdown: string): MarkdownText {
  const fenced: string[] = []
  const spans: string[] = []
  const parts: string[] = []
  let from = 0
  for (const match of markdown.matchAll(FENCED)) {
    parts.push(proseText(markdown.slice(from, match.index), spans))
    const body = match[2] ?? ''
    fenced.push(body)
    parts.push(`\n${body}\n`)
    from = match.index + match[0].length
  }
  parts.push(proseText(markdown.slice(from), spans))
  return { text: parts.join(''), fenced, spans }
}

const SPAN = /(?<![\\`])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g

function proseText(prose: string, spans: string[]): string {
  const held: string[] = []
  const text = prose
    .replace(SPAN, (_, ticks: string, body: string) => {
      const code = ticks.length > 1 ? body.replace(/^ ([\s\S]*) $/, '$1') : body
      spans.push(code)
      held.push(code.replace(/\\\|/g, '|'))
      return `\uE000${held.length - 1}\uE001`
    })
    .replace(/(^|\n)(?<!\|\n)(\|.*\|)\n\|(?: --- \|)+(?=\n|$)/g, '$1$2')
    .replace(/<br>(?: *(?:[-+*]|\d+\.) )?/g, ' ')
    .replace(/(\| )(?:-|\d+\.) (?=[^\s|])/g, '$1')
    .replace(/^[ >]*(?:- |\d+\. |#{1,6} |---$)/gm, '')
    .replace(/^[ >]*> ?/gm, '')
    .replace(/<\/?su[bp]>/g, '')
    .replace(/!\[((?:[^[\]\\]|\\.)*)\]\([^()\s]*\)/g, ' $1 ')
    .replace(/\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\([^()\s]*\)/g, '$1')
    .replace(/(?<!\\)\*/g, '')
    .replace(/\\([\\`*_{}[\]()#+.!<>|~-])/g, '$1')
  return text.replace(/\uE000(\d+)\uE001/g, (_, index: string) => held[Number(index)] ?? '')
}
