// The composition root: the only place where parts are created and joined. Surfaces see the App type and what it names;
// what is slow to load is loaded when it is first used.

import type { App } from './app/app-interface.ts'
import type { AppOptions } from './app/app-options.ts'
import { checkBundle, makeKeyPair, takeBundle, writeBundle } from './app/bundles/bundles.ts'
import { publishGuides, pullFromSource } from './app/bundles/repository.ts'
import { fetchSourceNews } from './app/bundles/source-news.ts'
import { listClients, setUp } from './app/clients.ts'
import { examineAll } from './app/doctor.ts'
import { harvest, refresh } from './app/harvest/harvest.ts'
import { createImages } from './app/images/read-images.ts'
import { getGuideContents } from './app/index/guide-contents.ts'
import { createIndexReader, type IndexReader } from './app/index/index-reader.ts'
import { makeDetails, makeStatus } from './app/index/index-status.ts'
import { createLocalIndex } from './app/index/local-index.ts'
import { lookUpTables } from './app/index/look-up-tables.ts'
import { listOpenRuns } from './app/index/open-runs.ts'
import { nameIndexed, requireIndexed } from './app/index/require-indexed.ts'
import { readChinaServices } from './app/site/china-services.ts'
import { createLiveSite, type LiveSite } from './app/site/live-site.ts'
import { createSearch } from './app/site/search-everywhere.ts'
import { createWantedCounter, NOT_COUNTING } from './app/wanted/count-wanted.ts'
import { chooseWantedFile, forgetComplete, listWantedGuides } from './app/wanted/wanted-guides.ts'
import { chooseGuide, chooseIds } from './core/model/catalog.ts'
import { chooseIndexed, listKnownGuides } from './core/model/indexed-guides.ts'
import { readCommandSetting } from './core/model/printed-commands.ts'
import { systemClock } from './core/platform/clock.ts'
import { stderrLogger } from './core/platform/logger.ts'
import { readChanges } from './read/read-changes.ts'
import { readPage } from './read/read-page.ts'
import { readSections } from './read/read-sections.ts'
import { createGuideKnowledge } from './search/missing/guide-knowledge.ts'
import { findMeantGuides } from './search/naming/find-guides.ts'
import { resolveGuideNames, toFilterName } from './search/naming/resolve-filters.ts'
import { findRelatedPages } from './search/related/related-pages.ts'
import { addToCatalog, loadCatalog } from './store/guides/catalog-file.ts'
import { listGuides } from './store/guides/guide-rows.ts'
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
  const setting = readCommandSetting(options)
  const reader: IndexReader = createIndexReader(indexFile, setting)
  const live: LiveSite = createLiveSite({
    offline,
    origin,
    chinaOrigin,
    searchUrl,
    cacheFile,
    setting,
    clock,
    logger,
  })
  const images = createImages({ indexFile, isOffline: offline, live: live.image })
  // Whoever names guides has said of which site.
  const choosePartition = (isChosen: boolean) =>
    options.partition === undefined || isChosen ? {} : { partition: options.partition }
  let isTold = false
  const readCatalog = () => {
    const { guides, malformed } = loadCatalog(options.userCatalogFile)
    if (malformed > 0 && !isTold) logger.warn(`${options.userCatalogFile}: entries that are no guides: ${malformed}`)
    isTold ||= malformed > 0
    return guides
  }
  const getKnowledge = createGuideKnowledge(readCatalog)
  const listRuns = (db: SqlDatabase) => listOpenRuns(db, clock.now())
  const wantedFile = chooseWantedFile(indexFile)
  const wanted = options.wanted && options.isServer ? createWantedCounter(wantedFile, clock) : NOT_COUNTING
  const localIndex = createLocalIndex({ reader, clock, getKnowledge, setting, wanted })
  const search = createSearch({
    reader,
    live,
    listCatalog: readCatalog,
    indexFile,
    setting,
    clock,
    getKnowledge,
    wanted,
  })
  const readStatus = async () => makeStatus({ file: indexFile, setting, now: clock.now() }, await reader.findFile())
  const listKnown = async () => {
    const db = await reader.findDatabase()
    return listKnownGuides(readCatalog(), db ? listGuides(db) : [])
  }
  return {
    options,
    setting,
    clock,
    documentation: {
      images,
      search: async (query, signal) => search({ ...choosePartition(query.guides !== undefined), ...query }, signal),
      read: async (request) =>
        readPage({ db: await reader.findDatabase(), live: live.documentation, setting, listRuns }, request),
      readSections: async (request) =>
        readSections({ db: await reader.findDatabase(), live: live.documentation, setting, listRuns }, request),
      async searchTables(query) {
        const db = await reader.getDatabase()
        const inScope = { ...choosePartition(query.guide !== undefined), ...query }
        const parts = { listCatalog: readCatalog, getKnowledge, setting, wanted, clock }
        return db.snapshot(() => lookUpTables(db, inScope, parts))
      },
      async findRelated(url, limit) {
        const db = await reader.getDatabase()
        return db.snapshot(() => {
          const page = requireIndexed(db, url, { setting, listRuns })
          return { page, related: findRelatedPages(db, page, limit, clock.now()) }
        })
      },
      async listChanges({ guides: names, ...query }) {
        const db = await reader.getDatabase()
        return db.snapshot(() =>
          readChanges(
            db,
            { ...query, ...(names && { guides: nameIndexed(db, names) }) },
            { listCatalog: readCatalog, setting },
          ),
        )
      },
      readChinaServices: async (signal) =>
        readChinaServices({ db: await reader.findDatabase(), live, setting }, signal),
    },
    index: {
      getStatus: readStatus,
      getDetails: async () =>
        makeDetails({ file: indexFile, cacheFile, setting, now: clock.now() }, await reader.findFile()),
      examine: (online) => examineAll({ options, setting, clock, online }),
      openLocal: localIndex,
    },
    guides: {
      listCatalog: readCatalog,
      listKnown,
      add: (guide) => addToCatalog(options.userCatalogFile, guide),
      async choose(names, locale) {
        const guides = await listKnown()
        return names.map((name) => chooseGuide(guides, name, locale, findMeantGuides))
      },
      async chooseIds(names) {
        const db = await reader.findDatabase()
        const known = await listKnown()
        const ids = resolveGuideNames(names, [db ? listGuides(db).map(toFilterName) : [], known])
        return chooseIds(known, ids, findMeantGuides)
      },
      chooseIndexed: async (names, locale) =>
        chooseIndexed(listGuides(await reader.getDatabase()), names, { locale, listCatalog: readCatalog, setting }),
      getContents: async (request) =>
        getGuideContents(await localIndex(), { listCatalog: readCatalog, setting }, request),
      async suggest(folder) {
        const { suggestGuides } = await import('./app/harvest/suggest-guides.ts')
        return suggestGuides(folder, readCatalog())
      },
      listWanted: async () =>
        listWantedGuides({
          file: wantedFile,
          known: await listKnown(),
          indexed: (await readStatus()).guides,
          now: clock.now(),
        }),
    },
    site: {
      async crawl(request) {
        reader.close()
        const report = await harvest({ indexFile, origin, chinaOrigin, clock, logger }, request)
        await forgetComplete(wantedFile, (await readStatus()).guides, report.guides)
        return report
      },
      async refresh(order) {
        reader.close()
        return refresh({ indexFile, origin, chinaOrigin, clock, logger }, order)
      },
    },
    bundles: {
      export: async (request) => writeBundle(await reader.getDatabase(), indexFile, request),
      async import(request) {
        reader.close()
        return takeBundle({ indexFile, offline, clock }, request)
      },
      verify: checkBundle,
      makeKeyPair,
      publish: async (request) => publishGuides(await reader.getDatabase(), { indexFile, clock }, request),
      pull: (order) => pullFromSource({ options, clock, openDatabase: reader.findFile, release: reader.close }, order),
      fetchSourceNews: (online) => fetchSourceNews({ options, clock, openDatabase: reader.findFile }, online),
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
