// The composition root: the only place where parts are created and joined. Surfaces see the App type and what it names;
// what is slow to load is loaded when it is first used.

import type { App, Documentation, Guides } from './app/app-interface.ts'
import type { AppOptions } from './app/app-options.ts'
import { checkBundle, makeKeyPair, takeBundle, writeBundle } from './app/bundles/bundles.ts'
import { publishGuides, pullFromSource } from './app/bundles/repository.ts'
import { sourceNews } from './app/bundles/source-news.ts'
import { listClients, setUp } from './app/clients.ts'
import { examineAll } from './app/doctor.ts'
import { harvest, refresh } from './app/harvest/harvest.ts'
import { createImages } from './app/images/read-images.ts'
import { guideContents } from './app/index/guide-contents.ts'
import { createIndexReader, type IndexReader } from './app/index/index-reader.ts'
import { makeDetails, makeStatus } from './app/index/index-status.ts'
import { createLocalIndex } from './app/index/local-index.ts'
import { chinaServices } from './app/site/china-services.ts'
import { createLiveSite, type LiveSite } from './app/site/live-site.ts'
import { createSearch } from './app/site/search-everywhere.ts'
import { createWantedCounter, NOT_COUNTING } from './app/wanted/count-wanted.ts'
import { chooseWantedFile, forgetComplete, wantedGuides } from './app/wanted/wanted-guides.ts'
import { chooseGuide } from './core/model/catalog.ts'
import { chooseIndexed, knownGuides } from './core/model/indexed-guides.ts'
import { requireQueryLength } from './core/model/query-length.ts'
import { systemClock } from './core/platform/clock.ts'
import { stderrLogger } from './core/platform/logger.ts'
import { requirePage } from './read/find-copy.ts'
import { pageNotFound } from './read/nearest-pages.ts'
import { readChanges } from './read/read-changes.ts'
import { readPage } from './read/read-page.ts'
import { readSections } from './read/read-sections.ts'
import { guideKnowledge } from './search/missing/guide-knowledge.ts'
import { relatedPages } from './search/related/related-pages.ts'
import { searchTables, type TableAnswer } from './search/tables/search-tables.ts'
import { addToCatalog, loadCatalog } from './store/guides/catalog-file.ts'
import { listGuides } from './store/guides/guide-rows.ts'
import { findPage, type PageRow } from './store/pages/page-rows.ts'
import type { SqlDatabase } from './store/sqlite/sql-driver.ts'

export type { App, AppOptions }

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
  // Closed before anything is written: a writer puts a file that was left with a log in order only when nobody reads
  // it.
  const reader: IndexReader = createIndexReader(indexFile)
  const live: LiveSite = createLiveSite({ offline, origin, chinaOrigin, searchUrl, cacheFile, clock, logger })
  const images = createImages({ indexFile, isOffline: offline, live: live.image })
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
  const wantedFile = chooseWantedFile(indexFile)
  const wanted = options.wanted && options.isServer ? createWantedCounter(wantedFile, clock) : NOT_COUNTING
  const localIndex = createLocalIndex({ reader, clock, knowledge, offline, canPull, wanted })
  const search = createSearch({ reader, live, catalog, indexFile, offline, canPull, clock, knowledge, wanted })
  const statusNow = async () => makeStatus(indexFile, await reader.fileIfAny(), clock.now())
  const known = async () => {
    const db = await reader.databaseIfAny()
    return knownGuides(catalog(), db ? listGuides(db) : [])
  }
  return {
    options,
    clock,
    documentation: {
      images,
      search: async (query, signal) => search({ ...inPartition(query.guides !== undefined), ...query }, signal),
      read: async (request) => readPage({ db: await reader.databaseIfAny(), live: live.documentation }, request),
      readSections: async (request) =>
        readSections({ db: await reader.databaseIfAny(), live: live.documentation }, request),
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
      chinaServices: async (signal) => chinaServices(await reader.databaseIfAny(), live, signal),
    },
    index: {
      status: statusNow,
      details: async () => makeDetails({ file: indexFile, cacheFile, now: clock.now() }, await reader.fileIfAny()),
      examine: (online) => examineAll({ options, clock, online }),
      local: localIndex,
    },
    guides: {
      catalog,
      known,
      add: (guide) => addToCatalog(options.userCatalogFile, guide),
      async choose(names, locale) {
        const guides = await known()
        return names.map((name) => chooseGuide(guides, name, locale))
      },
      chooseIndexed: async (names, locale) =>
        chooseIndexed(listGuides(await reader.database()), names, { locale, catalog }),
      contents: async (request) => guideContents(await localIndex(), catalog, request),
      async suggest(folder) {
        const { suggestGuides } = await import('./app/harvest/suggest-guides.ts')
        return suggestGuides(folder, catalog())
      },
      wanted: async () =>
        wantedGuides({
          file: wantedFile,
          known: await known(),
          indexed: (await statusNow()).guides,
          now: clock.now(),
        }),
    },
    site: {
      async crawl(request) {
        reader.close()
        const report = await harvest({ indexFile, origin, chinaOrigin, clock, logger }, request)
        await forgetComplete(wantedFile, (await statusNow()).guides, report.guides)
        return report
      },
      async refresh(order) {
        reader.close()
        return refresh({ indexFile, origin, chinaOrigin, clock, logger }, order)
      },
    },
    bundles: {
      export: async (request) => writeBundle(await reader.database(), indexFile, request),
      async import(request) {
        reader.close()
        return takeBundle({ indexFile, offline, clock }, request)
      },
      verify: checkBundle,
      makeKeyPair,
      publish: async (request) => publishGuides(await reader.database(), { indexFile, clock }, request),
      pull: (order) => pullFromSource({ options, clock, database: reader.fileIfAny, release: reader.close }, order),
      sourceNews: (online) => sourceNews({ options, clock, database: reader.fileIfAny }, online),
    },
    clients: { list: listClients, setUp: (request) => setUp(request, clock) },
    async close() {
      await wanted.close()
      images.close()
      reader.close()
      await live.close()
    },
  }
}

function lookUpTables(
  db: SqlDatabase,
  { url, guide, ...query }: Parameters<Documentation['searchTables']>[0],
  { catalog, offline }: { readonly catalog: Guides['catalog']; readonly offline: boolean },
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
