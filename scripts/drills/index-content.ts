// What an index holds, page by page, down to its passages: two of these differ exactly where a page was indexed anew.

import { createHash } from 'node:crypto'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { getPassageIdRange } from '../../src/store/index/passage-id.ts'
import { loadMarkdown } from '../../src/store/pages/page-rows.ts'

/** By path of a live page: a hash over its text, sections, passages and their entries in the full-text index. */
export async function hashPages(file: string): Promise<Map<string, string>> {
  const { db, close } = await openIndexForReading(file)
  try {
    const pages = db
      .prepare(`SELECT id, path, content_hash AS hash FROM page WHERE status = 'live' ORDER BY path`)
      .all<{ id: number; path: string; hash: string }>()
    const passages = db.prepare(
      'SELECT id, section, start, "end", anchor FROM passage WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    const indexed = db.prepare('SELECT count(*) AS n FROM passage_index WHERE rowid BETWEEN ? AND ?')
    return new Map(
      pages.map(({ id, path, hash }) => {
        const { from, to } = getPassageIdRange(id)
        const parts = [hash, loadMarkdown(db, id), passages.all(from, to), indexed.get(from, to)]
        return [path, createHash('sha256').update(JSON.stringify(parts)).digest('hex')]
      }),
    )
  } finally {
    close()
  }
}

export interface Difference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

export function findDifference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Difference {
  const added = [...after.keys()].filter((path) => !before.has(path))
  const removed = [...before.keys()].filter((path) => !after.has(path))
  const changed = [...after]
    .filter(([path, hash]) => before.has(path) && before.get(path) !== hash)
    .map(([path]) => path)
  return { added, removed, changed }
}
