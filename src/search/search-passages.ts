// The search use case: which languages to look in, which copy of a page to return, what is folded into what, and what
// is counted.

import { createHash } from 'node:crypto'
import { DEFAULT_LOCALE, type Locale } from '../core/model/locale.ts'
import { findForeign, findOtherLanguage, type OtherLanguage } from '../core/model/other-language.ts'
import { findSite } from '../core/model/partition.ts'
import type { AskedWords } from '../core/text/mark-words.ts'
import { LONGEST_WORD } from '../core/text/terms.ts'
import { openPostings } from '../store/fulltext/postings.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import { getIndexedPages, type IndexedPages } from './candidates/indexed-pages.ts'
import { openSearchScope, type ScopeFilter, type SearchScope } from './candidates/search-scope.ts'
import { askInLanguage } from './languages/ask-in-language.ts'
import { detectLanguage } from './languages/detect-language.ts'
import { findGuidesElsewhere } from './languages/guides-elsewhere.ts'
import { languageIndex } from './languages/language-index.ts'
import { type Evidence, findEvidence } from './missing/evidence.ts'
import { applyCorrections, type Correction, correctSpelling } from './query/correct-spelling.ts'
import { fusePhrasings, listOtherPhrasings } from './query/fuse-phrasings.ts'
import { keepWrittenIdentifiers } from './query/keep-written-identifiers.ts'
import { type ParsedQuery, parseQuery } from './query/parse-query.ts'
import { namesProduct } from './query/product-names.ts'
import { listDoubtfulTerms, readSpellingVocabulary } from './query/read-spelling-vocabulary.ts'
import { loadRankingModel, type RankingModel } from './ranking/model.ts'
import { type RankedPage, type Ranking, rankPages } from './ranking/rank-pages.ts'
import { countFacets, type Facets } from './results/count-facets.ts'
import { foldTranslations } from './results/fold-translations.ts'
import { localize } from './results/localize-pages.ts'
import { listMatchedWords, type MatchedWord, toAskedWords } from './results/matched-words.ts'
import { foldDuplicates } from './results/near-duplicates.ts'
import { type SearchHit, toHit } from './results/search-hit.ts'

export interface SearchQuery extends ScopeFilter {
  readonly text: string
  /** 1 to 50. */
  readonly limit: number
  /** The language to return. By default that of the query where the index holds its pages, else English. */
  readonly locale?: Locale
  /** The same in other words, in any language; the first four count. */
  readonly alsoPhrased?: readonly string[]
  /** Why it is asked. */
  readonly intent?: string
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[]
  /** Pages by product and by guide, over all that matched. */
  readonly facets: Facets
  /** Pages that hold at least one of the words the candidates were chosen by. */
  readonly matched: number
  /** The words of the question itself, without what was noise in it. */
  readonly asked: AskedWords
  /**
   * What was looked for, the heaviest first: the words of the query, identifiers (`code:` in front), and what they mean
   * in documentation.
   */
  readonly words: readonly MatchedWord[]
  /** The same for the same query and filters. */
  readonly queryId: string
  /** What to try when nothing was found, or what was read for a word that was not. */
  readonly suggestion: string | undefined
  /** What was read for words that were not found. */
  readonly readAs: readonly Correction[]
  /** Of a language that was asked for and that no hit is in. */
  readonly otherLanguage?: OtherLanguage
}

export function searchPassages(db: SqlDatabase, query: SearchQuery, model?: RankingModel): SearchAnswer {
  return db.snapshot(() => findAnswer(db, query, model).answer)
}

export interface FoundWithEvidence {
  readonly answer: SearchAnswer
  /** What tells how good it is: for each phrasing that was asked, the question itself first. */
  readonly evidence: readonly Evidence[]
  readonly locale: Locale
}

/** One answer is made of one state of the file, which SQLite then looks up once and not for every statement. */
export function searchWithEvidence(db: SqlDatabase, query: SearchQuery, model?: RankingModel): FoundWithEvidence {
  return db.snapshot(() => {
    const { answer, listEvidence, locale } = findAnswer(db, query, model)
    return { answer, evidence: listEvidence(), locale }
  })
}

interface Found extends Omit<FoundWithEvidence, 'evidence'> {
  /** Looks at more pages than the answer has. */
  readonly listEvidence: () => readonly Evidence[]
}

function findAnswer(db: SqlDatabase, query: SearchQuery, model = loadRankingModel()): Found {
  const found = findAmong(db, query, model)
  // One text in forty guides is one hit, and what stands behind it was not among the candidates.
  return found.areFew ? findAmong(db, query, model, MORE_CANDIDATES) : found
}

/** Where copies of one text take the places of others. Of the same pages as many more change no order. */
const MORE_CANDIDATES = 240

function findAmong(
  db: SqlDatabase,
  query: SearchQuery,
  model: RankingModel,
  candidates: number | undefined = undefined,
): Found & { readonly areFew: boolean } {
  const scope = openSearchScope(db, query)
  const parsed = parseQuery(query.text)
  const language = detectLanguage(parsed.text, languageIndex(db))
  const target = query.locale ?? (scope.locales.has(language) ? language : DEFAULT_LOCALE)
  const find = (wording: ParsedQuery) => {
    const { rankings, corrections } = rankInLanguages(db, wording, {
      scope,
      target,
      limit: query.limit,
      model,
      candidates,
    })
    const [only] = rankings
    // Pages of one language, and the one that is wanted, stand in order as they are, and are looked at no further than
    // hits are wanted.
    if (only?.locale === target && rankings.length === 1) return { wording, rankings, corrections, pages: only.pages }
    const indexed = getIndexedPages(db)
    const found = rankings.map(({ pages }) => iterateLocalized(indexed, pages, target))
    const pages = foldTranslations(found, compareByScore)
    return { wording, rankings, corrections, pages }
  }
  const asked = find(parsed)
  const others = listOtherPhrasings(query).map(({ text, share }) => ({ ...find(parseQuery(text)), share }))
  const pages = others.length === 0 ? asked.pages : fusePhrasings([{ ...asked, share: 1 }, ...others], query.limit)
  // Where nothing holds a word of the question itself, what its other phrasings find is counted.
  const counted = [asked, ...others].find(({ rankings }) => rankings.some(({ matched }) => matched > 0)) ?? asked
  const { kept, folded } = foldDuplicates(pages, query.limit)
  const wanted = computeWeights([{ ...asked, share: 1 }, ...others])
  const hits = kept.map((page, index) => toHit(page, index + 1, wanted, folded.get(page) ?? []))
  const wordings = [parsed, ...others.map(({ wording }) => wording)]
  const askedIn = wordings.map(({ text }) => detectLanguage(text, languageIndex(db)))
  const locales = hits.map(({ locale }) => locale)
  const otherLanguage =
    findForeign(locales, [...askedIn, target, DEFAULT_LOCALE]) ??
    findOtherLanguage(
      query.locale,
      locales,
      scope.indexed.map(({ locale }) => locale),
    )
  const answer = {
    hits,
    facets: countFacets(counted.rankings, scope.guides),
    matched: counted.rankings.reduce((sum, { matched }) => sum + matched, 0),
    asked: toAskedWords(parsed),
    words: listMatchedWords(
      parsed,
      asked.rankings.map(({ query }) => query),
      wanted,
    ),
    queryId: computeQueryId(query, target),
    // A correction that finds nothing is none.
    suggestion: hits.length === 0 ? makeSuggestion(scope, parsed) : describeCorrections(asked.corrections),
    readAs: hits.length === 0 ? [] : asked.corrections,
    ...(otherLanguage && { otherLanguage }),
  }
  return {
    answer,
    listEvidence: () =>
      [asked, ...others].map(({ wording, rankings, pages }) => findEvidence(wording, rankings, pages)),
    locale: target,
    areFew: hits.length < query.limit && counted.rankings.some(({ isCut }) => isCut),
  }
}

export interface RankingOptions {
  readonly scope: SearchScope
  readonly target: Locale
  readonly limit: number
  readonly model?: RankingModel
  /** As in rank-pages.ts. */
  readonly candidates?: number | undefined
}

/** A ranking, the query as it was asked for it, and the language of its pages. */
export type AskedRanking = Ranking & { readonly query: ParsedQuery; readonly locale: Locale }

/** The query in each language that it is to be asked in. */
export function rankInLanguages(
  db: SqlDatabase,
  parsed: ParsedQuery,
  { scope, target, limit, ...options }: RankingOptions,
): { readonly rankings: readonly AskedRanking[]; readonly corrections: readonly Correction[] } {
  const rankings: AskedRanking[] = []
  const language = detectLanguage(parsed.text, languageIndex(db))
  let readAs: readonly Correction[] = []
  const rank = (query: ParsedQuery, locale: Locale, isTranslated: (guideId: number) => boolean = () => false) => {
    const ranges = scope.getRanges(locale)
    const guides = scope.countGuides(locale)
    if (ranges.length === 0 || query.terms.length + query.identifiers.length === 0) return
    let asked = keepWrittenIdentifiers(query, openPostings(db))
    let ranking = rankPages(db, { query: asked, ranges, guides, limit, isTranslated, ...options })
    // What nobody wrote, nobody has misspelt.
    const doubtful = listDoubtfulTerms(db, query, ranking.unknown).filter((term) => parsed.sequence.includes(term))
    // Only of English the ordinary words are known.
    const isEnglish = language === DEFAULT_LOCALE || language === 'ja_jp'
    const corrections =
      isEnglish && doubtful.length > 0 ? correctSpelling(query, doubtful, readSpellingVocabulary(db)) : []
    if (corrections.length > 0) {
      asked = keepWrittenIdentifiers(applyCorrections(query, corrections), openPostings(db))
      ranking = rankPages(db, { query: asked, ranges, guides, limit, isTranslated, ...options })
      readAs = corrections
    }
    rankings.push({ ...ranking, query: asked, locale })
  }
  if (language === DEFAULT_LOCALE) {
    rank(parsed, DEFAULT_LOCALE)
    if (target !== DEFAULT_LOCALE) rank(parsed, target)
    rankElsewhere(parsed)
  } else {
    const { own, english } = askInLanguage(db, parsed, language, scope.locales.has(language))
    const translated = listBases(scope, language)
    rank(own, language)
    // An English page whose guide is there in the query's language may be meant, but less likely.
    rank(english, DEFAULT_LOCALE, (guideId) => translated.size > 0 && !isMeant(guideId))
    if (language !== 'ja_jp' && target !== language && target !== DEFAULT_LOCALE) rank(own, target)
    rankElsewhere(english)
    function isMeant(guideId: number): boolean {
      const guide = scope.guides.get(guideId)
      return guide !== undefined && !translated.has(guide.base) && namesProduct(db, parsed.sequence, guideId)
    }
  }
  return { rankings, corrections: readAs }

  function rankElsewhere(query: ParsedQuery): void {
    const elsewhere = findGuidesElsewhere(db, scope, query.sequence, [language, DEFAULT_LOCALE, target])
    if (elsewhere.length === 0 || query.terms.length + query.identifiers.length === 0) return
    const asked = keepWrittenIdentifiers(query, openPostings(db))
    for (const { locale, ranges } of elsewhere) {
      const ranking = rankPages(db, { query: asked, ranges, guides: ranges.length, limit, ...options })
      rankings.push({ ...ranking, query: asked, locale })
    }
  }
}

/** Guides of the scope that are indexed in the language. */
function listBases({ guides, locales }: SearchScope, locale: Locale): Set<string> {
  if (!locales.has(locale)) return new Set()
  return new Set([...guides.values()].filter((guide) => guide.locale === locale).map(({ base }) => base))
}

function describeCorrections(corrections: readonly Correction[]): string | undefined {
  if (corrections.length === 0) return undefined
  return `Read ${corrections.map(({ typed, meant }) => `"${typed}" as "${meant}"`).join(', ')}.`
}

function makeSuggestion({ locales }: SearchScope, { terms, text }: ParsedQuery): string {
  if (locales.size === 0) return 'No indexed guide passes the filters. Leave them out, or list what is indexed.'
  if (terms.length === 0) {
    const long = text.split(/\s+/).some((word) => word.length > LONGEST_WORD)
    const why = long ? ` (one of more than ${LONGEST_WORD} characters is none)` : ''
    return `The query has no word to search for${why}. Name a service, a setting, an action or an error.`
  }
  return 'No page holds any of these words. Try the name of the service, fewer words, or English.'
}

function computeQueryId(query: SearchQuery, target: Locale): string {
  const { text, limit, guides = [], products = [], guideTypes = [], partition } = query
  const site = partition ? [{ partition }] : []
  return createHash('sha256')
    .update(JSON.stringify([text, limit, target, guides, products, guideTypes, ...site, ...listOtherPhrasings(query)]))
    .digest('hex')
    .slice(0, 16)
}

function* iterateLocalized(indexed: IndexedPages, pages: Iterable<RankedPage>, target: Locale): Iterable<RankedPage> {
  for (const page of pages) yield localize(indexed, page, target)
}

function compareByScore(a: RankedPage, b: RankedPage): number {
  return (
    b.score - a.score ||
    findSite(a.page.path).folder.length - findSite(b.page.path).folder.length ||
    (a.page.path < b.page.path ? -1 : 1)
  )
}

/** What every word weighs where it weighs most; those of another phrasing by what that counts. */
function computeWeights(all: readonly { readonly rankings: readonly Ranking[]; readonly share: number }[]) {
  const wanted = new Map<string, number>()
  for (const { rankings, share } of all)
    for (const { weights } of rankings)
      for (const [term, weight] of weights) wanted.set(term, Math.max(weight * share, wanted.get(term) ?? 0))
  return wanted
}
