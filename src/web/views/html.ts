// HTML by tagged template, escaped by default: a value is text unless it is Html already. The only way past the
// escaping is `trustMarkup`, which is for markup that was sanitised or serialised by a library.

/** Markup that may stand in a page as it is. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

/**
 * Markup from a template. Strings and numbers are escaped, lists joined, `undefined` and `false` leave nothing.
 * Attributes are always quoted.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = strings[0] ?? ''
  for (const [index, value] of values.entries()) text += render(value) + (strings[index + 1] ?? '')
  return new Html(text)
}

/** Only for markup that a sanitiser or serialiser wrote. */
export function trustMarkup(markup: string): Html {
  return new Html(markup)
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(render).join('')
  return escapeHtml(String(value))
}
