// publish: write a repository of bundles that others pull from. Progress on stderr, the report on stdout.

import type { Command } from 'commander'
import type { PublishReport } from '../../bundle/repository/publish.ts'
import { formatMinute } from '../../core/model/completeness.ts'
import type { Locale } from '../../core/model/locale.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { abortOnInterrupt, makeDurationParser, parseLocalesOption, print, runWithApp } from '../command-context.ts'
import { formatBytes } from '../format/amounts.ts'
import { showSteps } from '../format/progress-view.ts'
import { resolveGuideId } from './export.ts'

interface PublishOptions {
  readonly sign: string
  readonly guide?: string[]
  readonly locale?: Locale[]
  readonly removeAfter?: number
  readonly images: boolean
  readonly json?: boolean
}

export function registerPublish(program: Command): void {
  program
    .command('publish')
    .summary('write a repository of bundles that others pull guides from')
    .description(
      'Writes what the index holds to a folder that others pull from: a signed catalog.json, a bundle of ' +
        'each guide and language, and what changed since the publications before. Serve the folder as ' +
        'static files, or share it. Publishing again adds to it, changes no file but the catalog, and ' +
        'removes none unless told to; guides that are not named stay as they are.',
    )
    .argument('<folder>', 'the repository; made when it is not there')
    .requiredOption('--sign <key>', 'file of the private key to sign with ("keygen" makes one)')
    .option('--guide <id...>', 'only these guides')
    .option('--locale <locale...>', 'only these languages', parseLocalesOption)
    .option(
      '--remove-after <span>',
      'remove files that the catalog has not named for so long, such as 14d',
      makeDurationParser('3650d'),
    )
    .option('--no-images', 'leave out the images that are kept; programs from before there were images read it then')
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 published or nothing new, 1 the input is not good, 3 refused (no such guide or language, no ' +
        'space on the disk). After 1 and 3 the catalog is as it was.',
    )
    .action((folder: string, options: PublishOptions, command: Command) => publish(folder, options, command))
}

async function publish(folder: string, options: PublishOptions, command: Command): Promise<void> {
  const { sign, guide, locale, removeAfter, images, json } = options
  await runWithApp(command, async (app) => {
    const progress = showSteps()
    const report = await app.bundles
      .publish({
        folder,
        sign,
        images,
        guides: guide && (await Promise.all(guide.map((name) => resolveGuideId(app, name)))),
        locales: locale,
        removeAfterMs: removeAfter,
        signal: abortOnInterrupt('Stopping; the catalog stays as it was.'),
        onProgress: (done, total, one) =>
          progress.update({ name: 'publishing', done, total, rest: `${one.catalogId} ${one.locale} ${one.action}` }),
      })
      .finally(progress.stop)
    print(json ? toData(report) : formatText(report))
  })
}

function toData({ guides, ...report }: PublishReport) {
  return {
    ...report,
    guides: guides.map(({ catalogId, entry, ...guide }) => ({
      id: catalogId,
      ...guide,
      ...(entry?.completedAt === null && { partial: true }),
      deltas: entry?.deltas.length ?? 0,
    })),
  }
}

const SAID = { new: 'new', changed: 'changed', unchanged: 'unchanged', busy: 'left, since a crawl is at it' } as const

function formatText({ folder, kind, created, signer, guides, catalogGuides, ...report }: PublishReport): string {
  const rows = guides.map(({ catalogId, locale, action, pages, bytes, deltaBytes, entry }) => {
    const delta = deltaBytes === undefined ? '' : `, delta ${formatBytes(deltaBytes)}`
    const chain = entry && entry.deltas.length > 1 ? ` (the last of ${entry.deltas.length})` : ''
    const size = `${formatCount(pages, 'page')}, ${formatBytes(bytes)}`
    const inPart = entry?.completedAt === null ? '; not the whole guide: its crawl did not come to its end' : ''
    return `${catalogId} ${locale}: ${SAID[action]}; ${size}${delta}${chain}${inPart}`
  })
  const { addedBytes, retired, removed, durationMs } = report
  const old = [
    ...(retired > 0 ? [`${formatCount(retired, 'older file')} kept`] : []),
    ...(removed > 0 ? [`${formatCount(removed, 'older file')} removed`] : []),
  ]
  const what = kind === 'published' ? 'Published to' : 'Nothing is new in'
  const about = [`${formatCount(catalogGuides, 'guide')}`, `${formatBytes(addedBytes)} added`, ...old]
  return [
    ...rows,
    `${what} ${folder}: ${about.join(', ')}; catalog of ${formatMinute(created)}, signed by ${signer}; ` +
      `${(durationMs / 1000).toFixed(1)} s.`,
  ].join('\n')
}
