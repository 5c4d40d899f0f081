// What a page as a whole says about a query, as numbers of about 0 to 1. Needs none of its text. Pure.

import type { PageLinks } from '../candidates/candidate-links.ts'
import type { FirstPass } from '../candidates/first-pass.ts'
import type { PageOutline } from '../candidates/indexed-pages.ts'
import { computeExactness, computePrecision, computeRecall, type QueryModel } from '../query/query-model.ts'
import type { PageFeatures } from './features.ts'
import { asksHowMuch } from './query-kind.ts'
import { HEADED, HELD, type TypedWords } from './typed-words.ts'

export interface Standing {
  readonly firstPass: FirstPass
  readonly typed: TypedWords
  /** Terms of the query that name the guide's product. */
  readonly named: ReadonlySet<string>
  /** The page opens its guide. */
  readonly opensGuide: boolean
  readonly links: PageLinks
  /** The guide is one of those that named-guides.ts finds in the query's words, and by the codes in it. */
  readonly isNamed: boolean
  readonly isCoded: boolean
}

const LONG_TITLE = 20

export function computePageFeatures(model: QueryModel, page: PageOutline, standing: Standing): PageFeatures {
  const { firstPass, typed, named } = standing
  const words = computeTypedShares(model, page, typed)
  const titlePrecision = computePrecision(page.titleTerms, model)
  const brevity = computeBrevity(model, named)
  return {
    // One by one: spread, they would be copied again and again for what is added, for each of a hundred pages.
    passage: firstPass.passage,
    nextPassage: firstPass.nextPassage,
    openingPassage: firstPass.openingPassage,
    pageBm25: firstPass.pageBm25,
    titleWords: firstPass.titleWords,
    anchorText: firstPass.anchorText,
    page: firstPass.page,
    affinity: firstPass.affinity,
    product: firstPass.product,
    printedGuide: firstPass.printedGuide,
    translated: firstPass.translated,
    label: firstPass.label,
    inbound: firstPass.inbound,
    pageLength: firstPass.pageLength,
    typedPage: typed.page / words.total,
    known: words.known,
    productShare: firstPass.product * computeNamingShare(model, named),
    breadcrumb: words.breadcrumb,
    fileName: words.fileName,
    productWords: words.product,
    titlePrecision,
    titleFocus: computeTitleFocus(page, model),
    titleLength: Math.min(1, Math.log1p(page.titleTerms.size) / Math.log1p(LONG_TITLE)),
    exactTitle: computeExactness(page.foldedTitle, page.titleTerms, named, model),
    description: computeRecall(page.descriptionTerms, model),
    landingPage: standing.opensGuide && namesProductOnly(model, named) ? 1 : 0,
    quotas: page.kind.quotas,
    quotasAsked: model.asksHowMuch ? page.kind.quotas : 0,
    costAsked: model.asksForCost ? page.kind.pricing : 0,
    history: page.kind.history,
    overview: page.kind.overview,
    linkedFrom: standing.links.linkedFrom,
    linksTo: standing.links.linksTo,
    namedGuide: standing.isNamed ? 1 : 0,
    codedGuide: standing.isCoded ? 1 : 0,
    headingWords: words.headings,
    numbers: words.numbers,
    identifierName: isNameFor(page, model) ? 1 : 0,
    pastedTitle: model.query.isPasted ? titlePrecision : 0,
    troubleAsked: model.asksAboutTrouble ? page.kind.troubleshooting : 0,
    superseded: model.asksForOld ? 0 : page.kind.superseded,
    apiReference: page.kind.apiReference,
    broadBm25: model.breadth * firstPass.pageBm25,
    broadAnchor: model.breadth * firstPass.anchorText,
    briefLength: brevity * firstPass.pageLength,
    briefInbound: brevity * firstPass.inbound,
    briefLinks: brevity * standing.links.linksTo,
    briefOverview: brevity * page.kind.overview,
  }
}

/**
 * The query is the product's name and no more: who asks "lambda" or "what is lambda" has the guide's first page in
 * mind.
 */
export function namesProductOnly({ query }: Pick<QueryModel, 'query'>, named: ReadonlySet<string>): boolean {
  if (named.size === 0 || query.untranslated > 0) return false
  // Of a translated question, what it says in everyday words is left as what they mean: how many is more than a name.
  if (query.isTranslated && asksHowMuch(query)) return false
  return query.terms.every(({ term, isImplied }) => isImplied || named.has(term))
}

// Three words and more are a topic where one of them names the product, and so are fewer that were translated: of a
// question in Japanese few words may be left.
function computeBrevity({ query, brevity, asksWhatIs }: QueryModel, named: ReadonlySet<string>): number {
  return named.size > 0 || asksWhatIs || (brevity === 1 && !query.isTranslated) ? brevity : 0
}

// Share of the typed words that name the product.
function computeNamingShare({ query }: QueryModel, named: ReadonlySet<string>): number {
  if (named.size === 0) return 0
  const typed = query.terms.filter(({ isImplied }) => !isImplied)
  return typed.filter(({ term }) => named.has(term)).length / Math.max(1, typed.length)
}

const NO_TERM = { term: '', isImplied: true }

/** Of three letters there are too many. */
const SHORTEST_NAME = 4

function isNameFor({ squeezedName }: PageOutline, { query }: QueryModel): boolean {
  return query.identifiers.some((name) => name.length >= SHORTEST_NAME && squeezedName.endsWith(name))
}

// How the typed words fall on the page and on what stands around it.
function computeTypedShares({ query, weightAt, isNumberAt }: QueryModel, page: PageOutline, { standing }: TypedWords) {
  let total = 0
  let known = 0
  let breadcrumb = 0
  let fileName = 0
  let product = 0
  let headings = 0
  let numbers = 0
  let numbersHeld = 0
  for (let place = 0; place < query.terms.length; place++) {
    const { term, isImplied } = query.terms[place] ?? NO_TERM
    if (isImplied) continue
    const weight = weightAt[place] ?? 0
    total += weight
    const inBreadcrumb = page.breadcrumbTerms.has(term)
    const inProduct = page.productTerms.has(term)
    if (inBreadcrumb) breadcrumb += weight
    if (inProduct) product += weight
    if (page.nameTerms.has(term)) fileName += weight
    const stands = standing[place] ?? 0
    const isHeld = (stands & HELD) !== 0
    if ((stands & HEADED) !== 0 || inBreadcrumb || page.titleTerms.has(term)) headings += weight
    if (isNumberAt[place]) {
      numbers += 1
      if (isHeld) numbersHeld += 1
    }
    if (isHeld || inBreadcrumb || inProduct) known += weight
  }
  const whole = total || 1
  return {
    total: whole,
    known: known / whole,
    breadcrumb: breadcrumb / whole,
    fileName: fileName / whole,
    product: product / whole,
    headings: headings / whole,
    numbers: numbersHeld / Math.max(1, numbers),
  }
}

function computeTitleFocus({ titleWeights }: PageOutline, { placeOf }: QueryModel): number {
  let said = 0
  let total = 0
  for (const [term, weight] of titleWeights) {
    total += weight
    if (placeOf.has(term)) said += weight
  }
  return total === 0 ? 0 : said / total
}
