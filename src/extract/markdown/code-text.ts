// Code blocks: their exact text, their language and a fence that holds them.

import type { ChildNode, Element } from 'domhandler'

const NOT_A_LANGUAGE = /^(nohighlight|nocopy|none|default|text|plaintext|plain|language_.*|)$/
const LANGUAGE = /^[a-z][a-z0-9+#.-]{0,19}$/
const SPHINX_DEFAULTS = new Set(['python', 'python3', 'ipython', 'default', 'text', 'none'])

/**
 * The text of code as a browser would copy it: nothing added between elements, `<br>` is a line end, copy buttons left
 * out.
 */
export function readCodeText(node: ChildNode): string {
  if (node.type === 'text') return node.data
  if (!('children' in node)) return ''
  if (node.type === 'tag') {
    if (node.name === 'br') return '\n'
    if (isButton(node)) return ''
  }
  if (node.type === 'script' || node.type === 'style') return ''
  let text = ''
  for (const child of node.children) text += readCodeText(child)
  return text
}

/** The text of a `pre`: as `readCodeText`, and a line end right after the opening tag does not count (HTML). */
export function readPreText(pre: Element): string {
  const text = readCodeText(pre)
  const first = pre.children[0]
  return first?.type === 'text' && /^\r?\n/.test(first.data) ? text.replace(/^\r?\n/, '') : text
}

/** Lower-case language for the fence; empty where the page names none, or only names a highlighter's setting. */
export function readCodeLanguage(pre: Element): string {
  const code = pre.children.find((child): child is Element => child.type === 'tag' && child.name === 'code')
  const named = (code?.attribs.class ?? '').trim().toLowerCase().split(/\s+/)[0] ?? ''
  if (named !== '' && !NOT_A_LANGUAGE.test(named) && LANGUAGE.test(named) && named !== 'code') return named
  return readSphinxLanguage(pre)
}

/** The code inside fences longer than any run of backticks at the start of its lines. */
export function fenceCode(text: string, language: string): string {
  let longest = 2
  for (const [run] of text.matchAll(/`{3,}/g)) longest = Math.max(longest, run.length)
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`
}

/** An inline code span; line ends inside are blanks, as in a browser. Empty for no text. */
export function toCodeSpan(text: string): string {
  const line = text.replace(/[ \t\r\n]+/g, ' ').trim()
  if (line === '') return ''
  if (!line.includes('`')) return `\`${line}\``
  let longest = 0
  for (const [run] of line.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  const ticks = '`'.repeat(longest + 1)
  return `${ticks} ${line} ${ticks}`
}

/** The same for a cell, where a bar in code has a backslash before it, so that no other backslash may stand there. */
export function toCellCode(text: string): string {
  if (!/\\\|/.test(text)) return toCodeSpan(text)
  return `<code>${text.trim().replace(/[\s&<>"'\\`*_[\]~|]+/g, (run) => run.replace(/\S/g, toReference))}</code>`
}

function toReference(char: string): string {
  return `&#${char.charCodeAt(0)};`
}

function isButton(element: Element): boolean {
  return /\b(code-btn-container|btn-copy-code|btn-dark-theme)\b/.test(element.attribs.class ?? '')
}

// Sphinx names the language on the wrapper: <div class="highlight-json"><div class="highlight"><pre>; its default means
// nothing.
function readSphinxLanguage(pre: Element): string {
  let wrapper = pre.parent
  for (let up = 0; up < 2 && wrapper?.type === 'tag'; up++, wrapper = wrapper.parent) {
    const named = /\bhighlight-([a-z0-9+#]+)/.exec(wrapper.attribs.class ?? '')?.[1]
    if (named) return SPHINX_DEFAULTS.has(named) ? '' : named
  }
  return ''
}
