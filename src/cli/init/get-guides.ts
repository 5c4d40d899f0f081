// Getting the guides that were chosen: from the configured source what it has, from the site the rest.

import type { App } from '../../app.ts'
import type { GuideChoice } from '../../core/model/catalog.ts'
import type { Completeness } from '../../core/model/completeness.ts'
import { DocsError } from '../../core/model/errors.ts'
import { type Locale, toLanguage } from '../../core/model/locale.ts'
import { makeIndexFolder } from '../../store/index/index-folder.ts'
import { requireDiskSpace } from '../../store/sqlite/disk-space.ts'
import { abortOnInterrupt, talk } from '../command-context.ts'
import { formatGuideName } from '../format/crawl-progress.ts'
import { type HarvestStart, harvestHere, harvestInBackground } from './background-harvest.ts'

export interface GetOrder {
  /** Catalog ids, or URLs of pages. */
  readonly names: readonly string[]
  readonly locale: Locale | undefined
  readonly from: string | undefined
  readonly trust: string | undefined
  /** End when all is there. */
  readonly isWaiting: boolean
}

export interface GotGuide {
  readonly id: string
  readonly locale: Locale
  /** Undefined while nothing of it is there. */
  readonly completeness: Completeness | undefined
}

export interface GotGuides {
  readonly guides: readonly GotGuide[]
  /** Ids that came from the source. */
  readonly pulled: readonly string[]
  /** Undefined where nothing had to be harvested. */
  readonly harvest: HarvestStart | undefined
}

interface Named {
  readonly name: string
  readonly choice: GuideChoice
}

interface Lacking extends Named {
  readonly isRunning: boolean
}

/** What the first pages need at the least. */
const LEAST_ROOM = 1_000_000

/**
 * Throws UNKNOWN_GUIDE; OFFLINE when something is left that only the site has; DISK_FULL and INDEX_READ_ONLY before a
 * harvest; what pulling throws.
 */
export async function getGuides(app: App, order: GetOrder): Promise<GotGuides> {
  const choices = await app.guides.choose(order.names, order.locale)
  const named = choices.map((choice, at): Named => ({ name: order.names[at] ?? '', choice }))
  const isPulling = order.from !== undefined || app.options.pullFrom !== undefined
  const { pulled, offered } = isPulling ? await pullAvailable(app, await findLacking(app, named), order) : NOTHING
  // What a crawl is at is on its way.
  const left = (await findLacking(app, named)).filter(({ isRunning }) => !isRunning)
  const harvest = left.length === 0 ? undefined : await startHarvest(app, left, order, offered)
  const states = await loadStates(app)
  return {
    guides: choices.map((choice) => ({
      id: choice.catalogId,
      locale: choice.locale,
      completeness: states.get(toKey(choice)),
    })),
    pulled,
    harvest,
  }
}

async function startHarvest(
  app: App,
  left: readonly Named[],
  { locale, isWaiting }: GetOrder,
  offered: readonly Offered[] | undefined,
): Promise<HarvestStart> {
  const ids = left.map(({ choice }) => formatGuideName(choice)).join(', ')
  if (app.options.offline) {
    throw new DocsError('OFFLINE', `Only the site has ${ids}, and this is offline.`, {
      hint:
        (offered ? describeOffered(left, offered) : '') +
        'Leave out --offline and AWS_DOCS_OFFLINE, import a bundle, or name ' +
        `${offered ? 'another' : 'a'} source with --from and its key with --trust.`,
    })
  }
  makeIndexFolder(app.options.indexFile)
  // A process in the background has nobody to tell, and on a full disk not even a log.
  await requireDiskSpace(app.options.indexFile, LEAST_ROOM, 'The harvest')
  const harvest = { names: left.map(({ name }) => name), locale }
  if (isWaiting) return harvestHere(app, harvest)
  const before = countPages(await loadStates(app), left)
  talk(`Harvesting ${ids} from the site in the background; waiting for the first page.`)
  return harvestInBackground(app, harvest, async (pid) => {
    const { running } = await app.index.getStatus()
    // Pages that come while another process crawls are not of this harvest.
    const isOwn = running.some(({ owner }) => owner.endsWith(`:${pid}`))
    return isOwn && countPages(await loadStates(app), left) > before
  })
}

// What a source has in another language is not taken for what was asked.
function describeOffered(left: readonly Named[], offered: readonly Offered[]): string {
  const sentences = left.flatMap(({ choice: { catalogId } }) => {
    const languages = offered.filter((one) => one.catalogId === catalogId).map(({ locale }) => toLanguage(locale))
    return languages.length > 0 ? [`The source has ${catalogId} in ${languages.join(', ')}; --locale chooses. `] : []
  })
  return sentences.join('')
}

interface Offered {
  readonly catalogId: string
  readonly locale: Locale
}

interface Pulled {
  readonly pulled: readonly string[]
  /** What the source has; undefined where it was not asked. */
  readonly offered: readonly Offered[] | undefined
}

const NOTHING: Pulled = { pulled: [], offered: undefined }

// What the source does not have is no fault: the site has it.
async function pullAvailable(app: App, lacking: readonly Named[], { from, trust }: GetOrder): Promise<Pulled> {
  if (lacking.length === 0) return NOTHING
  const signal = abortOnInterrupt('Stopping; run the same command again to go on.')
  const shared = { from, trust, signal }
  const offer = await app.bundles.pull({ ...shared, names: [], locales: undefined, all: true, dryRun: true })
  const offered = new Set(offer.guides.map(formatGuideName))
  const wanted = lacking.filter(({ choice }) => offered.has(formatGuideName(choice)))
  const pulled: string[] = []
  for (const locale of new Set(wanted.map(({ choice }) => choice.locale))) {
    const ids = wanted.filter(({ choice }) => choice.locale === locale).map(({ choice }) => choice.catalogId)
    talk(`Getting ${ids.join(', ')} from ${offer.source}.`)
    const { guides, reason } = await app.bundles.pull({ ...shared, names: ids, locales: [locale], all: false })
    if (reason !== undefined) talk(`warning: not all was got from there: ${reason}`)
    pulled.push(...guides.filter(({ outcome }) => outcome === 'pulled').map(formatGuideName))
  }
  return { pulled, offered: offer.guides }
}

async function findLacking(app: App, named: readonly Named[]): Promise<Lacking[]> {
  const states = await loadStates(app)
  return named.flatMap((one) => {
    const state = states.get(toKey(one.choice))
    return state?.kind === 'complete' ? [] : [{ ...one, isRunning: state?.isRunning === true }]
  })
}

type States = ReadonlyMap<string, Completeness>

async function loadStates(app: App): Promise<States> {
  const { guides } = await app.index.getStatus()
  return new Map(guides.map((guide) => [toKey(guide), guide.completeness]))
}

function countPages(states: States, named: readonly Named[]): number {
  return named.reduce((sum, { choice }) => sum + (states.get(toKey(choice))?.pages ?? 0), 0)
}

function toKey({ base, locale }: Pick<GuideChoice, 'base' | 'locale'>): string {
  return `${locale} ${base}`
}
