// Names of products as documentation writes them. People type "cloudwatch" and "route53"; where CloudWatch and Route 53
// stand, their terms are two words each, and a page that says the name in no other way would not be found.

import { toTerms } from '../../core/text/terms.ts'
import { loadKnownProducts } from '../missing/known-products.ts'

/** A word that stands alone: no part of a host, a path, an action or a name in code. */
const WORD = /(?<![\w:./@-])[A-Za-z][A-Za-z0-9]+(?![\w:/@]|[.-]\w)/g
/** `aws cloudwatch put-metric-alarm` */
const COMMAND = /\baws [a-z0-9]+ [a-z0-9]+-[a-z0-9-]+/
/** "AMIs" is no name of two words. */
const PLURAL = /^[A-Z]+s$/

export function normalizeNames(text: string): string {
  if (COMMAND.test(text)) return text
  return text.replace(WORD, (word) => {
    const written = getSpellings().get(word.toLowerCase())
    return written === undefined || toTerms(written).length === toTerms(word).length ? word : written
  })
}

let spellings: ReadonlyMap<string, string> | undefined

function getSpellings(): ReadonlyMap<string, string> {
  spellings ??= makeSpellings()
  return spellings
}

// By what is left of a name when it is typed in one word without capitals, where that makes other terms.
function makeSpellings(): ReadonlyMap<string, string> {
  const names = loadKnownProducts().flatMap((product) => product.names.map(({ written }) => written))
  const parts = names.flatMap((name) => [name, ...name.split(' ')]).filter((name) => !PLURAL.test(name))
  return new Map(
    parts
      .map((written) => [written.toLowerCase().replace(/[^a-z0-9]/g, ''), written] as const)
      .filter(([typed, written]) => typed.length > 2 && toTerms(written).length > 1 && toTerms(typed).length === 1),
  )
}
