// The pages whose tables are worth reading for a query, when nobody says which: by the words that their passages hold,
// like any search, but only pages with tables, and many more than a search reads, because a row is short and says
// little of what was asked.

import { DEFAULT_LOCALE, type Locale } from '../../core/model/locale.ts'
import { openPostings } from '../../store/fulltext/postings.ts'
import type { IdRange } from '../../store/index/passage-id.ts'
import { findPageById, listPagesWithTables, type PageRow } from '../../store/pages/page-rows.ts'
import { readIfReadable } from '../../store/pages/read-if-readable.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { collectCandidates } from '../candidates/collect-candidates.ts'
import type { FirstPassWeights } from '../candidates/first-pass.ts'
import { readQueryLists } from '../candidates/query-lists.ts'
import { openSearchScope, type ScopeFilter } from '../candidates/search-scope.ts'
import { askInLanguage } from '../languages/ask-in-language.ts'
import { detectLanguage } from '../languages/detect-language.ts'
import { findGuidesElsewhere } from '../languages/guides-elsewhere.ts'
import { languageIndex } from '../languages/language-index.ts'
import { type ParsedQuery, parseQuery } from '../query/parse-query.ts'
import { makeQueryModel } from '../query/query-model.ts'

export interface TableCandidateQuery extends ScopeFilter {
  readonly text: string
  /** The language to look in, alone. By default that of the query, where pages of it are indexed, and English. */
  readonly locale?: Locale
}

export interface CandidatePage {
  readonly page: PageRow
  /** What share of the query's weight the page holds, from 0 to 1. */
  readonly cover: number
}

/**
 * A row is found by the words that its page and title hold: what is learnt for pages that answer says nothing of those
 * that hold a value.
 */
const TABLE_PAGES: FirstPassWeights = {
  passage: 1,
  nextPassage: 0,
  openingPassage: 0,
  pageBm25: 0,
  titleWords: 0.7,
  anchorText: 0,
  page: 0.5,
  affinity: 0,
  printedGuide: 0,
  product: 0,
  translated: 0,
  label: 0,
  inbound: 0,
  pageLength: 0,
}
/** A row says little of what was asked, so many pages may hold it. */
const MOST_PAGES = 60

/** The query in the words of one language, and the pages of that language to look at. */
export interface TableCandidates {
  readonly query: ParsedQuery
  readonly pages: readonly CandidatePage[]
  /** What rows found by a translated query count for. */
  readonly share: number
}

const TRANSLATED_SHARE = 0.8

/** For one page: the query as the page's language has it. */
export function findCandidatesOnPage(db: SqlDatabase, text: string, page: PageRow): TableCandidates {
  const parsed = parseQuery(text)
  const language = detectLanguage(parsed.text, languageIndex(db))
  return { query: translateFor(db, parsed, language, page.locale, true), pages: [{ page, cover: 1 }], share: 1 }
}

export function findTableCandidates(db: SqlDatabase, query: TableCandidateQuery): TableCandidates[] {
  const parsed = parseQuery(query.text)
  const scope = openSearchScope(db, query)
  const language = detectLanguage(parsed.text, languageIndex(db))
  const target = query.locale ?? (scope.locales.has(language) ? language : DEFAULT_LOCALE)
  const withTables = listPagesWithTables(db)
  const translate = (locale: Locale) => translateFor(db, parsed, language, locale, scope.locales.has(language))
  const findIn = (asked: ParsedQuery, ranges: readonly IdRange[], share: number): TableCandidates => {
    const pages = ranges.flatMap((range) => findCandidatesInRange(db, asked, range, withTables))
    return { query: asked, share, pages }
  }
  const found = [findIn(translate(target), scope.getRanges(target), 1)]
  if (query.locale === undefined) {
    const english = translate(DEFAULT_LOCALE)
    if (target !== DEFAULT_LOCALE) found.push(findIn(english, scope.getRanges(DEFAULT_LOCALE), TRANSLATED_SHARE))
    const elsewhere = findGuidesElsewhere(db, scope, english.sequence, [language, DEFAULT_LOCALE, target])
    for (const { ranges } of elsewhere) found.push(findIn(english, ranges, TRANSLATED_SHARE))
  }
  return dropTranslations(found, target)
}

/** A query in `language` as pages in `locale` are asked it. */
function translateFor(db: SqlDatabase, parsed: ParsedQuery, language: Locale, locale: Locale, isIndexed: boolean) {
  if (language === DEFAULT_LOCALE) return parsed
  const { own, english } = askInLanguage(db, parsed, language, isIndexed)
  return locale === DEFAULT_LOCALE ? english : own
}

function findCandidatesInRange(
  db: SqlDatabase,
  query: ParsedQuery,
  range: IdRange,
  withTables: ReadonlySet<number>,
): CandidatePage[] {
  const postings = openPostings(db)
  const { lists, weights } = readQueryLists(dropPrefixed(query), postings)
  const total = lists.reduce((sum, { weight }) => sum + weight, 0)
  const found = collectCandidates({
    map: postings.map,
    lists,
    ranges: [range],
    total: makeQueryModel(query, weights).total,
    limit: MOST_PAGES,
    weights: TABLE_PAGES,
    labels: [],
    computeNamedness: () => 0,
    printedness: () => 0,
    isTranslated: () => false,
    admits: (pageId) => withTables.has(pageId),
  })
  return found.pages.flatMap(({ pageId, firstPass }) => {
    const page = readIfReadable(() => findPageById(db, pageId))
    return page?.status === 'live' ? [{ page, cover: total === 0 ? 0 : Math.min(1, firstPass.page) }] : []
  })
}

// Tables of actions name `PutObject`; only other tables write `s3:PutObject`. The prefix is asked for as a word of its
// own.
function dropPrefixed(query: ParsedQuery): ParsedQuery {
  const { identifiers } = query
  return {
    ...query,
    identifiers: identifiers.filter((one) => !identifiers.some((other) => other !== one && one.endsWith(other))),
  }
}

// A page in two languages holds the same tables twice; the language that was asked for is enough.
function dropTranslations(found: readonly TableCandidates[], target: Locale): TableCandidates[] {
  const inTarget = found.flatMap(({ pages }) => pages).filter(({ page }) => page.locale === target)
  const wanted = new Set(inTarget.map(({ page }) => page.base + page.name))
  return found.map((one) => ({
    ...one,
    pages: one.pages.filter(({ page }) => page.locale === target || !wanted.has(page.base + page.name)),
  }))
}
