// What is not whole in a piece of Markdown, told line by line and apart from how the program tells it.

export interface Faults {
  readonly openFences: number
  readonly rowsWithoutHeader: number
}

export function findFaults(markdown: string): Faults {
  let fence: string | undefined
  let table: 'none' | 'header' | 'rows' = 'none'
  let rowsWithoutHeader = 0
  const lines = markdown.split('\n')
  for (const [at, line] of lines.entries()) {
    const text = line.replace(/^(?:\s|>|[-*+] |\d+[.)] )*/, '')
    const [, mark = ''] = /^(`{3,}|~{3,})/.exec(text) ?? []
    if (fence !== undefined) {
      if (mark.startsWith(fence) && text.trim() === mark) fence = undefined
      continue
    }
    const isOpening = mark.startsWith('~') || (mark !== '' && !text.slice(mark.length).includes('`'))
    if (isOpening) fence = mark
    const isDelimiter = /^\|[\s:|-]*-[\s:|-]*$/.test(text)
    // A lone row without a word in it is a remnant of a page's layout, and no row of anything.
    const isEmpty = table === 'none' && /^[|\s]+$/.test(text) && !lines[at + 1]?.includes('---')
    if (!text.startsWith('|') || isEmpty) {
      if (table === 'header') rowsWithoutHeader += 1
      table = 'none'
    } else if (table === 'none') table = isDelimiter ? 'none' : 'header'
    else if (table === 'header') {
      if (!isDelimiter) rowsWithoutHeader += 1
      table = isDelimiter ? 'rows' : 'header'
    }
    if (text.startsWith('|') && table === 'none' && !isEmpty) rowsWithoutHeader += 1
  }
  if (table === 'header') rowsWithoutHeader += 1
  return { openFences: fence === undefined ? 0 : 1, rowsWithoutHeader }
}
