// A query as surfaces get it from a search: parsed.

import { type QueryWords, toQueryWords } from '../../src/core/text/mark-words.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { toAskedWords } from '../../src/search/results/matched-words.ts'

export function toWords(query: string, understood: readonly { readonly term: string }[] = []): QueryWords {
  return toQueryWords(toAskedWords(parseQuery(query)), understood)
}
