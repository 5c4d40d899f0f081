// The guides that searches needed, most wanted first, as far as the index still lacks them.

import { chooseGuide, type GuideChoice } from '../../core/model/catalog.ts'
import type { Completeness } from '../../core/model/completeness.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { CatalogGuide } from '../../core/model/guide.ts'
import type { GuideReport } from '../../crawl/run/report.ts'
import type { GuideState } from '../../store/guides/guide-states.ts'
import { readWanted, removeWanted } from '../../store/wanted/wanted-file.ts'

export interface WantedGuide extends GuideChoice {
  /** Searches that needed it in the last 90 days. */
  readonly searches: number
  /** The last day on which one did: "2026-01-31", in UTC. */
  readonly lastDay: string
  /** What of it is indexed; undefined when nothing is. */
  readonly completeness: Completeness | undefined
}

export interface WantedSources {
  readonly file: string
  readonly known: readonly CatalogGuide[]
  readonly indexed: readonly GuideState[]
  readonly now: number
}

/** Beside the index: what it lacks is a matter of one index. */
export function chooseWantedFile(indexFile: string): string {
  return `${indexFile.replace(/\.sqlite$/, '')}.wanted.sqlite`
}

/** Throws DocsError BAD_CONFIG when the file cannot be read. */
export async function listWantedGuides({ file, known, indexed, now }: WantedSources): Promise<WantedGuide[]> {
  const counts = await readWanted(file, now)
  if (counts.kind === 'damaged') {
    throw new DocsError('BAD_CONFIG', `The counts of wanted guides cannot be read: ${counts.reason}`, {
      hint: `Nothing else is lost: delete ${file}, and servers begin to count anew.`,
    })
  }
  if (counts.kind === 'none') return []
  return counts.guides.flatMap(({ catalogId, locale, searches, lastDay }) => {
    // A guide that was taken out of the catalog since cannot be got.
    if (!known.some(({ id }) => id === catalogId)) return []
    const choice = chooseGuide(known, catalogId, locale)
    const completeness = indexed.find((copy) => copy.base === choice.base && copy.locale === locale)?.completeness
    return completeness?.kind === 'complete' ? [] : [{ ...choice, searches, lastDay, completeness }]
  })
}

/** Takes off what the index has completely by now, and what a crawl found the site not to have. */
export async function forgetComplete(
  file: string,
  indexed: readonly Pick<GuideState, 'catalogId' | 'locale' | 'completeness'>[],
  crawled: readonly GuideReport[],
): Promise<void> {
  const complete = indexed.filter(({ completeness }) => completeness.kind === 'complete')
  const absent = crawled.filter(
    ({ pages, counts }) => pages === 0 && counts.skipped + counts.untranslated > 0 && counts.failed + counts.left === 0,
  )
  try {
    await removeWanted(file, [...complete, ...absent.map(({ id, locale }) => ({ catalogId: id, locale }))])
  } catch {
    // The list leaves complete guides out anyway.
  }
}
