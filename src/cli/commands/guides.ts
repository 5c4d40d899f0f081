// guides: the guides that can be named, and what of each is indexed.

import type { Command } from 'commander'
import type { WantedGuide } from '../../app/wanted/wanted-guides.ts'
import type { App } from '../../app.ts'
import { resolveGuideUrl } from '../../core/model/catalog.ts'
import { describeCompleteness } from '../../core/model/completeness.ts'
import { parseDocUrl } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import { explainNoPage } from '../../core/model/explain-no-page.ts'
import { type CatalogGuide, getFullTitle } from '../../core/model/guide.ts'
import { findPartition, type Partition, toPartitionField } from '../../core/model/partition.ts'
import { quoteGetCommands } from '../../core/model/printed-commands.ts'
import { formatSuggestion } from '../../core/text/near-names.ts'
import { LONGEST_URL, quoteBriefly, shorten } from '../../core/text/shorten.ts'
import { findGuidesByWords, findMeantGuides } from '../../search/naming/find-guides.ts'
import type { GuideState } from '../../store/guides/guide-states.ts'
import { print, runWithApp, talk } from '../command-context.ts'
import { describeAge } from '../format/age.ts'
import { formatGuideName } from '../format/crawl-progress.ts'
import { registerContents } from './guide-contents.ts'

interface GuidesOptions {
  readonly json?: boolean
}

/** What --json gives for each guide. */
interface GuideLine extends CatalogGuide {
  /** Undefined for guides of docs.aws.amazon.com. */
  readonly partition?: Partition
  readonly indexed: readonly Pick<GuideState, 'locale' | 'pages' | 'oldest' | 'newest' | 'completeness'>[]
}

/** Named in a command to be copied. */
const MOST_WANTED = 5

export function registerGuides(program: Command): void {
  const guides = program
    .command('guides')
    .summary('list the guides that can be harvested')
    .description(
      'Lists every guide that can be named by its id, those of the catalog and those that were harvested ' +
        'by URL, and what of it is in the index.',
    )
    .option('--json', 'one line of JSON')
    .action((options: GuidesOptions, command: Command) => runWithApp(command, (app) => list(app, options)))
  // An option that the parent has too is taken by the parent.
  const readOptions = (command: Command) => command.optsWithGlobals<GuidesOptions>()
  guides
    .command('find')
    .description(
      'Lists the guides whose id, title, product or path holds all the words; other names of products will do.',
    )
    .argument('<words...>', 'words to look for')
    .option('--json', 'the same as one line of JSON')
    .action((words: string[], _options: unknown, command: Command) =>
      runWithApp(command, (app) => find(app, words, readOptions(command))),
    )
  guides
    .command('add')
    .description('Adds a guide to the catalog by the URL of any of its pages.')
    .argument('<url>', 'URL of a page of the guide')
    .option('--json', 'the guide as one line of JSON, and whether it is new in the catalog')
    .action((url: string, _options: unknown, command: Command) =>
      runWithApp(command, (app) => add(app, url, readOptions(command))),
    )
  registerContents(guides)
  guides
    .command('wanted')
    .description(
      'Lists the guides that searches of servers with AWS_DOCS_WANTED=1 needed in the last 90 days and ' +
        'did not have, most wanted first; "crawl --wanted" gets them. Only guides, languages and days are ' +
        'counted, never the words.',
    )
    .option('--json', 'the same as one line of JSON')
    .action((_options: unknown, command: Command) =>
      runWithApp(command, (app) => listWanted(app, readOptions(command))),
    )
}

async function listWanted(app: App, { json }: GuidesOptions): Promise<void> {
  const wanted = await app.guides.listWanted()
  if (json) print(wanted.map(({ catalogId, ...guide }) => ({ id: catalogId, ...guide })))
  else if (wanted.length > 0) print(wanted.map(formatWanted).join('\n'))
  if (wanted.length > 0) talk(describeGettingWanted(wanted, app))
  else if (!json) {
    const how = app.options.wanted ? 'no search lacked one' : 'servers count that with AWS_DOCS_WANTED=1'
    talk(`No guide is wanted: ${how}.`)
  }
}

function describeGettingWanted(wanted: readonly WantedGuide[], { setting }: App): string {
  if (!setting.isOffline)
    return '"aws-docs-offline crawl --wanted" gets them in this order; --budget 2h ends it after two hours.'
  const locale = wanted[0]?.locale
  const ids = wanted.flatMap((guide) => (guide.locale === locale ? [guide.catalogId] : []))
  const first = ids.slice(0, MOST_WANTED).join(' ')
  return `Offline they come as bundles or from a folder: ${quoteGetCommands(first, setting, locale)}.`
}

function formatWanted({ searches, lastDay, completeness, ...guide }: WantedGuide): string {
  const state = completeness ? `; ${describeCompleteness(completeness)}` : ''
  return `${String(searches).padStart(5)}  ${formatGuideName(guide)}  ${getFullTitle(guide)}  (last ${lastDay}${state})`
}

async function list(app: App, { json }: GuidesOptions): Promise<void> {
  const rows = await makeRows(app, await app.guides.listKnown())
  print(json ? rows : formatText(rows, app.clock.now()))
}

async function find(app: App, words: readonly string[], { json }: GuidesOptions): Promise<void> {
  const rows = await makeRows(app, findGuidesByWords(await app.guides.listKnown(), words))
  if (json) print(rows)
  else if (rows.length > 0) print(formatText(rows, app.clock.now()))
  if (rows.length > 0) return
  const near = findMeantGuides(await app.guides.listKnown(), words.join('-')).map(({ id }) => id)
  const how = 'Use fewer words, or add a guide by the URL of one of its pages: "aws-docs-offline guides add URL".'
  throw new DocsError('UNKNOWN_GUIDE', `No guide of the catalog holds all of: ${shorten(words.join(' '))}.`, {
    hint: [formatSuggestion(near), how].filter(Boolean).join(' '),
  })
}

async function makeRows(app: App, guides: readonly CatalogGuide[]): Promise<GuideLine[]> {
  const { guides: copies } = await app.index.getStatus()
  return guides.map((guide) => ({
    ...guide,
    ...toPartitionField(guide.base),
    indexed: copies
      .filter(({ base }) => base === guide.base)
      .map(({ locale, pages, oldest, newest, completeness }) => ({ locale, pages, oldest, newest, completeness })),
  }))
}

function formatText(rows: readonly GuideLine[], now: number): string {
  const width = Math.max(...rows.map(({ id }) => id.length))
  return rows
    .map(({ id, locales, indexed, ...guide }) => {
      const state = indexed.map(({ locale, oldest, completeness }) => {
        const age = oldest === undefined ? '' : `, ${describeAge(oldest, now)}`
        return `${locale}: ${describeCompleteness(completeness)}${age}`
      })
      const site = findPartition(guide.base) === 'aws' ? '' : ` ${findPartition(guide.base)}`
      const about = state.length > 0 ? `  (${state.join('; ')})` : ''
      return `${id.padEnd(width)}  ${getFullTitle(guide)} [${locales.join(' ')}]${site}${about}`
    })
    .join('\n')
}

async function add(app: App, text: string, { json }: GuidesOptions): Promise<void> {
  const url = parseDocUrl(text)
  if (!url) {
    throw new DocsError('OUT_OF_SCOPE', `${quoteBriefly(text, LONGEST_URL)} ${explainNoPage(text, 'harvested')}.`, {
      hint:
        'Give the URL of a page of the guide, such as ' + 'https://docs.aws.amazon.com/lambda/latest/dg/welcome.html.',
    })
  }
  const found = resolveGuideUrl(await app.guides.listKnown(), url)
  const isNew = app.guides.listCatalog().every(({ base }) => base !== found.base)
  const guide = isNew ? { ...found, locales: [...new Set([...found.locales, url.locale])] } : found
  if (isNew) app.guides.add(guide)
  print(json ? { ...guide, ...toPartitionField(guide.base), added: isNew } : guide.id)
  talk(
    isNew
      ? `Added. ${quoteGetCommands(guide.id, app.setting)} gets it.`
      : `The guide at ${guide.base} is in the catalog already.`,
  )
}
