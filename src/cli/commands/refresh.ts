// refresh: bring what is due of the indexed guides up to date. Progress on stderr, the report on stdout.

import type { Command } from 'commander'
import { DocsError } from '../../core/model/errors.ts'
import { type Locale, toLanguage } from '../../core/model/locale.ts'
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
import { showProgress } from '../format/crawl-progress.ts'
import { describeReport } from '../format/crawl-summary.ts'

interface RefreshOptions {
  readonly maxAge: string
  readonly budget?: number
  readonly locale?: Locale
  readonly concurrency?: number
  readonly crawlDelay?: number
  readonly force?: boolean
  readonly json?: boolean
}

const maxAge = makeDurationParser('3650d')

export function registerRefresh(program: Command): void {
  program
    .command('refresh')
    .summary('bring indexed guides up to date')
    .description(
      'Asks the site for what is due of the indexed guides and for nothing else: first pages that are ' +
        'new, have left the contents, or that the guide says were changed; then those that were checked ' +
        'longest ago. A page that is the same costs one request and no work. A refresh that was stopped ' +
        'goes on when it is run again.',
    )
    .argument('[guide...]', 'catalog ids, or URLs of pages (default: every indexed guide)')
    .option('--max-age <span>', 'pages checked longer ago than this are due, such as 7d or 12h', '7d')
    .option('--budget <span>', 'end after this time, such as 2h; the next run goes on', makeDurationParser('24d'))
    .option('--locale <locale>', 'only guides in this language', parseLocaleOption)
    .option('--concurrency <n>', 'requests under way at once (default: 8)', makeIntegerParser(1, 64))
    .option(
      '--crawl-delay <seconds>',
      'pause between requests, instead of what robots.txt asks for',
      parseSecondsOption,
    )
    .option('--force', 'let pages go that left the site, however many')
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, or as much as the budget allowed; 2 something failed or was cut short; 3 ' +
        'refused (another writer, no such guide or language, nothing reachable, an index that cannot be written).',
    )
    .action((guides: string[], options: RefreshOptions, command: Command) => refresh(guides, options, command))
}

async function refresh(names: readonly string[], options: RefreshOptions, command: Command): Promise<void> {
  const maxAgeMs = maxAge(options.maxAge)
  await runWithApp(command, async (app) => {
    if (app.options.offline) {
      throw new DocsError('OFFLINE', 'A refresh needs the network, and this is offline.', {
        hint: 'Leave out --offline and AWS_DOCS_OFFLINE, or import a bundle.',
      })
    }
    const { budget, concurrency, crawlDelay, force, json } = options
    const guides = await app.guides.chooseIndexed(names, options.locale)
    if (guides.length === 0 && options.locale) {
      throw new DocsError('UNKNOWN_GUIDE', `Nothing is indexed in ${toLanguage(options.locale)}.`, {
        hint: '"aws-docs-offline status" says what is.',
      })
    }
    if (guides.length === 0) talk('No guide is indexed that this could refresh.')
    const progress = showProgress(guides)
    const report = await app.site
      .refresh({
        guides,
        maxAgeMs,
        signal: abortOnInterrupt(),
        onProgress: progress.update,
        onWaiting: progress.wait,
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
