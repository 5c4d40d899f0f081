// Text of pages within our own: marked off, so that no page can imitate a line of ours (where a text comes from, how to
// go on, the next hit). The mark is one that the text itself does not contain. Pure.

const NAME = 'page-text'

export function wrapPageText(text: string): string {
  const lower = text.toLowerCase()
  let name = NAME
  for (let number = 2; lower.includes(name); number++) name = `${NAME}-${number}`
  return `<${name}>\n${text}\n</${name}>`
}

/** Titles and names: what is one line stays one. */
export function toOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
