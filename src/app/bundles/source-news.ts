// What newer there is at the configured source: for status and doctor, who change nothing.

import { existsSync } from 'node:fs'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { isUrl } from '../../core/text/parse-url.ts'
import type { Download } from '../../http/download/download.ts'
import { OLDEST_READABLE_SCHEMA } from '../../store/index/migrations.ts'
import { openIndexToInspect } from '../../store/index/open-index.ts'
import type { AppOptions } from '../app-options.ts'
import { createLazyDownload } from '../index/index-writer.ts'
import { chooseDownloadFolder, chooseSeenFile, listLocalGuides, type PullSettings, readTrusted } from './repository.ts'

export type SourceNews =
  | { readonly kind: 'none' }
  /** On the network, which was not to be used. */
  | { readonly kind: 'not-asked'; readonly source: string }
  | { readonly kind: 'failed'; readonly source: string; readonly reason: string; readonly hint: string | undefined }
  | {
      readonly kind: 'news'
      readonly source: string
      readonly created: string
      /** Guides in its catalog. */
      readonly guides: number
      /** How many of them are here in some state. */
      readonly here: number
      /** Of the guides here, those that it has newer. */
      readonly newer: readonly { readonly id: string; readonly locale: Locale }[]
      /** What getting them would take. */
      readonly bytes: number
    }

/** Whoever asks for news has no --trust to be told. */
const NO_KEY = {
  reason: 'no key is configured that must have signed what is pulled.',
  hint: 'Set AWS_DOCS_TRUST to the file of the public key of its publisher.',
}

/** Never throws for what the source is or does. One on the network is asked only when `online` says so. */
export async function fetchSourceNews(settings: PullSettings, online: boolean): Promise<SourceNews> {
  const { options, clock } = settings
  const { pullFrom, trustFile, offline } = options
  if (pullFrom === undefined) return { kind: 'none' }
  if (isUrl(pullFrom) && (!online || offline)) return { kind: 'not-asked', source: pullFrom }
  if (trustFile === undefined) return { kind: 'failed', source: pullFrom, ...NO_KEY }
  try {
    return await askSource(settings, pullFrom, createLazyDownload(clock, { attempts: 1 }))
  } catch (error) {
    const hint = error instanceof DocsError ? error.hint : undefined
    return { kind: 'failed', source: pullFrom, reason: toMessage(error), hint }
  }
}

/**
 * For the doctor, who changes nothing: an index of an old schema is left as it is, and counts as none. Undefined
 * without a source.
 */
export async function inspectSource(options: AppOptions, clock: Clock, online: boolean) {
  const inspected = existsSync(options.indexFile)
    ? await openIndexToInspect(options.indexFile).catch(() => undefined)
    : undefined
  try {
    const db = inspected && inspected.schema >= OLDEST_READABLE_SCHEMA ? inspected.db : undefined
    const news = await fetchSourceNews({ options, clock, openDatabase: async () => db }, online)
    return news.kind === 'none' ? undefined : news
  } finally {
    inspected?.close()
  }
}

async function askSource(
  { options, openDatabase }: PullSettings,
  pullFrom: string,
  download: Download,
): Promise<SourceNews> {
  const [{ openSource }, { readCatalog }, { sumBytes, planPull }, { findLastSeen, requireNotOlder }] =
    await Promise.all([
      import('../../bundle/repository/source.ts'),
      import('../../bundle/repository/signed-catalog.ts'),
      import('../../bundle/repository/plan-pull.ts'),
      import('../../bundle/repository/seen-catalogs.ts'),
    ])
  const trust = await readTrusted(options.trustFile)
  const source = openSource(pullFrom, { download, downloadFolder: chooseDownloadFolder(options) })
  const signed = await readCatalog(source, trust)
  requireNotOlder(source.name, signed, findLastSeen(chooseSeenFile(options), source.name, signed.signer))
  const { created, guides } = signed.catalog
  const local = listLocalGuides(await openDatabase()).filter(({ pages }) => pages > 0)
  const plan = local.length > 0 ? planPull(guides, { names: [], locales: undefined, all: false }, local) : []
  const newer = plan.filter(({ files }) => files.length > 0)
  return {
    kind: 'news',
    source: source.name,
    created,
    guides: guides.length,
    here: plan.length,
    newer: newer.map(({ entry }) => ({ id: entry.catalogId, locale: entry.locale })),
    bytes: sumBytes(newer),
  }
}
