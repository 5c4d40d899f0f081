// A cell's Markdown without its links and images, their texts kept. One pass: each position is looked at once, however
// many brackets are never closed.

/** `markdown` with `[text](target)` and `![text](target)` as `text`. */
export function stripLinks(markdown: string): string {
  if (!markdown.includes('](')) return markdown
  let result = ''
  let from = 0
  const closing = makeFinder(markdown, ']')
  const ending = makeFinder(markdown, ')')
  for (let at = markdown.indexOf('['); at >= 0; at = markdown.indexOf('[', at)) {
    const close = closing(at + 1)
    if (close < 0) break
    const end = markdown[close + 1] === '(' ? ending(close + 2) : -1
    if (end < 0 || isEscaped(markdown, at)) {
      at++
      continue
    }
    const start = markdown[at - 1] === '!' && !isEscaped(markdown, at - 1) ? at - 1 : at
    result += markdown.slice(from, start) + markdown.slice(at + 1, close)
    from = at = end + 1
  }
  return result + markdown.slice(from)
}

// For positions that only grow.
function makeFinder(text: string, sign: string): (from: number) => number {
  let found = -2
  return (from) => {
    if (found === -1 || found >= from) return found
    found = text.indexOf(sign, from)
    while (found >= 0 && isEscaped(text, found)) found = text.indexOf(sign, found + 1)
    return found
  }
}

// Link texts are escaped, and no run of backslashes is longer than what a page has of them in a row.
function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 1
}
