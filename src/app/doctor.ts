// The doctor, put together: this process's environment, who holds the index, and with permission the questions to the
// site.

import { DOCS_ORIGIN } from '../core/model/doc-url.ts'
import { DocsError } from '../core/model/errors.ts'
import type { CommandSetting } from '../core/model/printed-commands.ts'
import type { Clock } from '../core/platform/clock.ts'
import { silentLogger } from '../core/platform/logger.ts'
import { formatCount } from '../core/text/format-count.ts'
import type { OnlineProbes } from '../doctor/check-network.ts'
import type { Examination } from '../doctor/examine.ts'
import { getImageFile } from '../store/images/image-schema.ts'
import type { AppOptions } from './app-options.ts'
import { inspectSource } from './bundles/source-news.ts'
import { listOpenRuns } from './index/open-runs.ts'
import { connectSearch } from './site/connect-search.ts'
import { chooseWantedFile } from './wanted/wanted-guides.ts'

export interface DoctorSettings {
  readonly options: AppOptions
  readonly setting: CommandSetting
  readonly clock: Clock
  /** Ask the site too. */
  readonly online: boolean
}

const ASKED_PAGE = `${DOCS_ORIGIN}/lambda/latest/dg/welcome.html`

/**
 * Throws OFFLINE when the site shall be asked and no socket may be opened. Through a proxy that cannot be one nothing
 * is asked: that is a finding.
 */
export async function examineAll({ options, setting, clock, online }: DoctorSettings): Promise<Examination> {
  if (online && options.offline) {
    throw new DocsError('OFFLINE', 'The site was not asked: this is offline mode.', {
      hint: 'Leave out --online, or --offline and AWS_DOCS_OFFLINE.',
    })
  }
  const [{ examine }, { readProxySettings }] = await Promise.all([
    import('../doctor/examine.ts'),
    import('../http/client/proxy-settings.ts'),
  ])
  const site = online && readProxySettings(process.env).kind === 'settings' ? await connect(options, clock) : undefined
  const { indexFile, userCatalogFile, cacheFile } = options
  try {
    return await examine({
      setting,
      indexFile,
      userCatalogFile,
      cacheFile,
      imageFile: getImageFile(indexFile),
      wanted: { file: chooseWantedFile(indexFile), isOn: options.wanted === true },
      environment: process.env,
      clock,
      listRuns: (db) => listOpenRuns(db, clock.now()),
      online: site?.probes,
      readSource: () => inspectSource(options, clock, online),
    })
  } finally {
    await site?.close()
  }
}

// Without the cache of live pages: whatever is wrong with that file would be fixed by opening it.
async function connect({ origin, chinaOrigin, searchUrl }: AppOptions, clock: Clock) {
  const [{ createDispatcher }, { createHttpClient }, { createHostScheduler }, { createPoliteFetcher }] =
    await Promise.all([
      import('../http/client/dispatcher.ts'),
      import('../http/client/http-client.ts'),
      import('../http/pacing/host-scheduler.ts'),
      import('../http/pacing/polite-fetcher.ts'),
    ])
  const dispatcher = createDispatcher()
  const search = await connectSearch(dispatcher, { origin, searchUrl }, clock)
  const client = createHttpClient({ clock, dispatcher, origin, chinaOrigin })
  const host = createHostScheduler({ clock, concurrency: 1 })
  const fetcher = createPoliteFetcher({ fetcher: client, host, clock, logger: silentLogger })
  const from = origin === undefined ? DOCS_ORIGIN : `${origin} (AWS_DOCS_ORIGIN)`
  const probes: OnlineProbes = {
    isMirrored: origin !== undefined,
    async reachRobots() {
      const robots = await fetcher.getRobots()
      if (robots.kind !== 'rules') {
        const reason = robots.reason.replace(/^robots\.txt could not be read: /, '')
        return { kind: 'failed', reason: `${reason}, from ${from}` }
      }
      const { crawlDelayMs } = robots.policy
      const delay =
        crawlDelayMs === undefined ? 'asks for no pause' : `asks for ${crawlDelayMs / 1000} s between requests`
      return { kind: 'reached', detail: `${delay}, from ${from}` }
    },
    async reachPage() {
      const outcome = await fetcher.get(ASKED_PAGE)
      if (outcome.kind === 'fresh')
        return { kind: 'reached', detail: `${ASKED_PAGE} answered ${outcome.body.length} bytes` }
      return {
        kind: 'failed',
        reason:
          'reason' in outcome
            ? `${ASKED_PAGE} from ${from}: ${outcome.reason}`
            : `${ASKED_PAGE} from ${from} answered ${outcome.kind}`,
      }
    },
    async search() {
      const outcome = await search.search({ text: 'lambda timeout', limit: 1, locale: 'en_us' })
      if (outcome.kind === 'hits')
        return { kind: 'reached', detail: `answered ${formatCount(outcome.hits.length, 'hit')}` }
      return { kind: outcome.kind, reason: outcome.reason }
    },
  }
  return { probes, close: () => client.close() }
}
