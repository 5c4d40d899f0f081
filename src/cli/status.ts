// status: what the index holds, how old it is, and what is going on.

import type { Command } from 'commander'
import type { IndexStatus } from '../app.ts'
import { ageOf } from './age.ts'
import { print, withApp } from './command-context.ts'

export function registerStatus(program: Command): void {
  program
    .command('status')
    .summary('say what is indexed and how fresh it is')
    .description('Says what the index holds, how old it is, what failed last, and whether a crawl is running.')
    .option('--json', 'one line of JSON')
    .action((options: { readonly json?: boolean }, command: Command) =>
      withApp(command, async (app) => {
        const status = await app.status()
        print(options.json ? asData(status) : asText(status, app.clock.now()))
      }),
    )
}

function asData({ guides, running, lastRun, ...status }: IndexStatus) {
  return {
    ...status,
    guides: guides.map(({ catalogId, id: _, ...guide }) => ({ id: catalogId, ...guide })),
    running: running.map(({ kind, holder, startedAt, heartbeatAt }) => ({ kind, holder, startedAt, heartbeatAt })),
    lastRun: lastRun && {
      kind: lastRun.kind,
      startedAt: lastRun.startedAt,
      finishedAt: lastRun.finishedAt,
      exitCode: lastRun.exitCode,
    },
  }
}

function asText({ file, exists, bytes, pages, guides, running }: IndexStatus, now: number): string {
  if (!exists) return `There is no index at ${file}.\nHarvest a guide, for example: aws-docs-offline crawl lambda-dg`
  const rows = guides.map((guide) => {
    const age = guide.oldest === undefined ? '' : `, oldest page ${ageOf(guide.oldest, now)}`
    const failed = guide.failed > 0 ? `, ${guide.failed} failed` : ''
    const untranslated = guide.untranslated > 0 ? `, ${guide.untranslated} untranslated` : ''
    return `  ${guide.catalogId} ${guide.locale}: ${guide.pages} pages${untranslated}${age}${failed}`
  })
  return [
    `${file}: ${pages} pages in ${guides.length} guides, ${(bytes / 1_000_000).toFixed(1)} MB`,
    ...rows,
    ...running.map(
      ({ kind, holder, startedAt }) => `A ${kind} is running since ${new Date(startedAt).toISOString()} (${holder}).`,
    ),
  ].join('\n')
}
