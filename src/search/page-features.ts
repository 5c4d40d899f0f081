// What a page as a whole says about a query, as numbers between 0 and 1. Needs none of its text. Pure.

import { identifiersOf, squeeze } from '../core/terms.ts'
import { MOST_INBOUND } from '../store/page-facts.ts'
import type { Candidate } from './candidates.ts'
import type { PageOutline } from './indexed-pages.ts'
import { exactness, identifierTotal, precisionOf, type QueryModel, recallOf } from './query-model.ts'
import type { PageFeatures } from './ranking-weights.ts'

const LONG_PAGE = 40_000

export interface Standing {
  /** 0 to 1: how far the query's words belong to the guide. */
  readonly affinity: number
  /** What the pages around it hold of the query, in the mean. */
  readonly around: number
  /** Terms of the query that name the guide's product. */
  readonly named: ReadonlySet<string>
  /** The page opens its guide. */
  readonly opensGuide: boolean
}

export function pageFeatures(
  model: QueryModel,
  page: PageOutline,
  candidate: Candidate,
  standing: Standing,
): PageFeatures {
  return {
    page: Math.min(1, candidate.cover / model.total),
    repeated: Math.min(1, candidate.repeated / model.total),
    titlePrecision: precisionOf(page.titleTerms, model),
    titleRecall: recallOf(page.titleTerms, model),
    exactTitle: exactness(page.title, page.titleTerms, standing.named, model),
    identifierInTitle: identifierInTitle(model, page.title),
    description: recallOf(page.descriptionTerms, model),
    affinity: standing.affinity,
    surroundings: Math.min(1, standing.around / model.total),
    product: standing.named.size > 0 ? 1 : 0,
    welcome: standing.opensGuide && namesOnly(model, standing.named) ? 1 : 0,
    inbound: Math.log1p(page.inbound) / Math.log1p(MOST_INBOUND),
    linkContext: linkContextOf(page, model),
    length: Math.min(1, page.length / LONG_PAGE),
  }
}

/** The query is the product's name and no more: who asks "lambda" or "what is lambda" has the guide's first page in mind. */
export function namesOnly({ query }: Pick<QueryModel, 'query'>, named: ReadonlySet<string>): boolean {
  return named.size > 0 && query.terms.every(({ term, isImplied }) => isImplied || named.has(term))
}

// What several pages say tells more than what one says.
function linkContextOf({ said }: PageOutline, { query, weightAt, total }: QueryModel): number {
  // In a paste the words that count stand on the page itself.
  if (query.isPasted) return 0
  let found = 0
  for (const [place, { term }] of query.terms.entries()) {
    const pages = said.get(term) ?? 0
    if (pages > 0) found += ((weightAt[place] ?? 0) * pages) / (pages + 1)
  }
  return found / total
}

function identifierInTitle(model: QueryModel, title: string): number {
  const { identifiers } = model.query
  if (identifiers.length === 0) return 0
  const held = new Set([...identifiersOf(title), ...title.split(/\s+/).map(squeeze), squeeze(title)])
  const titled = identifiers.filter((identifier) => held.has(identifier))
  if (titled.length === 0) return 0
  return (
    titled.reduce((sum, identifier) => sum + (model.weights.get(`code:${identifier}`) ?? 0), 0) / identifierTotal(model)
  )
}
