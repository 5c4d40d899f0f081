// pull: get guides from a published repository. Progress on stderr, the report on stdout.

import type { Command } from 'commander'
import type { PulledGuide, PullReport } from '../../bundle/repository/pull.ts'
import { formatMinute } from '../../core/model/completeness.ts'
import type { Locale } from '../../core/model/locale.ts'
import { nameIndex } from '../../core/model/printed-commands.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { abortOnInterrupt, parseLocalesOption, print, runWithApp } from '../command-context.ts'
import { formatBytes } from '../format/amounts.ts'
import { describeImages } from '../format/bundle-summary.ts'
import { showSteps } from '../format/progress-view.ts'
import { IMPORT_STEPS } from './import.ts'

interface PullOptions {
  readonly locale?: Locale[]
  readonly from?: string
  readonly trust?: string
  readonly all?: boolean
  readonly dryRun?: boolean
  readonly acceptOlder?: boolean
  readonly json?: boolean
}

export function registerPull(program: Command): void {
  program
    .command('pull')
    .summary('get guides from a repository that somebody publishes')
    .description(
      'Gets from a published repository what is missing here or newer there, as far as it goes by what ' +
        'changed only. Nothing is taken that the trusted key has not signed, or that is older than what ' +
        'was seen there before; each guide comes whole or not at all, and of two copies of a page the one ' +
        'that the site confirmed later stays. A stopped pull goes on when it is run again.',
    )
    .argument('[guide...]', 'catalog ids, or URLs of pages (default: the guides that the index has)')
    .option(
      '--locale <locale...>',
      'languages (default: that of the URL, else English; all with --all)',
      parseLocalesOption,
    )
    .option('--from <folder|url>', 'folder or https address of the repository (default: AWS_DOCS_PULL_FROM)')
    .option('--trust <key>', 'file of the public key that must have signed it (default: AWS_DOCS_TRUST)')
    .option('--all', 'every guide of the repository')
    .option('--dry-run', 'say what would be got, and get nothing')
    .option('--accept-older', 'take a catalog that is older than the one seen last')
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 done or nothing to do, 1 the input, the catalog or its signature is not good, 2 a ' +
        'guide was not got, and the others were, 3 refused (no such guide or language, no network, another ' +
        'writer, no space or right to write).',
    )
    .action((guides: string[], options: PullOptions, command: Command) => pull(guides, options, command))
}

async function pull(names: readonly string[], options: PullOptions, command: Command): Promise<void> {
  const { locale, from, trust, all, dryRun, acceptOlder, json } = options
  await runWithApp(command, async (app) => {
    const progress = showSteps()
    const report = await app.bundles
      .pull({
        names,
        locales: locale,
        from,
        trust,
        all: all === true,
        dryRun: dryRun === true,
        acceptOlder: acceptOlder === true,
        signal: abortOnInterrupt('Stopping; run the same command again to go on.'),
        onProgress: ({ guide, step, bytes, totalBytes }) => {
          const rest = `${IMPORT_STEPS[step]} ${guide.catalogId} ${guide.locale}`
          progress.update({ name: 'pulling', done: bytes, total: totalBytes, isBytes: true, rest })
        },
      })
      .finally(progress.stop)
    print(json ? toData(report) : nameIndex(formatText(report), app.setting.namedIndex))
    process.exitCode = report.exitCode
  })
}

function toData({ guides, ...report }: PullReport) {
  return { ...report, guides: guides.map(({ catalogId, ...guide }) => ({ id: catalogId, ...guide })) }
}

function formatText(report: PullReport): string {
  const { source, catalog, dryRun, guides, plannedBytes, fetchedBytes, reason, durationMs } = report
  const wanted = guides.filter(({ files }) => files > 0)
  const got = guides.filter(({ outcome }) => outcome === 'pulled')
  const ofWhat = `from ${source} (catalog of ${formatMinute(catalog.created)}, signed by ${catalog.signer})`
  const end = dryRun
    ? `Would get ${formatCount(wanted.length, 'guide')}, ${formatBytes(plannedBytes)}, ${ofWhat}.`
    : `Got ${formatCount(got.length, 'guide')}, ${formatBytes(fetchedBytes)}, ${ofWhat}; ` +
      `${(durationMs / 1000).toFixed(1)} s.`
  if (guides.length === 0) return `None of the guides here are to be had ${ofWhat}.`
  const left = reason === undefined ? [] : [`Not all was got: ${reason} Run the same command again to go on.`]
  return [...guides.map(describeGuide), end, ...left].join('\n')
}

function describeGuide({
  catalogId,
  locale,
  action,
  bytes,
  files,
  outcome,
  reason,
  partial,
  pages,
  counts,
  images,
}: PulledGuide): string {
  const name = `${catalogId} ${locale}:`
  const inPart = partial ? '; the publisher does not have the whole guide yet' : ''
  if (action === 'current') return `${name} is as published${inPart}`
  if (action === 'newer-here') return `${name} what is here is newer than what is published`
  const what = action === 'full' ? (partial ? 'what there is' : 'whole') : formatCount(files, 'delta')
  const how = `${what}, ${formatBytes(bytes)}`
  if (outcome === 'planned') return `${name} ${how}${inPart}`
  if (outcome === 'left') return `${name} ${how}; left`
  if (outcome === 'failed') return `${name} ${how}; failed: ${reason}`
  const told = Object.entries(counts ?? {}).flatMap(([fate, count]) => (count > 0 ? [`${count} ${fate}`] : []))
  const pictures = images ? `; ${describeImages(images)}` : ''
  const news = told.join(', ') || 'nothing new'
  return `${name} ${how}; ${formatCount(pages ?? 0, 'page')} in the index; ${news}${pictures}${inPart}`
}
