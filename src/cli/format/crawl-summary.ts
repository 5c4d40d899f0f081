// The report of a crawl for people: one line a guide, every failed and skipped URL by name. Pure.

import { nameIndex } from '../../core/model/printed-commands.ts'
import { formatCount } from '../../core/text/format-count.ts'
import type { CrawlReport, GuideReport, ImageReport } from '../../crawl/run/report.ts'

/** Skipped URLs are many in some guides and rarely of interest; --json has them all. */
const MOST_SKIPPED = 10

/** Why a run was refused may name a command: it is told the index. */
export function describeReport(report: CrawlReport, namedIndex: string | undefined): string {
  const lines = report.guides.flatMap(describeGuide)
  const reason = report.reason === undefined ? undefined : nameIndex(report.reason.replace(/\.$/, ''), namedIndex)
  // Of a run that was not begun there are no figures to give.
  if (report.kind === 'refused' && report.requests === 0 && reason !== undefined)
    return [...lines, `Refused: ${reason}.`].join('\n')
  const seconds = (report.durationMs / 1000).toFixed(1)
  const megabytes = (report.bytes / 1_000_000).toFixed(1)
  const end = report.kind === 'complete' ? 'Complete' : report.kind === 'partial' ? 'Not complete' : 'Refused'
  const why = reason === undefined ? '' : ` (${reason})`
  lines.push(`${end}${why}: ${formatCount(report.requests, 'request')}, ${megabytes} MB, ${seconds} s.`)
  return lines.join('\n')
}

function describeGuide({ id, locale, pages, counts, failed, moved, gone, skipped, images }: GuideReport): string[] {
  const urls = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const told = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
  return [
    `${id} ${locale}: ${formatCount(pages, 'page')} in the index; ` +
      `${urls === 0 ? 'no page was asked for' : `${formatCount(urls, 'URL')}: ${told.join(', ')}`}`,
    ...failed.map(({ url, reason }) => `  failed   ${url}: ${reason}`),
    ...moved.map(({ from, to }) => `  moved    ${from} to ${to}`),
    ...gone.map((url) => `  gone     ${url}`),
    ...skipped.slice(0, MOST_SKIPPED).map(({ url, reason }) => `  skipped  ${url}: ${reason}`),
    ...(skipped.length > MOST_SKIPPED
      ? [`  skipped  ${skipped.length - MOST_SKIPPED} more; --json names them all`]
      : []),
    ...(images ? describeImages(images) : []),
  ]
}

function describeImages({ pages, shown, kept, counts, bytes, failed }: ImageReport): string[] {
  const told = Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []))
  const asked = told.length === 0 ? 'none was asked for' : `${told.join(', ')} (${(bytes / 1_000_000).toFixed(1)} MB)`
  return [
    `  images   ${kept} of ${shown} kept, of ${formatCount(pages, 'page')}; ${asked}`,
    ...failed.slice(0, MOST_SKIPPED).map(({ url, reason }) => `  image    ${url}: ${reason}`),
    ...(failed.length > MOST_SKIPPED ? [`  image    ${failed.length - MOST_SKIPPED} more; --json names them all`] : []),
  ]
}
