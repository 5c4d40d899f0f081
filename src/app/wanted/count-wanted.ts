// Counts, for a server, which guides of the catalog searches needed and did not have. Beside the search and never in
// its way: a search neither waits for the file nor hears of its trouble. What could not be written is written with the
// next.

import type { Coverage, GuideLack } from '../../core/model/coverage.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { addWanted, type WantedCount } from '../../store/wanted/wanted-file.ts'

export interface WantedCounter {
  count(coverage: Coverage): void
  /** The same for a search as somebody types: what is needed again within seconds is the same question. */
  countTyped(coverage: Coverage): void
  /** Writes what is left. */
  close(): Promise<void>
}

export const NOT_COUNTING: WantedCounter = { count: () => {}, countTyped: () => {}, close: async () => {} }

/** Between two letters, or two looks at one answer. */
const SAME_QUESTION_MS = 10_000
/** Other processes write for a few milliseconds; while this waits, the process answers nobody. */
const WAIT_MS = 200
const WAIT_AT_END_MS = 2000
/** Guides of which counts are kept while the file cannot be written. */
const MOST_PENDING = 1000

export function createWantedCounter(file: string, clock: Clock): WantedCounter {
  const pending = new Map<string, WantedCount>()
  const typedAt = new Map<string, number>()
  let writing: Promise<void> | undefined

  const add = ({ catalogId, locale }: Lack) => {
    const key = toKey({ catalogId, locale })
    const searches = (pending.get(key)?.searches ?? 0) + 1
    if (searches > 1 || pending.size < MOST_PENDING) pending.set(key, { catalogId, locale, searches })
  }
  const write = async (waitMs: number) => {
    const counts = [...pending.values()]
    pending.clear()
    try {
      await addWanted(file, counts, { now: clock.now(), waitMs })
    } catch {
      // A folder that cannot be written, or a lock that was held too long: doctor says the first, and the second
      // passes.
      for (const { searches, ...key } of counts) {
        const more = pending.get(toKey(key))?.searches ?? 0
        pending.set(toKey(key), { ...key, searches: searches + more })
      }
    }
  }
  const start = () => {
    if (pending.size === 0 || writing !== undefined) return
    writing = write(WAIT_MS).finally(() => {
      writing = undefined
    })
  }
  const countLacks = (lacks: readonly Lack[]) => {
    lacks.forEach(add)
    start()
  }
  return {
    count: (coverage) => countLacks(listLackingGuides(coverage)),
    countTyped(coverage) {
      const now = clock.now()
      const isNew = (lack: Lack) => now - (typedAt.get(toKey(lack)) ?? Number.NEGATIVE_INFINITY) >= SAME_QUESTION_MS
      const lacks = listLackingGuides(coverage)
      const fresh = lacks.filter(isNew)
      if (typedAt.size >= MOST_PENDING) typedAt.clear()
      for (const lack of lacks) typedAt.set(toKey(lack), now)
      countLacks(fresh)
    },
    async close() {
      await writing
      if (pending.size > 0) await write(WAIT_AT_END_MS)
    },
  }
}

interface Lack extends GuideLack {
  readonly catalogId: string
}

// An old guide is there.
function listLackingGuides({ grade, lacks }: Coverage): Lack[] {
  if (grade === 'answered') return []
  return lacks.filter((lack): lack is Lack => lack.catalogId !== undefined && lack.state !== 'stale')
}

function toKey({ catalogId, locale }: Pick<Lack, 'catalogId' | 'locale'>): string {
  return `${locale} ${catalogId}`
}
