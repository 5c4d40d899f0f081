// A search of the index and, where that does not answer, of the live site.

import type { Coverage } from '../../core/model/coverage.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { CatalogGuide } from '../../core/model/guide.ts'
import { makeSearchHint } from '../../core/model/make-search-hint.ts'
import {
  type CommandSetting,
  describeFirstStep,
  nameIndexPlace,
  quoteGetCommands,
  writeGetCommand,
} from '../../core/model/printed-commands.ts'
import { requireQueryLength } from '../../core/model/query-length.ts'
import { findTypedAddress } from '../../core/model/typed-address.ts'
import { makeUnknownFilterError, type UnknownFilter } from '../../core/model/unknown-filter.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { detectLanguage } from '../../search/languages/detect-language.ts'
import { languageIndex } from '../../search/languages/language-index.ts'
import { type AnswerHit, mergeLive, needsLiveSearch } from '../../search/live/live-merge.ts'
import type { LiveHit } from '../../search/live/live-search.ts'
import { findFilterLacks } from '../../search/missing/filter-lacks.ts'
import { listLacksWithoutIndex, removeRepeats } from '../../search/missing/find-lacks.ts'
import type { GuideKnowledge } from '../../search/missing/guide-knowledge.ts'
import { findUnknownFilters } from '../../search/missing/unknown-filters.ts'
import { resolveFilters } from '../../search/naming/resolve-filters.ts'
import { parseQuery } from '../../search/query/parse-query.ts'
import { makePriceNote } from '../../search/query/prices.ts'
import { NO_FACETS } from '../../search/results/count-facets.ts'
import { toAskedWords } from '../../search/results/matched-words.ts'
import { type GradedAnswer, type NarrowedBy, pickNarrowing, searchGraded } from '../../search/search-graded.ts'
import type { SearchAnswer, SearchQuery } from '../../search/search-passages.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { IndexReader } from '../index/index-reader.ts'
import { listOpenRuns } from '../index/open-runs.ts'
import type { WantedCounter } from '../wanted/count-wanted.ts'
import type { LiveSite } from './live-site.ts'

export interface SearchReply extends Omit<SearchAnswer, 'hits'> {
  /** Those of the index and of the live search, best first. */
  readonly hits: readonly AnswerHit[]
  readonly coverage: Coverage
  /** What it was narrowed by, with names as guides have them. */
  readonly narrowedBy: NarrowedBy
  readonly unknownFilters: readonly UnknownFilter[]
  /** What the answer lacks and how to get it; undefined where nothing need be said. */
  readonly hint: string | undefined
  /** Of a question on cost: that prices are not in the documentation, and where they stand. */
  readonly prices: string | undefined
  /** Where the question is the address of a page: that page's. */
  readonly address: string | undefined
  readonly live: {
    /** Why the live site was not asked or did not answer; undefined when it was not needed or did. */
    readonly reason: string | undefined
  }
}

export interface SearchParts {
  readonly reader: IndexReader
  readonly live: LiveSite
  readonly listCatalog: () => readonly CatalogGuide[]
  readonly getKnowledge: (db: SqlDatabase) => GuideKnowledge
  readonly wanted: WantedCounter
  readonly indexFile: string
  readonly setting: CommandSetting
  readonly clock: Clock
}

const NOTHING_FOUND = {
  hits: [],
  facets: NO_FACETS,
  matched: 0,
  words: [],
  queryId: '',
  suggestion: undefined,
  readAs: [],
}
/** Hits of guides that were not asked for are thrown away afterwards: the live search knows no catalog ids. */
const ASKED_OF_GUIDES = 50

export function createSearch(parts: SearchParts) {
  return async (query: SearchQuery, signal?: AbortSignal): Promise<SearchReply> => {
    for (const text of [query.text, ...(query.alsoPhrased ?? [])]) requireQueryLength(text)
    const db = await parts.reader.findDatabase()
    const answer = db?.snapshot(() => searchIndex(db, query, parts)) ?? answerWithoutIndex(query, parts)
    const { coverage } = answer
    parts.wanted.count(coverage)
    const hasHits = answer.hits.length > 0
    const hint = makeSearchHint(answer, {
      ...parts.setting,
      now: parts.clock.now(),
      hasHits,
    })
    const address = findTypedAddress(query.text)
    // Blanks, signs and particles: nothing to ask anybody for.
    const isAsked = needsLiveSearch(coverage) && (!db || answer.asked.terms.length > 0)
    const nameless = makeUnknownFilterError(answer.unknownFilters)
    if (!isAsked && nameless && !hasHits) throw nameless
    if (!isAsked)
      return { ...answer, hint, prices: getPrices(query, answer.hits), address, live: { reason: undefined } }
    const { hits, reason } = await askLive(db, { ...query, ...answer.narrowedBy }, parts, signal)
    // The live search may know names that the catalog does not.
    if (nameless && !hasHits && hits.length === 0) throw nameless
    if (!db && reason !== undefined) throw makeNoIndexError(parts, reason, { ...coverage, partition: query.partition })
    const merged = mergeLive(answer.hits, hits, coverage.grade, query.limit)
    const suggestion = db || merged.length > 0 ? answer.suggestion : describeNothing(parts, hint === undefined)
    return { ...answer, hits: merged, suggestion, hint, prices: getPrices(query, merged), address, live: { reason } }
  }
}

function searchIndex(db: SqlDatabase, query: SearchQuery, { getKnowledge, clock }: SearchParts): GradedAnswer {
  const now = clock.now()
  return searchGraded(db, query, { knowledge: getKnowledge(db), openRuns: () => listOpenRuns(db, now), now })
}

function getPrices({ text, intent, partition }: SearchQuery, hits: readonly AnswerHit[]): string | undefined {
  const asked = [text, intent].filter(Boolean).join('\n')
  return makePriceNote({ text: asked, found: hits.map(({ product }) => product), partition })
}

function answerWithoutIndex(asked: SearchQuery, { listCatalog }: SearchParts): GradedAnswer {
  const known = listCatalog()
  const names = { indexed: [], known }
  const query = resolveFilters(asked, names)
  const { text, alsoPhrased = [] } = query
  const locale = query.locale ?? detectLanguage(text)
  const unknownFilters = findUnknownFilters(query, names)
  const asFiltered = findFilterLacks(unknownFilters, { guides: known, locale, partition: query.partition })
  const lacks = removeRepeats([...asFiltered, ...listLacksWithoutIndex([text, ...alsoPhrased], known, locale)])
  const coverage = { grade: 'missing', confidence: 0, lacks, unknownWords: [] } as const
  return {
    ...NOTHING_FOUND,
    asked: toAskedWords(parseQuery(text)),
    coverage,
    narrowedBy: pickNarrowing(query),
    unknownFilters,
  }
}

async function askLive(
  db: SqlDatabase | undefined,
  { text, limit, locale, guides = [], products, guideTypes, partition }: SearchQuery,
  { live, listCatalog, getKnowledge }: SearchParts,
  signal?: AbortSignal,
): Promise<{ readonly hits: readonly LiveHit[]; readonly reason: string | undefined }> {
  const bases = guides.length === 0 ? undefined : listBases(guides, db ? getKnowledge(db).guides : listCatalog())
  const outcome = await live.search.search(
    {
      text,
      limit: bases ? ASKED_OF_GUIDES : limit,
      locale: locale ?? db?.snapshot(() => detectLanguage(text, languageIndex(db))) ?? detectLanguage(text),
      ...(products && { products }),
      ...(guideTypes && { guideTypes }),
      ...(partition && { partition }),
    },
    signal,
  )
  if (outcome.kind !== 'hits') return { hits: [], reason: outcome.reason }
  const isWanted = ({ base }: LiveHit) => bases === undefined || bases.has(base)
  return { hits: outcome.hits.filter(isWanted).slice(0, limit), reason: undefined }
}

function listBases(ids: readonly string[], guides: readonly CatalogGuide[]): ReadonlySet<string> {
  const wanted = new Set(ids.map((id) => id.toLowerCase()))
  return new Set(guides.filter(({ id }) => wanted.has(id)).map(({ base }) => base))
}

// Without an index and with nothing that could be named.
function describeNothing({ indexFile, setting }: SearchParts, isNew: boolean): string {
  const nothing = `There is no index ${nameIndexPlace(indexFile, setting)}, and the live search found nothing.`
  return isNew ? `${nothing} ${describeFirstStep(setting)}` : nothing
}

const EXAMPLES = {
  aws: 'lambda-dg',
  'aws-cn': 'https://docs.amazonaws.cn/en_us/lambda/latest/dg/welcome.html',
} as const

function makeNoIndexError(
  { indexFile, setting }: SearchParts,
  reason: string,
  { lacks, partition = 'aws' }: Coverage & { readonly partition: SearchQuery['partition'] },
): DocsError {
  const { catalogId: id, locale } = lacks.find(({ catalogId }) => catalogId !== undefined) ?? {}
  const place = nameIndexPlace(indexFile, setting)
  const message = `There is no index ${place}, and the live search did not help: ${reason}.`
  if (setting.isOffline) {
    return new DocsError('NO_INDEX', message, {
      hint: `Offline, guides come as bundles: ${quoteGetCommands(id ?? 'GUIDE', setting, locale)}.`,
    })
  }
  return new DocsError('NO_INDEX', message, {
    hint:
      id === undefined
        ? `Harvest a guide first, for example "${writeGetCommand(EXAMPLES[partition], setting)}".`
        : `Get the guide first: "${writeGetCommand(id, setting, locale)}".`,
  })
}
