// What a page says where it links: the words of other pages for what a page is about, often nearer to a reader's than
// its own. Pure.

import { parseDocUrl } from '../model/doc-url.ts'
import { toPlainText } from './plain-text.ts'
import { toTerms } from './terms.ts'

/** Beyond this a context says what the page is about and not what it links to. */
const MOST_TERMS = 48
/** Characters; a "sentence" that is longer is data. */
const LONGEST_SENTENCE = 1500
const LINK = /\[((?:\\.|[^[\]\\]){1,300})\]\((https:\/\/[^)\s#]{1,500})[^)\s]{0,200}\)/g
const SENTENCE_END = /(?<=[.!?])\s+(?=[A-Z[*`])|(?<=。)/
/** What stands beside every other link. */
const BESIDE_LINKS = new Set(
  toTerms(
    'For more information, see. To learn more about, see the following topics. For example. In this ' +
      'section, guide, page. 詳細については 参照 次のトピック',
  ),
)

/**
 * For each page of the site that the Markdown links to, the terms of the sentences with the link and of the ones before
 * them in the same paragraph, list item or table cell, each once. The link's own text is left out: it is the title of
 * what it points to, nearly always.
 */
export function collectLinkContexts(markdown: string): Map<string, string[]> {
  const contexts = new Map<string, Set<string>>()
  for (const line of markdown.split('\n')) {
    if (!line.includes('](https://')) continue
    for (const text of line.startsWith('|') ? line.split(' | ') : [line]) {
      let before = ''
      for (const sentence of text.split(SENTENCE_END)) {
        if (sentence.length <= LONGEST_SENTENCE) addContexts(contexts, sentence, before)
        before = sentence.length <= LONGEST_SENTENCE ? sentence : ''
      }
    }
  }
  return new Map([...contexts].map(([path, terms]) => [path, [...terms].slice(0, MOST_TERMS)]))
}

function addContexts(contexts: Map<string, Set<string>>, sentence: string, before: string): void {
  const links = [...sentence.matchAll(LINK)]
  if (links.length === 0) return
  const around = toTerms(toPlainText(`${before} ${sentence}`).text)
  for (const [, text = '', url = ''] of links) {
    const target = parseDocUrl(url)
    if (!target) continue
    const own = new Set(toTerms(toPlainText(text).text))
    const terms = contexts.get(target.path) ?? new Set()
    for (const term of around) if (!own.has(term) && !BESIDE_LINKS.has(term)) terms.add(term)
    contexts.set(target.path, terms)
  }
}
