// What a page says where it links: the words of other pages for what a page is about, often nearer to a reader's than
// its own. Pure.

import { toTerms } from './terms.ts'

/** The text of a paragraph, a list item or a table cell, without markup, and the links in it, in order. */
export interface LinkedText {
  readonly text: string
  /** `path` is that of the page linked to; `start` and `end` are where the link's own text is. */
  readonly links: readonly { readonly start: number; readonly end: number; readonly path: string }[]
}

/** Beyond this a context says what the page is about and not what it links to. */
const MOST_TERMS = 48
/** Characters; a "sentence" that is longer is data. */
const LONGEST_SENTENCE = 1500
/**
 * Stands where an element within the line begins or ends: a sentence may begin with one, and a bold lead goes with what
 * it introduces (`**Unused keys.** Whoever has …`). A noncharacter, which no text may hold.
 */
export const ELEMENT_EDGE = '\uFDD4'
const SENTENCE_END = /(?<=[.!?])\s+(?=[A-Z*\uFDD4])|(?<=。)/g
/** What stands beside every other link. */
const BESIDE_LINKS = new Set(
  toTerms(
    'For more information, see. To learn more about, see the following topics. For example. In this ' +
      'section, guide, page. 詳細については 参照 次のトピック',
  ),
)

/**
 * For each page that is linked to, the terms of the sentences with the link and of the ones before them in the same
 * text, each once. The link's own text is left out: it is the title of what it points to, nearly always.
 */
export function collectLinkContexts(texts: Iterable<LinkedText>): Map<string, string[]> {
  const contexts = new Map<string, Set<string>>()
  for (const { text, links } of texts) {
    let next = 0
    let before = ''
    for (const { start, end } of cutSentences(text)) {
      const sentence = end - start <= LONGEST_SENTENCE ? text.slice(start, end) : ''
      const first = next
      while ((links[next]?.start ?? end) < end) next += 1
      if (sentence !== '' && next > first) {
        const around = toTerms(`${before} ${sentence}`)
        for (const link of links.slice(first, next))
          addTerms(contexts, link.path, around, new Set(toTerms(text.slice(link.start, link.end))))
      }
      before = sentence
    }
  }
  return new Map([...contexts].map(([path, terms]) => [path, [...terms].slice(0, MOST_TERMS)]))
}

function* cutSentences(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0
  for (const match of text.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length
    yield { start, end }
    start = end
  }
  yield { start, end: text.length }
}

function addTerms(
  contexts: Map<string, Set<string>>,
  path: string,
  around: readonly string[],
  own: ReadonlySet<string>,
): void {
  const terms = contexts.get(path) ?? new Set()
  contexts.set(path, terms)
  if (terms.size >= MOST_TERMS) return
  for (const term of around) if (!own.has(term) && !BESIDE_LINKS.has(term)) terms.add(term)
}
