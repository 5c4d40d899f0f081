// Code in colours, as elements with a class a kind of token and no style of their own. The language is the one that the
// page names, or one that shows by its first characters; trying all of them costs much and errs often. Bounded:
// grammars are regular expressions, and some are slow on long words.

import type { Element, ElementContent } from 'hast'
import { common, createLowlight } from 'lowlight'

export type Highlighter = (code: string, language: string | undefined) => ElementContent[]

/** Characters a page, and a block: about 200 ms, and 25 ms, on a slow machine. */
const MOST_OF_PAGE = 150_000
const LONGEST_BLOCK = 20_000
/** Base64 and the like; the slowest grammars take its square. */
const LONG_WORD = /\w{200}/

/** A map: of an object a page could ask for "constructor". */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['console', 'bash'],
  ['terraform', 'ini'],
  ['hcl', 'ini'],
  ['jsonc', 'json'],
])

const lowlight = createLowlight(common)
lowlight.registerAlias({ javascript: ['node'], bash: ['shell-session', 'bat', 'powershell'], xml: ['jsp'] })

/** Colours code until the characters that a page may cost are used up; from there on code is plain. */
export function createHighlighter(): Highlighter {
  let left = MOST_OF_PAGE
  return (code, named) => {
    const language = named ? (ALIASES.get(named.toLowerCase()) ?? named.toLowerCase()) : detectLanguage(code)
    const isAffordable = code.length <= Math.min(left, LONGEST_BLOCK) && !LONG_WORD.test(code)
    if (language === undefined || !lowlight.registered(language) || !isAffordable)
      return [{ type: 'text', value: code }]
    left -= code.length
    return lowlight.highlight(language, code, { prefix: 't-' }).children as ElementContent[]
  }
}

function detectLanguage(code: string): string | undefined {
  if (/^\s*[[{][\s\S]*"[^"\n]*"\s*:/.test(code.slice(0, 400))) return 'json'
  if (/^\s*<[?!a-zA-Z]/.test(code)) return 'xml'
  if (/^\s*(?:[$#%] )?(?:aws|sudo|curl|cd|export|pip3?|npm|git|docker|kubectl|yum|ssh|mkdir|chmod|echo) /.test(code))
    return 'bash'
  if (/^(?:AWSTemplateFormatVersion|Resources|Transform):/m.test(code)) return 'yaml'
  if (/^\s*(?:select|create|insert|alter|copy|unload|grant|with|drop|delete|update|merge) [\s\S]*;\s*$/i.test(code))
    return 'sql'
  return undefined
}

/** A `pre` whose code names its language by a class. */
export function highlightPre(pre: Element, highlight: Highlighter): Element {
  const [code] = pre.children
  if (pre.children.length !== 1 || code?.type !== 'element' || code.tagName !== 'code') return pre
  const [only] = code.children
  if (code.children.length !== 1 || only?.type !== 'text') return pre
  const [name = ''] = [code.properties.className].flat()
  const language = String(name).replace(/^language-/, '')
  return { ...pre, children: [{ ...code, properties: {}, children: highlight(only.value, language) }] }
}
