// From a slice of our Markdown to the text that is indexed: link targets, table rules and emphasis marks go, words and code stay. Pure, and in time that
// grows with the slice: no mark is looked for again where it was not found.

export interface PlainText {
  readonly text: string
  /** Inline code spans and code blocks, verbatim: where whole identifiers stand. */
  readonly code: readonly string[]
}

// One pass over everything that is not plain: code spans, link and image targets, table rules, escapes, tags that stand in table cells.
const MARKUP =
  /(`(?<!``)`*)(?!`)([^\n]+?)(?<!`)\1(?!`)|\]\((?:[^()\s]|\([^()\s]*\))*\)|^(?=[ \t:|-]*---)[ \t:|-]+$|\\([!-/:-@[-`{-~])|<\/?[a-z][^<>\n]*>/gm

export function plainText(markdown: string): PlainText {
  const code: string[] = []
  let text = ''
  let from = 0
  for (const block of fencedBlocks(markdown)) {
    text += withoutMarkup(markdown.slice(from, block.start), code)
    const verbatim = markdown.slice(block.codeStart, block.codeEnd)
    code.push(verbatim)
    text += `\n${verbatim}\n`
    from = block.end
  }
  return { text: text + withoutMarkup(markdown.slice(from), code), code }
}

function withoutMarkup(markdown: string, code: string[]): string {
  return markdown.replace(MARKUP, (_: string, ticks?: string, span?: string, escaped?: string) => {
    if (ticks !== undefined && span !== undefined) {
      code.push(span)
      return span
    }
    return escaped ?? ' '
  })
}

interface Fenced {
  readonly start: number
  readonly codeStart: number
  readonly codeEnd: number
  readonly end: number
}

const FENCE = /^(`{3,})([^\n]*)$/gm

/** Code blocks at the left margin that are closed, and hold at least one line. */
function fencedBlocks(markdown: string): Fenced[] {
  if (!markdown.includes('```')) return []
  const fences = [...markdown.matchAll(FENCE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    ticks: match[1]?.length ?? 0,
    canClose: match[2]?.trim() === '',
  }))
  const nextClosing = closingFinder(fences)
  const blocks: Fenced[] = []
  let end = 0
  for (const { start, end: codeStart, ticks } of fences) {
    if (start < end) continue
    const closing = nextClosing(ticks, codeStart + 2)
    if (!closing) continue
    end = closing.end
    blocks.push({ start, codeStart: codeStart + 1, codeEnd: closing.start - 1, end })
  }
  return blocks
}

interface Fence {
  readonly start: number
  readonly end: number
  readonly ticks: number
  readonly canClose: boolean
}

/** For positions that only grow: the next line that closes a block of so many ticks. */
function closingFinder(fences: readonly Fence[]): (ticks: number, from: number) => Fence | undefined {
  const byTicks = new Map<number, { readonly fences: Fence[]; next: number }>()
  for (const fence of fences) {
    if (!fence.canClose) continue
    const known = byTicks.get(fence.ticks)
    if (known) known.fences.push(fence)
    else byTicks.set(fence.ticks, { fences: [fence], next: 0 })
  }
  return (ticks, from) => {
    const list = byTicks.get(ticks)
    if (!list) return undefined
    while ((list.fences[list.next]?.start ?? from) < from) list.next++
    return list.fences[list.next]
  }
}
