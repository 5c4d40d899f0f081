// The files beside a guide's pages from which its refresh begins, by name: its feed and its files of contents. Pages
// name them, and pages that have not changed are not read again, so that an index that came by bundle would never learn
// them.

import { z } from 'zod'
import { loadFeedName, loadTocFiles } from '../../store/guides/guide-rows.ts'
import { readIfReadable } from '../../store/pages/read-if-readable.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

const MOST_FILES = 2_000
/** A plain name: no other folder, no other host. */
const fileName = z.string().regex(/^[\w-][\w.-]{0,199}$/)

/** Of the first line of a guide's `about` part; absent where nothing is known. */
export const seedFileShape = {
  feed: fileName.optional(),
  tocFiles: z.array(fileName).max(MOST_FILES).optional(),
}
const seedFiles = z.object(seedFileShape)

export type SeedFiles = z.infer<typeof seedFiles>

/** What the index knows, less what no bundle may hold. */
export function listSeedFiles(db: SqlDatabase, guideId: number): SeedFiles {
  const isFit = (name: string) => fileName.safeParse(name).success
  const [feed = ''] = [loadFeedName(db, guideId)].filter((name) => name !== undefined && isFit(name))
  const tocFiles = (readIfReadable(() => loadTocFiles(db, guideId)) ?? []).filter(isFit).slice(0, MOST_FILES)
  return { ...(feed !== '' && { feed }), ...(tocFiles.length > 0 && { tocFiles }) }
}

/** Of a line that parseToc has taken. */
export function parseSeedFiles(line: unknown): SeedFiles {
  return seedFiles.parse(line)
}
