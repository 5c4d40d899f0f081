// A query as surfaces get it from a search: parsed.

import { type QueryWords, queryWords } from '../../src/core/text/mark-words.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { askedWords } from '../../src/search/results/matched-words.ts'

export function wordsOf(query: string, understood: readonly { readonly term: string }[] = []): QueryWords {
  return queryWords(askedWords(parseQuery(query)), understood)
}
