// What search is measured against: the FTS5 table that one would write in an afternoon, over the pages of the same
// index. One row a section with all that stands below its heading, subsections included; SQLite's own tokenizer,
// Japanese as overlapping pairs of characters; the words of the query without stop words, joined by OR; bm25 with title
// and heading weighted; the best section a page. Kept while the index and this file are the same.

import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { toPlainText } from '../../src/core/text/plain-text.ts'
import { STOP_WORDS } from '../../src/core/text/stop-words.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { loadMarkdown, loadSections } from '../../src/store/pages/page-rows.ts'
import { loadDriver } from '../../src/store/sqlite/load-driver.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { makeOnce } from './make-once.ts'

export interface PlainSearch {
  /** Canonical paths of pages, best first. */
  search(text: string): string[]
  close(): void
}

const PAGES = 10
/**
 * Of title, heading and body. Other small values move no score by more than .01: this is one of the better ones for
 * plain search.
 */
const WEIGHTS = '3, 2, 1'
/** Rows asked for at first; as many again eightfold while they hold fewer than ten pages. */
const FIRST_ROWS = 40
/** More sections than a page has. */
const SECTIONS_PER_PAGE = 65_536
const UNSPACED_RUN = /[\u3040-\u30ff\u3005\u3007\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]{2,}/g

/** Builds the table in `folder` where it is not there yet. */
export async function openPlainSearch(indexFile: string, folder: string): Promise<PlainSearch> {
  const file = join(folder, `plain-${computeFingerprint(indexFile)}.sqlite`)
  await makeOnce(file, (draft) => build(indexFile, draft))
  const { open } = await loadDriver()
  const db = open(file, { readOnly: true, busyTimeoutMs: 1000 })
  db.exec('PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -16000')
  return { search: (text) => searchPlain(db, text), close: () => db.close() }
}

function searchPlain(db: SqlDatabase, text: string): string[] {
  const words = listWords(text)
  if (words.length === 0) return []
  const match = words.map((word) => `"${word}"`).join(' OR ')
  const select = db.prepare(
    `SELECT rowid AS id FROM plain WHERE plain MATCH ? ORDER BY bm25(plain, ${WEIGHTS}) LIMIT ?`,
  )
  for (let most = FIRST_ROWS; ; most *= 8) {
    const rows = select.firstColumn<number>(match, most)
    const pages = new Set(rows.map((id) => Math.floor(id / SECTIONS_PER_PAGE)))
    if (pages.size >= PAGES || rows.length < most) return [...pages].slice(0, PAGES).map((page) => getPath(db, page))
  }
}

function getPath(db: SqlDatabase, page: number): string {
  return db.prepare('SELECT path FROM page WHERE id = ?').get<{ path: string }>(page)?.path ?? ''
}

function listWords(text: string): string[] {
  const words = splitIntoPairs(text.toLowerCase()).match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words)].filter((word) => !STOP_WORDS.has(word))
}

/** Text of scripts without blanks, as overlapping pairs that the tokenizer takes for words. */
function splitIntoPairs(text: string): string {
  return text.replace(UNSPACED_RUN, (run) => {
    const pairs = Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
    return ` ${pairs.join(' ')} `
  })
}

async function build(indexFile: string, draft: string): Promise<void> {
  process.stderr.write(`Building the plain search over ${indexFile} …\n`)
  const source = await openIndexForReading(indexFile)
  const { open } = await loadDriver()
  const db = open(draft, { readOnly: false, busyTimeoutMs: 1000 })
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
  db.exec('CREATE TABLE page (id INTEGER PRIMARY KEY, path TEXT NOT NULL)')
  // Contentless, so that it is not slower for holding the text a second time.
  db.exec(`CREATE VIRTUAL TABLE plain USING fts5 (title, heading, body, content = '', tokenize = 'porter unicode61')`)
  db.transaction(() => fill(db, source.db))
  db.exec(`INSERT INTO plain (plain) VALUES ('optimize')`)
  db.close()
  source.close()
}

function fill(db: SqlDatabase, source: SqlDatabase): void {
  const page = db.prepare('INSERT INTO page (id, path) VALUES (?, ?)')
  const row = db.prepare('INSERT INTO plain (rowid, title, heading, body) VALUES (?, ?, ?, ?)')
  const select = source.prepare(`SELECT id, path, title FROM page WHERE status = 'live' ORDER BY id`)
  for (const { id, path, title } of select.all<{ id: number; path: string; title: string }>()) {
    page.run(id, path)
    const markdown = loadMarkdown(source, id) ?? ''
    for (const { ordinal, headingPath, start, end } of loadSections(source, id)) {
      const heading = headingPath.slice(1).join(' ')
      const body = toPlainText(markdown.slice(start, end)).text
      row.run(id * SECTIONS_PER_PAGE + ordinal, splitIntoPairs(title), splitIntoPairs(heading), splitIntoPairs(body))
    }
  }
}

function computeFingerprint(indexFile: string): string {
  const { size, mtimeMs } = statSync(indexFile)
  return createHash('sha256')
    .update(JSON.stringify([resolve(indexFile), size, mtimeMs]))
    .update(readFileSync(import.meta.filename))
    .digest('hex')
    .slice(0, 12)
}
