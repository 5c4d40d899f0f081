// What search is measured against: the plain FTS5 table that one would write in an afternoon. The same passages, SQLite's own tokenizer and bm25, the
// words of the query joined by OR, the best ten.

import { existsSync, renameSync, rmSync } from 'node:fs'
import { plainText } from '../../src/core/plain-text.ts'
import { loadDriver } from '../../src/store/load-driver.ts'
import { openIndexForReading } from '../../src/store/open-index.ts'
import { loadMarkdown, loadSections } from '../../src/store/page-rows.ts'

export interface PlainSearch {
  search(text: string): void
  close(): void
}

export async function plainSearch(indexFile: string): Promise<PlainSearch> {
  const file = indexFile.replace(/\.sqlite$/, '-plain.sqlite')
  if (!existsSync(file)) await build(indexFile, file)
  const { open } = await loadDriver()
  const db = open(file, { readOnly: true, busyTimeoutMs: 1000 })
  db.exec('PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -16000')
  const select = db.prepare('SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY bm25(plain) LIMIT 10')
  return {
    search(text) {
      const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
      if (words.length > 0) select.all(words.map((word) => `"${word}"`).join(' OR '))
    },
    close: () => db.close(),
  }
}

async function build(indexFile: string, file: string): Promise<void> {
  process.stderr.write(`Building ${file} …\n`)
  const draft = `${file}.part`
  rmSync(draft, { force: true })
  const { db: source, close } = await openIndexForReading(indexFile)
  const { open } = await loadDriver()
  const db = open(draft, { readOnly: false, busyTimeoutMs: 1000 })
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
  // Contentless, so that it is not slower for holding the text a second time.
  db.exec(`CREATE VIRTUAL TABLE plain USING fts5 (title, heading, body, content = '', tokenize = 'unicode61')`)
  const insert = db.prepare('INSERT INTO plain (rowid, title, heading, body) VALUES (?, ?, ?, ?)')
  const pages = source.prepare(`SELECT id, title FROM page WHERE status = 'live'`).all<{ id: number; title: string }>()
  const passages = source.prepare('SELECT id, section, start, end FROM passage WHERE id BETWEEN ? AND ? ORDER BY id')
  db.transaction(() => {
    for (const { id, title } of pages) {
      const markdown = loadMarkdown(source, id) ?? ''
      const sections = loadSections(source, id)
      for (const row of passages.all<{ id: number; section: number; start: number; end: number }>(
        id * 4096,
        id * 4096 + 4095,
      )) {
        const heading = sections[row.section]?.headingPath.slice(1).join(' ') ?? ''
        insert.run(row.id, title, heading, plainText(markdown.slice(row.start, row.end)).text)
      }
    }
  })
  db.exec(`INSERT INTO plain (plain) VALUES ('optimize')`)
  db.close()
  close()
  renameSync(draft, file)
}
