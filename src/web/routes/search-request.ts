// The search view's query string, read once at the edge. Anything may stand in it.

import { z } from 'zod'
import { type Locale, parseLocale } from '../../core/model/locale.ts'
import { LONGEST_QUERY } from '../../core/model/query-length.ts'

const FIRST_RESULTS = 10
const MOST_RESULTS = 50
const MOST_PHRASING = 500

export interface SearchRequest {
  /** Trimmed; empty for the landing page. */
  readonly query: string
  readonly products: readonly string[]
  /** Catalog ids: titles such as "User Guide" are shared by many guides. */
  readonly guides: readonly string[]
  /** Undefined: decided by the query's script. */
  readonly locale: Locale | undefined
  readonly limit: number
  /** The same in other words. */
  readonly also: readonly string[]
}

export type SearchRequestResult =
  | { readonly kind: 'search'; readonly request: SearchRequest }
  | { readonly kind: 'too-long'; readonly length: number }

const names = z
  .array(z.string().max(200))
  .max(20)
  .catch([])
  .transform((values) => [...new Set(values.filter((value) => value !== ''))])

const schema = z.object({
  q: z.string().max(LONGEST_QUERY),
  product: names,
  guide: names,
  locale: z.string().max(20).transform(parseLocale).catch(undefined),
  also: z
    .array(z.string().max(MOST_PHRASING))
    .max(4)
    .catch([])
    .transform((all) => all.filter((one) => one.trim() !== '')),
  n: z.coerce.number().int().min(1).max(MOST_RESULTS).catch(FIRST_RESULTS),
})

/** Reads the parameters. What makes no sense is left out; only a query over the limit is refused. */
export function parseSearchRequest(params: URLSearchParams): SearchRequestResult {
  const query = (params.get('q') ?? '').replace(/\p{Cc}+/gu, ' ').trim()
  const parsed = schema.safeParse({
    q: query,
    product: params.getAll('product'),
    guide: params.getAll('guide'),
    locale: params.get('locale') ?? '',
    also: params.getAll('also'),
    n: params.get('n') ?? FIRST_RESULTS,
  })
  if (!parsed.success) return { kind: 'too-long', length: query.length }
  const { q, product, guide, locale, n, also } = parsed.data
  return { kind: 'search', request: { query: q, products: product, guides: guide, locale, limit: n, also } }
}
