// What an index holds by path, without the numbers that the order of a crawl gives: two indexes of the same pages are
// equal.

import { createHash } from 'node:crypto'
import { listIntegrityProblems, listTextProblems } from '../../../src/store/index/check-integrity.ts'
import { openIndexForReading, openIndexToInspect } from '../../../src/store/index/open-index.ts'
import { getPassageIdRange, PASSAGES_PER_PAGE } from '../../../src/store/index/passage-id.ts'
import { loadMarkdown } from '../../../src/store/pages/page-rows.ts'

/** Live pages and the hashes of their content, of an index of any schema, just as it is. */
export async function readPageHashes(file: string): Promise<Map<string, string>> {
  const { db, close } = await openIndexToInspect(file)
  try {
    const rows = db
      .prepare(`SELECT path, content_hash AS hash FROM page WHERE status = 'live' ORDER BY path`)
      .all<{ path: string; hash: string }>()
    return new Map(rows.map(({ path, hash }) => [path, hash]))
  } finally {
    close()
  }
}

export async function readSchema(file: string): Promise<string> {
  const { schema, close } = await openIndexToInspect(file)
  close()
  return `schema ${schema}`
}

/** A hash over what was learnt of where words stand, and the anchors of passages, in whatever way they are stored. */
export async function hashWordLists(file: string): Promise<string> {
  const { db, close } = await openIndexToInspect(file)
  try {
    const lists = db.prepare('SELECT term, postings, hex(list) FROM doclist ORDER BY term').all()
    const anchors = db
      .prepare(`SELECT p.id, iif(p.anchor = '', s.anchor, p.anchor) AS anchor FROM passage p
        LEFT JOIN section s ON s.page_id = p.id / ${PASSAGES_PER_PAGE} AND s.ordinal = p.section ORDER BY p.id`)
      .all()
    return createHash('sha256')
      .update(JSON.stringify([lists, anchors]))
      .digest('hex')
  } finally {
    close()
  }
}

/** What doctor would say of the file and its texts. */
export async function listProblems(file: string): Promise<string[]> {
  const { db, close } = await openIndexToInspect(file)
  try {
    return [...listIntegrityProblems(db), ...listTextProblems(db)]
  } finally {
    close()
  }
}

/** A hash over all live pages, their text, passages and how many of these the full-text index has. */
export async function hashIndex(file: string): Promise<string> {
  const { db, close } = await openIndexForReading(file)
  try {
    const pages = db
      .prepare(`SELECT id, path, content_hash AS hash FROM page WHERE status = 'live' ORDER BY path`)
      .all<{ id: number; path: string; hash: string }>()
    const passages = db.prepare(
      'SELECT section, start, "end", anchor, terms FROM passage WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    const indexed = db.prepare('SELECT count(*) AS n FROM passage_index WHERE rowid BETWEEN ? AND ?')
    const sum = createHash('sha256')
    for (const { id, path, hash } of pages) {
      const { from, to } = getPassageIdRange(id)
      sum.update(JSON.stringify([path, hash, loadMarkdown(db, id), passages.all(from, to), indexed.get(from, to)]))
    }
    return sum.digest('hex')
  } finally {
    close()
  }
}
