// What of a guide's sidecar files could not be used, said once a pass: contents files that are missing, and how many
// parts were left out of each kind.

import type { Logger } from '../../core/platform/logger.ts'

export interface MalformedSeeds {
  readonly toc: { readonly missing: readonly string[] } | undefined
  readonly malformed: { readonly contents: number; readonly sitemap: number; readonly feed?: number }
}

export function warnMalformedSeeds(logger: Logger, guideId: string, { toc, malformed }: MalformedSeeds): void {
  for (const file of toc?.missing ?? []) logger.warn(`${guideId}: contents file ${file}`)
  for (const [what, count] of Object.entries(malformed)) {
    const parts = count === 1 ? '1 malformed part was' : `${count} malformed parts were`
    if (count > 0) logger.warn(`${guideId}: ${parts} left out of its ${what}`)
  }
}
