// The beginning of a Markdown text, cut only where nothing is torn: never inside a code block or a row of a table. For answers that have to fit a budget;
// clip-markdown.ts cuts anywhere and closes what it opened. Pure.

import { clipMarkdown } from './clip-markdown.ts'
import { codeBlocks, tableAt } from './markdown-blocks.ts'

const MARK = '…'

/** At most about `longest` characters, possibly none but the mark that something was left out. */
export function clipWhole(text: string, longest: number): string {
  if (text.length <= longest) return text
  const block = codeBlocks(text).find(({ start, end }) => start <= longest && longest < end)
  const table = block ? undefined : tableAt(text, longest)
  if (!block && !table) return longest < 1 ? MARK : clipMarkdown(text, longest)
  const row = text.lastIndexOf('\n', longest - 1) + 1
  const cut = block ? block.start : table && row > table.body ? row : (table?.start ?? 0)
  const kept = text.slice(0, cut).trimEnd()
  return kept === '' ? MARK : `${kept}\n\n${MARK}`
}
