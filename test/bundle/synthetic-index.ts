// Indexes of made-up guides for bundle tests: real SQLite files, filled through the same functions as a crawl fills
// them.

import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseDocUrl, toPath } from '../../src/core/model/doc-url.ts'
import type { Locale } from '../../src/core/model/locale.ts'
import type { ExtractedPage } from '../../src/core/model/page.ts'
import { ensureGuide, listGuides, markGuideComplete, saveToc } from '../../src/store/guides/guide-rows.ts'
import { type IndexFile, openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { getPassageIdRange } from '../../src/store/index/passage-id.ts'
import { listChangesOfGuide, loadPageContent } from '../../src/store/pages/page-export.ts'
import { findPage, listPagesOfGuide } from '../../src/store/pages/page-rows.ts'
import { markGone, writePage, writeUntranslated } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'

export const DAY = 86_400_000
/** When the made-up site was first crawled. */
export const START = Date.UTC(2026, 0, 1)

export interface MadeGuide {
  readonly catalogId: string
  readonly base: string
  readonly locale: Locale
}

export const LAMBDA: MadeGuide = { catalogId: 'lamp-dg', base: '/lamp/latest/dg/', locale: 'en_us' }
export const LAMBDA_JA: MadeGuide = { ...LAMBDA, locale: 'ja_jp' }
export const QUEUE: MadeGuide = { catalogId: 'queue-dg', base: '/queue/latest/dg/', locale: 'en_us' }

/** A folder that goes away with the test. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A page with two sections, a table, links and code; the same arguments give the same page. */
export function makePage(guide: MadeGuide, name: string, body: string, locale: Locale = guide.locale): ExtractedPage {
  const title = `${guide.locale === 'ja_jp' ? 'ページ' : 'Page'} ${name}`
  const intro = `# ${title}\n\n${body} Set \`lamp:${name}\` first.\n\n`
  const markdown = `${intro}## Details\n\n| Name | Value |\n| --- | --- |\n| ${name} | ${body.length} |\n`
  return {
    locale,
    title,
    product: 'Made-up Lamp',
    guideTitle: 'Developer Guide',
    description: `About ${name}.`,
    breadcrumb: ['Made-up Lamp', 'Developer Guide'],
    markdown,
    sections: [
      { ordinal: 0, level: 1, title, anchor: name, headingPath: [title], start: 0, end: markdown.length },
      {
        ordinal: 1,
        level: 2,
        title: 'Details',
        anchor: `${name}-details`,
        headingPath: [title, 'Details'],
        start: intro.length,
        end: markdown.length,
      },
    ],
    passages: [
      { section: 0, start: 0, end: intro.length, anchor: name },
      { section: 1, start: intro.length, end: markdown.length, anchor: `${name}-details` },
    ],
    tables: [{ section: 1, title: '', columns: ['Name', 'Value'], rows: [[name, String(body.length)]], spans: [] }],
    links: [toPath(guide.base, 'start.html', guide.locale)],
    tocs: [],
    contentHash: createHash('sha256').update(markdown).digest('hex'),
    machineTranslated: guide.locale === 'ja_jp',
  }
}

/** Writes a page as a crawl at `now` would. */
export function crawlPage(
  db: SqlDatabase,
  guide: MadeGuide,
  name: string,
  body: string,
  now: number,
  recordHistory = false,
): void {
  const url = parseDocUrl(toPath(guide.base, `${name}.html`, guide.locale))
  if (!url) throw new Error(`no address: ${name}`)
  db.transaction(() => {
    const { id } = ensureGuide(db, { ...guide, product: 'Made-up Lamp', title: 'Developer Guide' })
    const validators = { etag: `"${body.length}"`, lastModified: undefined }
    const page = makePage(guide, name, body)
    writePage(db, { guideId: id, url, page, extractionVersion: 1, validators, tocOrder: undefined, now, recordHistory })
  })
}

/** The page answers English in this locale. */
export function crawlUntranslated(db: SqlDatabase, guide: MadeGuide, name: string, now: number): void {
  const url = parseDocUrl(toPath(guide.base, `${name}.html`, guide.locale))
  if (!url) throw new Error(`no address: ${name}`)
  const { id } = ensureGuide(db, { ...guide, product: 'Made-up Lamp', title: 'Developer Guide' })
  const page = makePage(guide, name, 'English text.', 'en_us')
  const validators = { etag: undefined, lastModified: undefined }
  writeUntranslated(db, findPage(db, url.path), {
    guideId: id,
    url,
    page,
    extractionVersion: 1,
    validators,
    tocOrder: undefined,
    now,
  })
}

/** The page has left the site. */
export function crawlGone(db: SqlDatabase, guide: MadeGuide, name: string, now: number): void {
  const page = findPage(db, toPath(guide.base, `${name}.html`, guide.locale))
  if (!page) throw new Error(`no page: ${name}`)
  markGone(db, page, now)
}

/** A finished crawl of a guide with pages `start` and `page-1` … `page-n`. */
export function crawlGuide(db: SqlDatabase, guide: MadeGuide, pages: number, now = START): void {
  const names = ['start', ...Array.from({ length: pages - 1 }, (_, n) => `page-${n + 1}`)]
  for (const [n, name] of names.entries())
    crawlPage(db, guide, name, `Text ${n} of ${name}. ${'word '.repeat(n % 40)}`, now + n)
  const { id } = ensureGuide(db, { ...guide, product: 'Made-up Lamp', title: 'Developer Guide' })
  saveToc(
    db,
    id,
    names.map((name) => ({ title: `Page ${name}`, page: `${name}.html`, children: [] })),
  )
  markGuideComplete(db, id, now + pages)
}

export async function makeIndex(file: string, fill: (db: SqlDatabase) => void): Promise<string> {
  const index = await openIndexForWriting(file)
  try {
    fill(index.db)
  } finally {
    index.close()
  }
  return file
}

export async function readIndex<T>(file: string, work: (db: SqlDatabase) => T | Promise<T>): Promise<T> {
  const index: IndexFile = await openIndexForReading(file)
  try {
    return await work(index.db)
  } finally {
    index.close()
  }
}

/** Everything that a reader can see, in a form that can be compared. */
export function readContent(db: SqlDatabase): unknown {
  return listGuides(db).map(({ id, ...guide }) => ({
    ...guide,
    pages: listPagesOfGuide(db, id).map(({ id: pageId, guideId: _, ...page }) => ({
      ...page,
      content: loadPageContent(db, pageId),
    })),
    changes: listChangesOfGuide(db, id).map(({ guideId: _, ...change }) => change),
    found: listPagesOfGuide(db, id).flatMap((page) => listMatches(db, page.id).map((nth) => `${page.path} ${nth}`)),
  }))
}

// Which of a page's passages the full-text index finds.
function listMatches(db: SqlDatabase, pageId: number): number[] {
  const { from, to } = getPassageIdRange(pageId)
  return db
    .prepare(
      `SELECT rowid AS id FROM passage_index WHERE passage_index MATCH 'details OR text' AND rowid BETWEEN ? AND ?`,
    )
    .all<{ id: number }>(from, to)
    .map((row) => row.id - from)
}

/** Hash of the index file's bytes. */
export async function hashFile(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}
