// Texts with links, out of Markdown: for pages that were stored or exported before extraction gave what they say where
// they link (extract/structure/linked-texts.ts). Pure.

import { parseDocUrl } from '../model/doc-url.ts'
import { ELEMENT_EDGE, type LinkedText } from './link-context.ts'
import { toPlainText } from './plain-text.ts'

const LINK = /\[((?:\\.|[^[\]\\]){1,300})\]\((https:\/\/[^)\s#]{1,500})[^)\s]{0,200}\)/g
/** What begins a line of a list or of a quote. */
const LINE_MARK = /^(?:\s*(?:>|-|\d+\.)\s)+/

/** The lines that link somewhere; of a table's row, each cell. */
export function* readLinkedLines(markdown: string): Generator<LinkedText> {
  for (const line of markdown.split('\n')) {
    if (!line.includes('](https://')) continue
    for (const text of line.startsWith('|') ? line.split(' | ') : [line]) yield readLinks(text.replace(LINE_MARK, ''))
  }
}

function readLinks(line: string): LinkedText {
  const links: { start: number; end: number; path: string }[] = []
  let text = ''
  let done = 0
  for (const match of line.matchAll(LINK)) {
    const [all, label = '', url = ''] = match
    const target = parseDocUrl(url)
    if (!target) continue
    text += toPlainText(line.slice(done, match.index)).text
    const start = text.length
    text += ELEMENT_EDGE + toPlainText(label).text + ELEMENT_EDGE
    links.push({ start, end: text.length, path: target.path })
    done = match.index + all.length
  }
  return { text: text + toPlainText(line.slice(done)).text, links }
}
