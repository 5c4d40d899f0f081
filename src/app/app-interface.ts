// What surfaces see of the program: use cases by what they are about, and nothing of how they are joined.

import type { ExportReport } from '../bundle/export/export-bundle.ts'
import type { ImportReport } from '../bundle/import/import-bundle.ts'
import type { BundleReport } from '../bundle/import/verify-bundle.ts'
import type { PublishReport } from '../bundle/repository/publish.ts'
import type { PullReport } from '../bundle/repository/pull.ts'
import type { ClientState } from '../clients/setup-client.ts'
import type { GuideChoice } from '../core/model/catalog.ts'
import type { CatalogGuide } from '../core/model/guide.ts'
import type { IndexedGuide } from '../core/model/indexed-guides.ts'
import type { Locale } from '../core/model/locale.ts'
import type { CommandSetting } from '../core/model/printed-commands.ts'
import type { Clock } from '../core/platform/clock.ts'
import type { CrawlReport } from '../crawl/run/report.ts'
import type { Examination } from '../doctor/examine.ts'
import type { ChangeLog, ChangesQuery } from '../read/read-changes.ts'
import type { PageReading, ReadRequest } from '../read/read-page.ts'
import type { SectionsReading, SectionsRequest } from '../read/read-sections.ts'
import type { RelatedPage } from '../search/related/related-pages.ts'
import type { SearchQuery } from '../search/search-passages.ts'
import type { TableAnswer, TableQuery } from '../search/tables/search-tables.ts'
import type { PageRow } from '../store/pages/page-rows.ts'
import type { AppOptions } from './app-options.ts'
import type { BundleCheck, BundleExport, BundleImport, KeyFiles } from './bundles/bundles.ts'
import type { Publication, PullOrder } from './bundles/repository.ts'
import type { SourceNews } from './bundles/source-news.ts'
import type { SetupAnswer, SetupRequest } from './clients.ts'
import type { HarvestRequest, RefreshOrder } from './harvest/harvest.ts'
import type { GuideSuggestion } from './harvest/suggest-guides.ts'
import type { Images } from './images/read-images.ts'
import type { GuideContents, GuideContentsRequest } from './index/guide-contents.ts'
import type { IndexDetails, IndexStatus } from './index/index-status.ts'
import type { LocalAsker, LocalIndex } from './index/local-index.ts'
import type { ChinaServices } from './site/china-services.ts'
import type { SearchReply } from './site/search-everywhere.ts'
import type { WantedGuide } from './wanted/wanted-guides.ts'

export interface TableReply extends TableAnswer {
  /** What the index lacks for the question, with the command that gets it; undefined where nothing need be said. */
  readonly hint: string | undefined
}

/** What is asked of the documentation itself: the index first and, where the network is allowed, the live site. */
export interface Documentation {
  /** Throws BAD_INPUT for a query over the limit, NO_INDEX. */
  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchReply>
  read(request: ReadRequest): Promise<PageReading>
  readSections(request: SectionsRequest): Promise<SectionsReading>
  /** Of pages: from the file beside the index, else live. */
  readonly images: Omit<Images, 'close'>
  /**
   * Rows of the page at `url`, or of all indexed guides or those that `guide` means. Throws PAGE_NOT_FOUND,
   * UNKNOWN_GUIDE, and BAD_INPUT as above.
   */
  searchTables(
    query: Pick<TableQuery, 'text' | 'locale' | 'section' | 'maxRows' | 'partition'> & {
      readonly url?: string
      readonly guide?: string
    },
  ): Promise<TableReply>
  /** Throws PAGE_NOT_FOUND when the page is not indexed. */
  findRelated(url: string, limit: number): Promise<{ readonly page: PageRow; readonly related: readonly RelatedPage[] }>
  /**
   * What changed on the site since a day, and how far back the record goes. Throws UNKNOWN_GUIDE for a guide that is
   * not indexed.
   */
  listChanges(query: ChangesQuery): Promise<ChangeLog>
  /** What the China Regions have, by their own documentation. Throws PAGE_NOT_FOUND when the page cannot be had. */
  readChinaServices(signal?: AbortSignal): Promise<ChinaServices>
}

/** The index file on this machine. */
export interface IndexFile {
  getStatus(): Promise<IndexStatus>
  /** The same with what takes longer to count. */
  getDetails(): Promise<IndexDetails>
  /** What is wrong here and what to do about it; `online` asks the site too. */
  examine(online: boolean): Promise<Examination>
  /**
   * The index as it is now, without the live site; empty while there is none. Throws DocsError when the file cannot be
   * read.
   */
  openLocal(asker?: LocalAsker): Promise<LocalIndex>
}

/** Guides by name: those that can be harvested, and those that are indexed. */
export interface Guides {
  listCatalog(): readonly CatalogGuide[]
  /** The catalog, and the guides that only the index knows. */
  listKnown(): Promise<readonly CatalogGuide[]>
  /** Puts a guide into the user's own catalog. */
  add(guide: CatalogGuide): void
  /** Of each name one of the known guides, or that of a URL. Throws UNKNOWN_GUIDE. */
  choose(names: readonly string[], locale?: Locale): Promise<GuideChoice[]>
  /** The ids that the names mean; one that means none stays as it is, and where none means any, UNKNOWN_GUIDE. */
  chooseIds(names: readonly string[]): Promise<string[]>
  /** The indexed guides that names mean; all without names. Throws NO_INDEX or UNKNOWN_GUIDE. */
  chooseIndexed(names: readonly string[], locale?: Locale): Promise<IndexedGuide[]>
  /**
   * A part of the contents of an indexed guide. Throws UNKNOWN_GUIDE, and PAGE_NOT_FOUND for a page that is not in
   * them.
   */
  getContents(request: GuideContentsRequest): Promise<GuideContents>
  /** The guides of what the project in this folder uses, most used first. */
  suggest(folder: string): Promise<GuideSuggestion[]>
  /** What searches needed and the index still lacks, most wanted first. Throws BAD_CONFIG. */
  listWanted(): Promise<WantedGuide[]>
}

/** The documentation site, asked page by page. */
export interface Site {
  crawl(request: HarvestRequest): Promise<CrawlReport>
  /** Brings what is due of these indexed guides up to date. */
  refresh(order: RefreshOrder): Promise<CrawlReport>
}

export interface Bundles {
  export(request: BundleExport): Promise<ExportReport>
  import(request: BundleImport): Promise<ImportReport>
  verify(request: BundleCheck): Promise<BundleReport>
  makeKeyPair(file: string): Promise<KeyFiles>
  /** Writes or extends a repository of bundles that others pull from. */
  publish(request: Publication): Promise<PublishReport>
  pull(order: PullOrder): Promise<PullReport>
  /** What newer there is at the configured source; one on the network is asked only when `online` says so. */
  fetchSourceNews(online: boolean): Promise<SourceNews>
}

/** The assistants on this machine. */
export interface Clients {
  list(): Promise<ClientState[]>
  setUp(request: SetupRequest): Promise<SetupAnswer>
}

export interface App {
  readonly options: AppOptions
  /** What the commands that are advised depend on. */
  readonly setting: CommandSetting
  readonly clock: Clock
  readonly documentation: Documentation
  readonly index: IndexFile
  readonly guides: Guides
  readonly site: Site
  readonly bundles: Bundles
  readonly clients: Clients
  close(): Promise<void>
}
