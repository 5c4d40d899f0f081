// status: what the index holds, how old it is, and what is going on.

import type { Command } from 'commander'
import type { IndexDetails } from '../../app/index/index-status.ts'
import { describeCompleteness, SEARCHABLE_ALREADY } from '../../core/model/completeness.ts'
import { findPartition, partitionField } from '../../core/model/partition.ts'
import { counted } from '../../core/text/counted.ts'
import { aRun } from '../../store/lock/runs.ts'
import { print, withApp } from '../command-context.ts'
import { describeAge } from '../format/age.ts'
import { sourceLines } from '../format/source-lines.ts'

/** Named on a terminal; --json has them all. */
const MOST_FAILURES = 20

export function registerStatus(program: Command): void {
  program
    .command('status')
    .summary('say what is indexed and how fresh it is')
    .description('Says what the index holds, how old it is, what failed last, and whether a crawl is running.')
    .option('--online', 'ask the source that guides are pulled from, where that is on the network')
    .option('--json', 'one line of JSON')
    .action((options: { readonly online?: boolean; readonly json?: boolean }, command: Command) =>
      withApp(command, async (app) => {
        const status = await app.index.details()
        const news = await app.bundles.sourceNews(options.online === true)
        const source = news.kind === 'none' ? {} : { source: news }
        if (options.json) print({ ...asData(status), ...source })
        else print([asText(status, app.clock.now()), ...sourceLines(news)].join('\n'))
      }),
    )
}

function asData({ guides, running, lastRun, ...status }: IndexDetails) {
  return {
    ...status,
    guides: guides.map(({ catalogId, id: _, ...guide }) => ({
      id: catalogId,
      ...partitionField(guide.base),
      ...guide,
    })),
    running: running.map(({ kind, owner, startedAt, heartbeatAt, isAlive }) => ({
      kind,
      owner,
      startedAt,
      heartbeatAt,
      isAlive,
    })),
    lastRun: lastRun && {
      kind: lastRun.kind,
      startedAt: lastRun.startedAt,
      finishedAt: lastRun.finishedAt,
      exitCode: lastRun.exitCode,
    },
  }
}

function asText(status: IndexDetails, now: number): string {
  const { file, exists, bytes, pages, sections, locales, confirmed, guides, failures, running, cache, images } = status
  if (!exists) {
    const none = [`There is no index at ${file}.`, 'Harvest a guide, for example: aws-docs-offline crawl lambda-dg']
    return [...none, ...running.flatMap(describeRun)].join('\n')
  }
  const rows = guides.map((guide) => {
    const age = guide.oldest === undefined ? '' : `, oldest page ${describeAge(guide.oldest, now)}`
    const failed = guide.failed > 0 ? `, ${guide.failed} failed` : ''
    const untranslated = guide.untranslated > 0 ? `, ${guide.untranslated} untranslated` : ''
    const { isRunning, command } = guide.completeness
    const goOn = command === undefined || isRunning ? '' : `; to go on: ${command}`
    const site = findPartition(guide.base) === 'aws' ? '' : ` (${findPartition(guide.base)})`
    return (
      `  ${guide.catalogId} ${guide.locale}${site}: ` +
      `${describeCompleteness(guide.completeness)}${untranslated}${age}${failed}${goOn}`
    )
  })
  const named = failures.slice(0, MOST_FAILURES)
  const unnamed = failures.length - named.length
  return [
    `${file}: ${counted(pages, 'page')} with ${counted(sections, 'section')} in ` +
      `${counted(guides.length, 'guide')} (${locales.join(', ')}), ${megabytes(bytes)}`,
    ...(confirmed
      ? [
          `Last confirmed by the site: oldest page ${describeAge(confirmed.oldest, now)}, median ` +
            `${describeAge(confirmed.median, now)}, newest ${describeAge(confirmed.newest, now)}`,
        ]
      : []),
    ...rows,
    ...named.map(({ url, reason }) => `  failed   ${url}: ${reason}`),
    ...(unnamed > 0 ? [`  failed   ${unnamed} more; --json names them all`] : []),
    ...cacheLines(cache),
    ...imageLines(images),
    ...running.flatMap(describeRun),
  ].join('\n')
}

function describeRun({ kind, owner, startedAt, isAlive }: IndexDetails['running'][number]): string[] {
  const since = `since ${new Date(startedAt).toISOString()} (${owner})`
  if (!isAlive) return [`${aRun(kind)} ${since} was killed; the next one takes the index over.`]
  return [`${aRun(kind)} is running ${since}.`, ...(kind === 'crawl' ? [SEARCHABLE_ALREADY] : [])]
}

function cacheLines(cache: IndexDetails['cache']): string[] {
  switch (cache.kind) {
    case 'none':
      return []
    case 'pages':
      return [`Pages read live and kept: ${cache.pages}, ${megabytes(cache.bytes)}`]
    case 'damaged':
      return [`The file of pages read live is damaged and will be started anew: ${cache.reason}`]
  }
}

function imageLines(images: IndexDetails['images']): string[] {
  if (images.kind === 'none') return []
  if (images.kind === 'damaged') return [`The file of images cannot be read: ${images.reason}`]
  const { addresses, bytes, guides, failed } = images
  const missing = failed > 0 ? `; ${failed} could not be had` : ''
  return [
    `Images kept: ${addresses}, ${megabytes(bytes)}, of ${guides === 1 ? '1 guide' : `${guides} guides`}${missing}`,
  ]
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
