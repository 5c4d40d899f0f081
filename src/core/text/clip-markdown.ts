// The beginning of a Markdown text that is too long, for want of a better place to cut: at a blank, or between the
// cells of a row, with everything closed that it opened. Pure.

import { closeFence, findTableAt, listCodeBlocks, type MarkdownTable } from './markdown-blocks.ts'

/** About the first `longest` characters; a table's header is never cut. */
export function clipMarkdown(text: string, longest: number): string {
  const blocks = listCodeBlocks(text)
  if (text.length <= longest) return `${text}${closeFence(text, text.length, blocks)}`
  const block = blocks.find(({ start, end }) => start <= longest && longest <= end)
  if (block) {
    const end = Math.min(findBlankBefore(text, Math.max(longest, block.codeStart + longest / 2)), block.codeEnd)
    return `${text.slice(0, end).trimEnd()} …\n${block.closing}`
  }
  const table = findTableAt(text, longest)
  if (table) return clipRow(text, table, longest)
  return `${closeInline(cutInline(text, longest), longest / 2).trimEnd()} …`
}

function clipRow(text: string, { body }: MarkdownTable, longest: number): string {
  const limit = Math.max(longest, body + longest / 2)
  const line = text.indexOf('\n', limit)
  if (line >= 0 ? line === limit : limit >= text.length) return text.slice(0, limit)
  const start = text.lastIndexOf('\n', limit) + 1
  const cells = [...text.slice(start, limit).matchAll(/(?<!\\)\|(?= )/g)]
  const last = cells.at(-1)?.index ?? 0
  if (last > longest / 2) return `${text.slice(0, start + last)}| … |`
  return `${closeInline(cutInline(text, limit), start).trimEnd()} … |`
}

const LINK = /\[([^[\]]*)\]\([^()]*\)/y

// At a blank; of a link that is cut its words are left as far as they fit, of a picture nothing.
function cutInline(text: string, limit: number): string {
  const start = text.lastIndexOf('[', limit)
  LINK.lastIndex = Math.max(0, start)
  const [link, words = ''] = LINK.exec(text) ?? []
  if (link === undefined || limit >= start + link.length) return text.slice(0, findBlankBefore(text, limit))
  if (text.charAt(start - 1) === '!') return text.slice(0, start - 1)
  const room = limit - start - 1
  return (
    text.slice(0, start) + (room >= words.length ? words : words.slice(0, Math.max(0, words.lastIndexOf(' ', room))))
  )
}

function findBlankBefore(text: string, limit: number): number {
  const end = Math.min(text.length, Math.floor(limit))
  const blank = Math.max(text.lastIndexOf(' ', end), text.lastIndexOf('\n', end))
  if (blank > end / 2) return blank
  // Not between the two halves of a character.
  return /[\udc00-\udfff]/.test(text.charAt(end)) ? end - 1 : end
}

// Half a link goes, where enough is left without it; what is in code or in bold is closed.
function closeInline(text: string, least: number): string {
  const link = /!?\[[^[\]]*(?:\]\([^()]*)?$/.exec(text)
  const kept = link && link.index > least ? text.slice(0, link.index) : text
  const line = kept.slice(kept.lastIndexOf('\n') + 1)
  if ((line.match(/`/g)?.length ?? 0) % 2 === 1) return `${kept}\``
  const bold = line.match(/(?<![\\*])\*{2,3}/g) ?? []
  return bold.length % 2 === 1 ? `${kept.trimEnd()}${bold.at(-1)}` : kept
}
