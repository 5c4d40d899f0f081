// What a page as a whole says about a query, as numbers of about 0 to 1. Needs none of its text. Pure.

import { identifiersOf, squeeze } from '../../core/terms.ts'
import type { FirstPass } from '../candidates/first-pass.ts'
import type { PageOutline } from '../indexed-pages.ts'
import { exactness, identifierTotal, precisionOf, type QueryModel, recallOf } from '../query-model.ts'
import type { PageFeatures } from './features.ts'
import { asksForCost, asksHowMuch } from './query-kind.ts'
import type { TypedWords } from './typed-words.ts'

export interface Standing {
  readonly firstPass: FirstPass
  readonly typed: TypedWords
  /** Share of the query that the pages around it hold, in the mean. */
  readonly around: number
  /** Terms of the query that name the guide's product. */
  readonly named: ReadonlySet<string>
  /** The page opens its guide. */
  readonly opensGuide: boolean
}

const LONG_TITLE = 20

// By their titles, in the languages that most guides are in.
const QUOTAS = /\b(?:quotas?|limits?|limitations?|restrictions?)\b|クォータ|制限|할당량|配额|配額/i
const COSTS = /\b(?:pricing|prices?|billing|billed|costs?|charges?)\b|料金|請求|課金|コスト|요금|定价/i
const TROUBLESHOOTING =
  /\b(?:troubleshoot\w*|errors?|problems?|issues?)\b|トラブルシューティング|エラー|문제 해결|故障排除/i
const HISTORY =
  /\b(?:document history|history|release notes|what's new|updates)\b|ドキュメント履歴|変更履歴|문서 기록|文档历史/i
const TUTORIAL = /\b(?:tutorials?|getting started|walkthroughs?|examples?)\b|チュートリアル|開始方法|자습서|教程/i
const OVERVIEW = /^what (?:is|are)\b|とは[?？]?$|이란|什么是/i

export function pageFeatures(model: QueryModel, page: PageOutline, standing: Standing): PageFeatures {
  const { firstPass, typed, named } = standing
  const { query } = model
  const is = (kind: RegExp) => (kind.test(page.title) ? 1 : 0)
  const words = shareOfTyped(model, page, typed)
  return {
    ...firstPass,
    typedPassage: typed.passage / words.total,
    typedPage: typed.page / words.total,
    typedCover: typed.cover / words.total,
    known: words.known,
    missing: words.missing,
    breadcrumb: words.breadcrumb,
    fileName: words.fileName,
    productWords: words.product,
    productSaid: shareSaid(page.productTerms, model),
    titlePrecision: precisionOf(page.titleTerms, model),
    titleFocus: titleFocus(page, model),
    titleRecall: recallOf(page.titleTerms, model),
    titleLength: Math.min(1, Math.log1p(page.titleTerms.size) / Math.log1p(LONG_TITLE)),
    exactTitle: exactness(page.title, page.titleTerms, named, model),
    identifierInTitle: identifierInTitle(model, page.title),
    description: recallOf(page.descriptionTerms, model),
    surroundings: standing.around,
    welcome: standing.opensGuide && namesOnly(model, named) ? 1 : 0,
    quotas: is(QUOTAS),
    quotasAsked: asksHowMuch(query) ? is(QUOTAS) : 0,
    costsAsked: asksForCost(query) ? is(COSTS) : 0,
    troubleshooting: is(TROUBLESHOOTING),
    troubleshootingAsked: query.isPasted ? is(TROUBLESHOOTING) : 0,
    history: is(HISTORY),
    tutorial: is(TUTORIAL),
    overview: is(OVERVIEW),
  }
}

/** The query is the product's name and no more: who asks "lambda" or "what is lambda" has the guide's first page in mind. */
export function namesOnly({ query }: Pick<QueryModel, 'query'>, named: ReadonlySet<string>): boolean {
  return named.size > 0 && query.terms.every(({ term, isImplied }) => isImplied || named.has(term))
}

// How the typed words fall on the page and on what stands around it.
function shareOfTyped({ query, weightAt }: QueryModel, page: PageOutline, { held }: TypedWords) {
  let total = 0
  let known = 0
  let missing = 0
  let breadcrumb = 0
  let fileName = 0
  let product = 0
  for (const [place, { term, isImplied }] of query.terms.entries()) {
    if (isImplied) continue
    const weight = weightAt[place] ?? 0
    total += weight
    const inBreadcrumb = page.breadcrumbTerms.has(term)
    const inProduct = page.productTerms.has(term)
    if (inBreadcrumb) breadcrumb += weight
    if (inProduct) product += weight
    if (page.nameTerms.has(term)) fileName += weight
    if (held.has(term) || inBreadcrumb || inProduct || page.said.has(term)) known += weight
    else missing = Math.max(missing, weight)
  }
  const whole = total || 1
  return {
    total: whole,
    known: known / whole,
    missing: missing / whole,
    breadcrumb: breadcrumb / whole,
    fileName: fileName / whole,
    product: product / whole,
  }
}

function shareSaid(terms: ReadonlySet<string>, { query }: QueryModel): number {
  if (terms.size === 0) return 0
  const written = new Set(query.sequence)
  let said = 0
  for (const term of terms) if (written.has(term)) said += 1
  return said / terms.size
}

function titleFocus({ titleWeights }: PageOutline, { placeOf }: QueryModel): number {
  let said = 0
  let total = 0
  for (const [term, weight] of titleWeights) {
    total += weight
    if (placeOf.has(term)) said += weight
  }
  return total === 0 ? 0 : said / total
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
