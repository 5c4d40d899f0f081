// Publishing and pulling, put together: keys by the names of their files, the configured source, the download, the
// index to write, and what search learns at the end.

import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LocalGuide } from '../../bundle/repository/plan-pull.ts'
import type { PublishReport, PublishRequest } from '../../bundle/repository/publish.ts'
import type { PullReport, PullRequest } from '../../bundle/repository/pull.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { summarizeGuides } from '../../store/guides/guide-rows.ts'
import { loadPulled, markPulledLearnt } from '../../store/guides/pulled-states.ts'
import { toGuideKey } from '../../store/guides/run-facts.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { AppOptions } from '../app-options.ts'
import { createIndexWriter } from '../index/index-writer.ts'
import { runWithImages } from './bundles.ts'

export interface Publication extends Omit<PublishRequest, 'sign' | 'images'> {
  /** Carry the images that are kept. Default true. */
  readonly images?: boolean
  /** File of the private key to sign with. */
  readonly sign: string
}

export interface PullOrder extends Omit<PullRequest, 'from' | 'trust'> {
  /** Both are those of the configuration when absent. */
  readonly from?: string | undefined
  /** File of the public key. */
  readonly trust?: string | undefined
}

export interface PullSettings {
  readonly options: AppOptions
  readonly clock: Clock
  /** The index to look at, as far as there is one. */
  readonly openDatabase: () => Promise<SqlDatabase | undefined>
  /** Ends the looking, before the index is written. */
  readonly release?: () => void
}

export async function publishGuides(
  db: SqlDatabase,
  { indexFile, clock }: { readonly indexFile: string; readonly clock: Clock },
  { sign, images: isWithImages = true, ...request }: Publication,
): Promise<PublishReport> {
  const [{ publishRepository }, keys] = await Promise.all([
    import('../../bundle/repository/publish.ts'),
    import('../../bundle/format/signature.ts'),
  ])
  const key = keys.readPrivateKey(sign)
  return runWithImages(indexFile, isWithImages, (images) =>
    publishRepository(db, () => clock.now(), { ...request, sign: key, images }),
  )
}

/** Throws BAD_INPUT when no source or no key is named or configured, and what pulling throws. */
export async function pullFromSource(
  settings: PullSettings,
  { from, trust, ...order }: PullOrder,
): Promise<PullReport> {
  const { options, clock, openDatabase, release } = settings
  const named = from ?? options.pullFrom
  const keyFile = trust ?? options.trustFile
  if (named === undefined) {
    throw new DocsError('BAD_INPUT', 'There is no source to pull from.', {
      hint:
        'Name one with --from (a folder or an https address), or set AWS_DOCS_PULL_FROM' +
        `${keyFile === undefined ? '; and the public key of its publisher with --trust, or AWS_DOCS_TRUST' : ''}.`,
    })
  }
  const key = await readTrusted(keyFile)
  const { indexFile, offline } = options
  const downloadFolder = chooseDownloadFolder(options)
  const [{ pullGuides }, writer] = await Promise.all([
    import('../../bundle/repository/pull.ts'),
    createIndexWriter({ indexFile, offline, clock, downloadFolder }),
  ])
  const report = await pullGuides(
    {
      ...writer,
      seenFile: chooseSeenFile(options),
      async listLocalGuides() {
        const guides = listLocalGuides(await openDatabase())
        release?.()
        return guides
      },
      learn: () => learn(settings),
    },
    { ...order, from: named, trust: key },
  )
  // What was begun of files that no catalog names any more.
  if (report.kind === 'complete' && !report.dryRun) await rm(downloadFolder, { recursive: true, force: true })
  return report
}

export function listLocalGuides(db: SqlDatabase | undefined): LocalGuide[] {
  if (!db) return []
  const { states } = loadPulled(db)
  return summarizeGuides(db).map(({ base, locale, pages, completedAt, newest }) => ({
    base,
    locale,
    pages,
    completedAt,
    newest,
    pulled: states[toGuideKey({ base, locale })],
  }))
}

/** The key that must have signed. Throws BAD_INPUT when none is named or configured. */
export async function readTrusted(file: string | undefined) {
  if (file === undefined) {
    throw new DocsError('BAD_INPUT', 'No key is named that must have signed what is pulled.', {
      hint:
        'Give the public key of the publisher with --trust FILE, or set AWS_DOCS_TRUST; nothing is taken ' +
        'without one.',
    })
  }
  const { readPublicKey } = await import('../../bundle/format/signature.ts')
  return readPublicKey(file)
}

/** Apart from the downloads of imports, so that it can be emptied. */
export function chooseDownloadFolder({ indexFile }: AppOptions): string {
  return join(dirname(indexFile), 'downloads', 'pull')
}

export function chooseSeenFile({ userCatalogFile }: AppOptions): string {
  return join(dirname(userCatalogFile), 'seen-catalogs.json')
}

// Once for all guides. Where another run holds the index this is left to the next pull; a crawl learns at its end too.
async function learn({ options, clock, openDatabase, release }: PullSettings): Promise<void> {
  const read = await openDatabase()
  const isLearnt = !read || loadPulled(read).isLearnt
  release?.()
  if (isLearnt) return
  const [{ openIndexForWriting }, { learnFromIndex }, { takeRunLock, releaseRunLock }] = await Promise.all([
    import('../../store/index/open-index.ts'),
    import('../../search/learn-from-index.ts'),
    import('../../store/lock/run-lock.ts'),
  ])
  const { db, close } = await openIndexForWriting(options.indexFile)
  try {
    const started = takeRunLock(db, 'import', clock.now())
    if (started.kind === 'busy') return
    try {
      learnFromIndex(db)
      markPulledLearnt(db)
    } finally {
      releaseRunLock(db, started.run.id, { now: clock.now(), exitCode: 0, report: undefined })
    }
  } finally {
    close()
  }
}
