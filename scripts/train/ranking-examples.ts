// What the ranker is trained on: for each judged query the candidates that search looks at, with their features, and
// which of them answer.

import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { DEFAULT_LOCALE } from '../../src/core/model/locale.ts'
import { getIndexedPages } from '../../src/search/candidates/indexed-pages.ts'
import { openSearchScope } from '../../src/search/candidates/search-scope.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import type { RankingFeatures } from '../../src/search/ranking/features.ts'
import { computeFewness, type RankingModel } from '../../src/search/ranking/model.ts'
import { localize } from '../../src/search/results/localize-pages.ts'
import { rankInLanguages } from '../../src/search/search-passages.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import type { JudgedQuery } from '../eval/judged-queries.ts'

export interface Example {
  readonly query: JudgedQuery
  readonly set: string
  /**
   * Base of the guide that answers: what folds are made by, since neighbouring questions of one guide share its words.
   */
  readonly guide: string
  /** How few guides there were to choose among (src/search/ranking/model.ts). */
  readonly fewness: number
  readonly candidates: readonly ExampleCandidate[]
}

export interface ExampleCandidate {
  /** Of the page that is shown: in the query's language, where there is a translation. */
  readonly path: string
  /** 2 answers fully, 1 answers too, 0 was not judged to answer. */
  readonly grade: number
  readonly features: RankingFeatures
  /** Of the page. */
  readonly language: string
}

export interface ExampleOptions {
  /** Pages looked at. */
  readonly candidates: number
  readonly model: RankingModel
  /** Catalog ids of the only guides to look in. */
  readonly guides?: readonly string[]
}

export function makeExample(
  db: SqlDatabase,
  set: string,
  query: JudgedQuery,
  { candidates, model, guides }: ExampleOptions,
): Example {
  const parsed = parseQuery(query.query)
  const scope = openSearchScope(db, { ...(guides && { guides }) })
  const target = parsed.isJapanese && scope.locales.has('ja_jp') ? 'ja_jp' : DEFAULT_LOCALE
  const { rankings } = rankInLanguages(db, parsed, { scope, target, limit: 10, candidates, model })
  return {
    query,
    set,
    guide: getGuide(Object.keys(query.relevant)[0] ?? ''),
    fewness: computeFewness(scope.countGuides(DEFAULT_LOCALE)),
    candidates: rankings.flatMap(({ pages }) =>
      Array.from(pages, (found) => {
        const { path } = localize(getIndexedPages(db), found, target).page
        return {
          path,
          grade: query.relevant[path] ?? 0,
          features: found.computeFeatures(),
          language: found.page.locale,
        }
      }),
    ),
  }
}

function getGuide(path: string): string {
  return parseDocUrl(path)?.base ?? path.replace(/[^/]*$/, '')
}
