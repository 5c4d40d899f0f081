// A crawl or refresh of guides of both sites is a run for each: robots.txt, pacing and the circuit breaker for a site
// in trouble are a host's own, and one that is down keeps nobody from the other. Here their reports become one.

import { findPartition, PARTITIONS, type Partition } from '../../core/model/partition.ts'
import type { CrawlReport } from '../../crawl/run/report.ts'

/**
 * Calls `run` with the guides of each site that there are any of, and what share of the time that is left is theirs;
 * one after the other, since both write the index. */
export async function runEachSite<Guide extends { readonly base: string }>(
  guides: readonly Guide[],
  signal: AbortSignal | undefined,
  run: (guides: readonly Guide[], partition: Partition, share: number) => Promise<CrawlReport>,
): Promise<CrawlReport> {
  const sites = PARTITIONS.map((partition) => ({
    partition,
    guides: guides.filter(({ base }) => findPartition(base) === partition),
  })).filter((site) => site.guides.length > 0)
  const [first = { partition: PARTITIONS[0], guides }, ...others] = sites
  let report = await run(first.guides, first.partition, others.length === 0 ? 1 : first.guides.length / guides.length)
  for (const site of others) {
    if (signal?.aborted) break
    report = joinReports(report, await run(site.guides, site.partition, 1))
  }
  return report
}

/** What nothing came of at one site is partial where something came of the other. */
function joinReports(a: CrawlReport, b: CrawlReport): CrawlReport {
  const reasons = [a.reason, b.reason].filter((reason) => reason !== undefined)
  const isMixed = a.kind !== b.kind && (a.kind === 'refused' || b.kind === 'refused')
  const kind = a.kind === b.kind ? a.kind : 'partial'
  const exitCode = isMixed ? 2 : a.exitCode > b.exitCode ? a.exitCode : b.exitCode
  return {
    kind,
    exitCode,
    reason: reasons.length > 0 ? [...new Set(reasons)].join('; ') : undefined,
    guides: [...a.guides, ...b.guides],
    requests: a.requests + b.requests,
    bytes: a.bytes + b.bytes,
    durationMs: a.durationMs + b.durationMs,
  }
}
