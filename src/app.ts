// The composition root: the only place where parts are created and joined. Surfaces see the App type and what it names; what is slow to load is loaded
// when it is first used.

import {
  type BundleCheck,
  type BundleExport,
  type BundleImport,
  checkBundle,
  type KeyFiles,
  makeKeyPair,
  takeBundle,
  writeBundle,
} from './app/bundles.ts'
import { type ChinaServices, chinaServices } from './app/china-services.ts'
import { listClients, type SetupAnswer, type SetupRequest, setUp } from './app/clients.ts'
import { examineAll } from './app/doctor.ts'
import { type HarvestRequest, harvest, type RefreshOrder, refresh } from './app/harvest.ts'
import { createIndexReader, type IndexReader } from './app/index-reader.ts'
import { detailsOf, type IndexDetails, type IndexStatus, statusOf } from './app/index-status.ts'
import { createLiveSite, type LiveSite } from './app/live-site.ts'
import { createLocalIndex, type LocalAsker, type LocalIndex } from './app/local-index.ts'
import { type Publication, type PullOrder, publishGuides, pullFromSource } from './app/repository.ts'
import { createSearch, type SearchReply } from './app/search-everywhere.ts'
import { type SourceNews, sourceNews } from './app/source-news.ts'
import type { GuideSuggestion } from './app/suggest-guides.ts'
import { createWantedCounter, NOT_COUNTING } from './app/wanted/count-wanted.ts'
import { forgetComplete, type WantedGuide, wantedFileOf, wantedGuides } from './app/wanted/wanted-guides.ts'
import type { ExportReport } from './bundle/export-bundle.ts'
import type { ImportReport } from './bundle/import-bundle.ts'
import type { PublishReport } from './bundle/repository/publish.ts'
import type { PullReport } from './bundle/repository/pull.ts'
import type { BundleReport } from './bundle/verify-bundle.ts'
import type { ClientState } from './clients/setup-client.ts'
import { chooseGuide, type GuideChoice } from './core/catalog.ts'
import { type Clock, systemClock } from './core/clock.ts'
import type { CatalogGuide } from './core/guide.ts'
import { chooseIndexed, type IndexedGuide, knownGuides } from './core/indexed-guides.ts'
import type { Locale } from './core/locale.ts'
import { type Logger, stderrLogger } from './core/logger.ts'
import type { Partition } from './core/model/partition.ts'
import { requireQueryLength } from './core/query-length.ts'
import type { CrawlReport } from './crawl/report.ts'
import type { Examination } from './doctor/examine.ts'
import { requirePage } from './read/find-copy.ts'
import { pageNotFound } from './read/nearest-pages.ts'
import { type ChangeLog, type ChangesQuery, readChanges } from './read/read-changes.ts'
import { type PageReading, type ReadRequest, readPage } from './read/read-page.ts'
import { readSections, type SectionsReading, type SectionsRequest } from './read/read-sections.ts'
import { guideKnowledge } from './search/missing/guide-knowledge.ts'
import { type RelatedPage, relatedPages } from './search/related-pages.ts'
import type { SearchQuery } from './search/search-passages.ts'
import { searchTables, type TableAnswer, type TableQuery } from './search/search-tables.ts'
import { addToCatalog, loadCatalog } from './store/catalog-file.ts'
import { listGuides } from './store/guide-rows.ts'
import { findPage, type PageRow } from './store/page-rows.ts'
import type { SqlDatabase } from './store/sql-driver.ts'

export type { IndexDetails, IndexStatus }

export interface AppOptions {
  readonly indexFile: string
  /** Guides that the user added. */
  readonly userCatalogFile: string
  /** Pages that were read live. */
  readonly cacheFile: string
  /** Opens no socket. */
  readonly offline: boolean
  /** Origin of a mirror of the site, and of the China site's. */
  readonly origin?: string
  readonly chinaOrigin?: string
  /** What is searched where a search does not say; everything that is indexed by default. */
  readonly partition?: Partition
  readonly searchUrl?: string
  /** Folder or address of a repository to pull from, and the file of the key that must have signed it. */
  readonly pullFrom?: string
  readonly trustFile?: string
  /** Whether servers are to count the guides that searches needed and did not have. */
  readonly wanted?: boolean
  /** This is one. */
  readonly isServer?: boolean
  /** Tokens of one tool's answer at most, by the estimate of core/text/tokens.ts. */
  readonly maxAnswerTokens?: number
  readonly clock?: Clock
  readonly logger?: Logger
}

export interface App {
  readonly options: AppOptions
  readonly clock: Clock
  /** Throws BAD_INPUT for a query over the limit, NO_INDEX. */
  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchReply>
  read(request: ReadRequest): Promise<PageReading>
  readSections(request: SectionsRequest): Promise<SectionsReading>
  /** What the China Regions have, by their own documentation. Throws PAGE_NOT_FOUND when the page cannot be had. */
  chinaServices(signal?: AbortSignal): Promise<ChinaServices>
  /** Rows of the page at `url`, or of all indexed guides or those that `guide` means. Throws PAGE_NOT_FOUND, UNKNOWN_GUIDE, and BAD_INPUT as above. */
  searchTables(
    query: Pick<TableQuery, 'text' | 'locale' | 'section' | 'maxRows' | 'partition'> & {
      readonly url?: string
      readonly guide?: string
    },
  ): Promise<TableAnswer>
  /** Throws PAGE_NOT_FOUND when the page is not indexed. */
  related(url: string, limit: number): Promise<{ readonly page: PageRow; readonly related: readonly RelatedPage[] }>
  /** What changed on the site since a day, and how far back the record goes. Throws UNKNOWN_GUIDE for a guide that is not indexed. */
  changes(query: ChangesQuery): Promise<ChangeLog>
  crawl(request: HarvestRequest): Promise<CrawlReport>
  /** What searches needed and the index still lacks, most wanted first. Throws BAD_CONFIG. */
  wanted(): Promise<WantedGuide[]>
  /** Brings what is due of these indexed guides up to date. */
  refresh(order: RefreshOrder): Promise<CrawlReport>
  /** The indexed guides that names mean; all without names. Throws NO_INDEX or UNKNOWN_GUIDE. */
  chooseIndexed(names: readonly string[], locale?: Locale): Promise<IndexedGuide[]>
  catalog(): readonly CatalogGuide[]
  /** The catalog, and the guides that only the index knows. */
  knownGuides(): Promise<readonly CatalogGuide[]>
  addGuide(guide: CatalogGuide): void
  /** The guides of what the project in this folder uses, most used first. */
  suggestGuides(folder: string): Promise<GuideSuggestion[]>
  /** Of each name one of the known guides, or that of a URL. Throws UNKNOWN_GUIDE. */
  chooseGuides(names: readonly string[], locale?: Locale): Promise<GuideChoice[]>
  status(): Promise<IndexStatus>
  /** The same with what takes longer to count. */
  details(): Promise<IndexDetails>
  /** What is wrong here and what to do about it; `online` asks the site too. */
  examine(online: boolean): Promise<Examination>
  exportBundle(request: BundleExport): Promise<ExportReport>
  importBundle(request: BundleImport): Promise<ImportReport>
  verifyBundle(request: BundleCheck): Promise<BundleReport>
  makeKeyPair(file: string): Promise<KeyFiles>
  /** Writes or extends a repository of bundles that others pull from. */
  publish(request: Publication): Promise<PublishReport>
  pull(order: PullOrder): Promise<PullReport>
  /** What newer there is at the configured source; one on the network is asked only when `online` says so. */
  sourceNews(online: boolean): Promise<SourceNews>
  /** The index as it is now, without the live site; empty while there is none. Throws DocsError when the file cannot be read. */
  localIndex(asker?: LocalAsker): Promise<LocalIndex>
  /** The assistants that can be set up on this machine. */
  clients(): Promise<ClientState[]>
  setUpClient(request: SetupRequest): Promise<SetupAnswer>
  close(): Promise<void>
}

export function openApp(options: AppOptions): App {
  const {
    clock = systemClock,
    logger = stderrLogger,
    indexFile,
    origin,
    chinaOrigin,
    searchUrl,
    offline,
    cacheFile,
  } = options
  // Let go of before anything is written: a writer puts a file that was left with a log in order only when nobody reads it.
  const reader: IndexReader = createIndexReader(indexFile)
  const live: LiveSite = createLiveSite({ offline, origin, chinaOrigin, searchUrl, cacheFile, clock, logger })
  // Whoever names guides has said of which site.
  const inPartition = (isChosen: boolean) =>
    options.partition === undefined || isChosen ? {} : { partition: options.partition }
  let isTold = false
  const catalog = () => {
    const { guides, malformed } = loadCatalog(options.userCatalogFile)
    if (malformed > 0 && !isTold) logger.warn(`${options.userCatalogFile}: entries that are no guides: ${malformed}`)
    isTold ||= malformed > 0
    return guides
  }
  const knowledge = guideKnowledge(catalog)
  const canPull = options.pullFrom !== undefined
  const wantedFile = wantedFileOf(indexFile)
  const wanted = options.wanted && options.isServer ? createWantedCounter(wantedFile, clock) : NOT_COUNTING
  const localIndex = createLocalIndex({ reader, clock, knowledge, offline, canPull, wanted })
  const search = createSearch({ reader, live, catalog, indexFile, offline, canPull, clock, knowledge, wanted })
  const statusNow = async () => statusOf(indexFile, await reader.fileIfAny(), clock.now())
  const known = async () => {
    const db = await reader.databaseIfAny()
    return knownGuides(catalog(), db ? listGuides(db) : [])
  }
  return {
    options,
    clock,
    search: async (query, signal) => search({ ...inPartition(query.guides !== undefined), ...query }, signal),
    read: async (request) => readPage({ db: await reader.databaseIfAny(), live: live.documentation }, request),
    readSections: async (request) =>
      readSections({ db: await reader.databaseIfAny(), live: live.documentation }, request),
    chinaServices: async (signal) => chinaServices(await reader.databaseIfAny(), live, signal),
    async searchTables(query) {
      const db = await reader.database()
      const inScope = { ...inPartition(query.guide !== undefined), ...query }
      return db.snapshot(() => lookUpTables(db, inScope, { catalog, offline }))
    },
    async related(url, limit) {
      const db = await reader.database()
      return db.snapshot(() => {
        const page = requireIndexed(db, url, offline)
        return { page, related: relatedPages(db, page, limit, clock.now()) }
      })
    },
    async changes(query) {
      const db = await reader.database()
      return db.snapshot(() => readChanges(db, query, catalog))
    },
    async crawl(request) {
      reader.close()
      const report = await harvest({ indexFile, origin, chinaOrigin, clock, logger }, request)
      await forgetComplete(wantedFile, (await statusNow()).guides, report.guides)
      return report
    },
    wanted: async () =>
      wantedGuides({
        file: wantedFile,
        known: await known(),
        indexed: (await statusNow()).guides,
        now: clock.now(),
      }),
    async refresh(order) {
      reader.close()
      return refresh({ indexFile, origin, chinaOrigin, clock, logger }, order)
    },
    chooseIndexed: async (names, locale) =>
      chooseIndexed(listGuides(await reader.database()), names, { locale, catalog }),
    catalog,
    knownGuides: known,
    addGuide: (guide) => addToCatalog(options.userCatalogFile, guide),
    async suggestGuides(folder) {
      const { suggestGuides } = await import('./app/suggest-guides.ts')
      return suggestGuides(folder, catalog())
    },
    async chooseGuides(names, locale) {
      const guides = await known()
      return names.map((name) => chooseGuide(guides, name, locale))
    },
    status: statusNow,
    details: async () => detailsOf({ file: indexFile, cacheFile, now: clock.now() }, await reader.fileIfAny()),
    examine: (online) => examineAll({ options, clock, online }),
    exportBundle: async (request) => writeBundle(await reader.database(), request),
    async importBundle(request) {
      reader.close()
      return takeBundle({ indexFile, offline, clock }, request)
    },
    verifyBundle: checkBundle,
    makeKeyPair,
    publish: async (request) => publishGuides(await reader.database(), clock, request),
    pull: (order) => pullFromSource({ options, clock, database: reader.fileIfAny, release: reader.close }, order),
    sourceNews: (online) => sourceNews({ options, clock, database: reader.fileIfAny }, online),
    localIndex,
    clients: listClients,
    setUpClient: (request) => setUp(request, clock),
    async close() {
      await wanted.close()
      reader.close()
      await live.close()
    },
  }
}

function lookUpTables(
  db: SqlDatabase,
  { url, guide, ...query }: Parameters<App['searchTables']>[0],
  { catalog, offline }: { readonly catalog: App['catalog']; readonly offline: boolean },
): TableAnswer {
  requireQueryLength(query.text)
  const page = url === undefined ? undefined : requireIndexed(db, url, offline)
  const chosen = guide === undefined ? undefined : chooseIndexed(listGuides(db), [guide], { catalog })
  const guides = chosen?.map(({ catalogId }) => catalogId)
  return searchTables(db, { ...query, ...(guides && { guides }), ...(page && { page }) })
}

function requireIndexed(db: SqlDatabase, url: string, isOffline: boolean): PageRow {
  const asked = requirePage(url, db)
  const page = findPage(db, asked.path)
  if (page?.status === 'live') return page
  throw pageNotFound(db, asked, { reason: 'this looks at indexed pages only', isOffline })
}
