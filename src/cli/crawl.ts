// crawl: harvest guides into the index. Progress on stderr, the report on stdout.

import type { Command } from 'commander'
import type { GuideChoice } from '../core/catalog.ts'
import { DocsError } from '../core/errors.ts'
import type { Locale } from '../core/locale.ts'
import { SEARCHABLE_ALREADY } from '../core/model/completeness.ts'
import {
  integerOption,
  localeOption,
  print,
  secondsOption,
  talk,
  untilInterrupted,
  withApp,
} from './command-context.ts'
import { showProgress } from './crawl-progress.ts'
import { describeReport } from './crawl-summary.ts'

interface CrawlOptions {
  readonly locale?: Locale
  readonly maxPages?: number
  readonly concurrency?: number
  readonly crawlDelay?: number
  readonly force?: boolean
  readonly ifMissing?: boolean
  readonly json?: boolean
}

export function registerCrawl(program: Command): void {
  program
    .command('crawl')
    .summary('harvest guides into the index')
    .description(
      'Harvests guides of the AWS documentation into the index, at the pace robots.txt asks for. A GUIDE is an id of the catalog ("guides" lists them) or the URL of any page of a guide. Several are harvested in turn, and of each first what answers most: its entry pages, limits, troubleshooting, prices and what other pages link to. A stopped crawl goes on where it was when the same command is run again.',
    )
    .argument('<guide...>', 'catalog ids, or URLs of pages')
    .option(
      '--locale <locale>',
      'language to harvest, such as ja_jp (default: that of the URL, else English)',
      localeOption,
    )
    .option('--max-pages <n>', 'pages of each guide to finish in this run', integerOption(1, 1_000_000))
    .option('--concurrency <n>', 'requests under way at once (default: 8)', integerOption(1, 64))
    .option('--crawl-delay <seconds>', 'pause between requests, instead of what robots.txt asks for', secondsOption)
    .option('--force', 'let pages go that left the site, however many')
    .option('--if-missing', 'leave guides alone that were harvested completely before')
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 complete, 2 something failed or was left, 3 refused (another writer, no such guide, nothing reachable, an index that cannot be written).',
    )
    .action((guides: string[], options: CrawlOptions, command: Command) => crawl(guides, options, command))
}

async function crawl(names: readonly string[], options: CrawlOptions, command: Command): Promise<void> {
  await withApp(command, async (app) => {
    if (app.options.offline) {
      throw new DocsError('OFFLINE', 'A crawl needs the network, and this is offline.', {
        hint: 'Leave out --offline and AWS_DOCS_OFFLINE, or import a bundle.',
      })
    }
    const { maxPages, concurrency, crawlDelay, force, json } = options
    const chosen = await app.chooseGuides(names, options.locale)
    const guides = options.ifMissing ? missingOf(chosen, (await app.status()).guides) : chosen
    if (guides.length === 0) {
      talk('Every one of these guides is in the index already.')
      return
    }
    const progress = showProgress(guides.length, SEARCHABLE_ALREADY)
    const report = await app
      .crawl({
        guides,
        signal: untilInterrupted(),
        onProgress: progress.update,
        ...(maxPages !== undefined && { maxPages }),
        ...(concurrency !== undefined && { concurrency }),
        ...(crawlDelay !== undefined && { crawlDelayMs: crawlDelay }),
        ...(force && { force }),
      })
      .finally(progress.stop)
    print(json ? report : describeReport(report))
    process.exitCode = report.exitCode
  })
}

function missingOf(
  wanted: readonly GuideChoice[],
  indexed: readonly { base: string; locale: Locale; completedAt: number | undefined }[],
): GuideChoice[] {
  return wanted.filter(
    ({ base, locale }) =>
      !indexed.some((guide) => guide.base === base && guide.locale === locale && guide.completedAt !== undefined),
  )
}
