// crawl: harvest guides into the index. Progress on stderr, the report on stdout.

import type { Command } from 'commander'
import type { App } from '../../app.ts'
import type { GuideChoice } from '../../core/model/catalog.ts'
import { SEARCHABLE_ALREADY } from '../../core/model/completeness.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import {
  abortOnInterrupt,
  makeDurationParser,
  makeIntegerParser,
  parseLocaleOption,
  parseSecondsOption,
  print,
  runWithApp,
  talk,
} from '../command-context.ts'
import { formatGuideName, showProgress } from '../format/crawl-progress.ts'
import { describeReport } from '../format/crawl-summary.ts'

interface CrawlOptions {
  readonly locale?: Locale
  readonly maxPages?: number
  readonly concurrency?: number
  readonly crawlDelay?: number
  readonly force?: boolean
  readonly ifMissing?: boolean
  readonly wanted?: boolean
  readonly images?: boolean
  readonly budget?: number
  readonly json?: boolean
}

export function registerCrawl(program: Command): void {
  program
    .command('crawl')
    .summary('harvest guides into the index')
    .description(
      'Harvests guides of the AWS documentation into the index, at the pace robots.txt asks for. A GUIDE ' +
        'is an id of the catalog ("guides" lists them) or the URL of any page of a guide. Several are ' +
        'harvested in turn, and of each first what answers most: its entry pages, limits, troubleshooting, ' +
        'prices and what other pages link to. A stopped crawl goes on where it was when the same command ' +
        'is run again.',
    )
    .argument('[guide...]', 'catalog ids, or URLs of pages')
    .option(
      '--locale <locale>',
      'language to harvest, such as ja_jp (default: that of the URL, else English)',
      parseLocaleOption,
    )
    .option('--wanted', 'the guides that searches needed and did not have ("guides wanted"), the most wanted first')
    .option('--images', "keep the images of these guides' pages too, now and with every refresh")
    .option('--budget <span>', 'end after this time, such as 2h; the next run goes on', makeDurationParser('24d'))
    .option('--max-pages <n>', 'pages of each guide to finish in this run', makeIntegerParser(1, 1_000_000))
    .option('--concurrency <n>', 'requests under way at once (default: 8)', makeIntegerParser(1, 64))
    .option(
      '--crawl-delay <seconds>',
      'pause between requests, instead of what robots.txt asks for',
      parseSecondsOption,
    )
    .option('--force', 'let pages go that left the site, however many')
    .option('--if-missing', 'leave guides alone that were harvested completely before')
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 complete, or as much as the budget or --max-pages allowed; 2 something failed or ' +
        'was left; 3 refused (another writer, no such guide, nothing reachable, an index that cannot be ' +
        'written).',
    )
    .action((guides: string[], options: CrawlOptions, command: Command) => {
      refuseUnclear(guides, options, command)
      return crawl(guides, options, command)
    })
}

async function crawl(names: readonly string[], options: CrawlOptions, command: Command): Promise<void> {
  await runWithApp(command, async (app) => {
    if (app.options.offline) {
      throw new DocsError('OFFLINE', 'A crawl needs the network, and this is offline.', {
        hint: 'Leave out --offline and AWS_DOCS_OFFLINE, or import a bundle.',
      })
    }
    const { maxPages, images, budget, concurrency, crawlDelay, force, json } = options
    const chosen = options.wanted ? await findWanted(app, options) : await app.guides.choose(names, options.locale)
    const guides = options.ifMissing ? findMissing(chosen, (await app.index.getStatus()).guides) : chosen
    if (guides.length === 0) {
      talk(options.wanted ? NOTHING_WANTED : 'Every one of these guides is in the index already.')
      return
    }
    const progress = showProgress(guides, SEARCHABLE_ALREADY)
    const report = await app.site
      .crawl({
        guides,
        signal: abortOnInterrupt(),
        onProgress: progress.update,
        onWaiting: progress.wait,
        ...(options.wanted && { oneByOne: true }),
        ...(images && { images }),
        ...(maxPages !== undefined && { maxPages }),
        ...(budget !== undefined && { budgetMs: budget }),
        ...(concurrency !== undefined && { concurrency }),
        ...(crawlDelay !== undefined && { crawlDelayMs: crawlDelay }),
        ...(force && { force }),
      })
      .finally(progress.stop)
    print(json ? report : describeReport(report, app.setting.namedIndex))
    process.exitCode = report.exitCode
  })
}

const NOTHING_WANTED = 'No guide is wanted: no search of a server with AWS_DOCS_WANTED=1 lacked one.'

// What to crawl is said in one way.
function refuseUnclear(guides: readonly string[], { wanted }: CrawlOptions, command: Command): void {
  if (guides.length === 0 && !wanted) command.error("error: missing required argument 'guide'")
  if (guides.length === 0 || !wanted) return
  throw new DocsError('BAD_INPUT', 'Guides were named, and --wanted was given.', { hint: 'Give one of them.' })
}

async function findWanted(app: App, { locale }: CrawlOptions): Promise<GuideChoice[]> {
  const wanted = (await app.guides.listWanted()).filter((guide) => locale === undefined || guide.locale === locale)
  if (wanted.length > 0) talk(`Wanted, in this order: ${wanted.map(formatGuideName).join(', ')}.`)
  return wanted
}

function findMissing(
  wanted: readonly GuideChoice[],
  indexed: readonly { base: string; locale: Locale; completedAt: number | undefined }[],
): GuideChoice[] {
  return wanted.filter(
    ({ base, locale }) =>
      !indexed.some((guide) => guide.base === base && guide.locale === locale && guide.completedAt !== undefined),
  )
}
