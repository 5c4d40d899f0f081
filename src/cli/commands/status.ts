// status: what the index holds, how old it is, and what is going on.

import type { Command } from 'commander'
import type { IndexDetails } from '../../app/index/index-status.ts'
import type { App } from '../../app.ts'
import {
  describeCompleteness,
  describeWaiting,
  formatMinute,
  SEARCHABLE_ALREADY,
} from '../../core/model/completeness.ts'
import { findPartition, toPartitionField } from '../../core/model/partition.ts'
import { describeFirstStep, nameIndex } from '../../core/model/printed-commands.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { nameRun } from '../../store/lock/runs.ts'
import { print, runWithApp } from '../command-context.ts'
import { describeAge } from '../format/age.ts'
import { describeSourceNews } from '../format/describe-source-news.ts'

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
      runWithApp(command, async (app) => {
        const status = await app.index.getDetails()
        const news = await app.bundles.fetchSourceNews(options.online === true)
        const source = news.kind === 'none' ? {} : { source: news }
        if (options.json) print({ ...toData(status), ...source })
        else print(nameIndex([formatText(status, app), ...describeSourceNews(news)].join('\n'), app.setting.namedIndex))
      }),
    )
}

function toData({ guides, running, lastRun, ...status }: IndexDetails) {
  return {
    ...status,
    guides: guides.map(({ catalogId, id: _, ...guide }) => ({
      id: catalogId,
      ...toPartitionField(guide.base),
      ...guide,
    })),
    running: running.map(({ kind, owner, startedAt, heartbeatAt, isAlive, waiting }) => ({
      kind,
      owner,
      startedAt,
      heartbeatAt,
      isAlive,
      waiting,
    })),
    lastRun: lastRun && {
      kind: lastRun.kind,
      startedAt: lastRun.startedAt,
      finishedAt: lastRun.finishedAt,
      exitCode: lastRun.exitCode,
    },
  }
}

function formatText(status: IndexDetails, { clock, setting }: App): string {
  const now = clock.now()
  const { file, exists, bytes, pages, sections, locales, confirmed, guides, failures, running, cache, images } = status
  if (!exists) {
    const none = [`There is no index at ${file}.`, describeFirstStep(setting)]
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
    `${file}: ${formatCount(pages, 'page')} with ${formatCount(sections, 'section')} in ` +
      `${formatCount(guides.length, 'guide')} (${locales.join(', ')}), ${formatMegabytes(bytes)}`,
    ...(confirmed
      ? [
          `Last confirmed by the site: oldest page ${describeAge(confirmed.oldest, now)}, median ` +
            `${describeAge(confirmed.median, now)}, newest ${describeAge(confirmed.newest, now)}`,
        ]
      : []),
    ...rows,
    ...named.map(({ url, reason }) => `  failed   ${url}: ${reason}`),
    ...(unnamed > 0 ? [`  failed   ${unnamed} more; --json names them all`] : []),
    ...formatCache(cache),
    ...formatImages(images),
    ...running.flatMap(describeRun),
  ].join('\n')
}

function describeRun({ kind, owner, startedAt, isAlive, waiting }: IndexDetails['running'][number]): string[] {
  const since = `since ${formatMinute(startedAt)} (${owner})`
  if (!isAlive) return [`${nameRun(kind)} ${since} was killed; the next one takes the index over.`]
  const running = `${nameRun(kind)} is running ${since}`
  if (waiting)
    return [`${running}, ${describeWaiting(waiting)}: ${waiting.reason}. What is stored can be searched meanwhile.`]
  return [`${running}.`, ...(kind === 'crawl' ? [SEARCHABLE_ALREADY] : [])]
}

function formatCache(cache: IndexDetails['cache']): string[] {
  switch (cache.kind) {
    case 'none':
      return []
    case 'pages':
      return cache.pages === 0 ? [] : [`Pages read live and kept: ${cache.pages}, ${formatMegabytes(cache.bytes)}`]
    case 'damaged':
      return [`The file of pages read live is damaged and will be started anew: ${cache.reason}`]
  }
}

function formatImages(images: IndexDetails['images']): string[] {
  if (images.kind === 'none') return []
  if (images.kind === 'damaged') return [`The file of images cannot be read: ${images.reason}`]
  const { addresses, bytes, guides, failed } = images
  const missing = failed > 0 ? `; ${failed} could not be had` : ''
  const from = guides === 1 ? '1 guide' : `${guides} guides`
  return [`Images kept: ${addresses}, ${formatMegabytes(bytes)}, of ${from}${missing}`]
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
