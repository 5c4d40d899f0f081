// Pages made up for store tests, as extraction would give them.

import { createHash } from 'node:crypto'
import { type DocUrl, parseDocUrl } from '../../src/core/model/doc-url.ts'
import type { ExtractedPage, Section } from '../../src/core/model/page.ts'
import { toIndexTerms } from '../../src/core/text/terms.ts'
import { ensureGuide, type GuideRow } from '../../src/store/guides/guide-rows.ts'
import type { PageWrite } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'

export const DAY = 86_400_000
export const START = Date.UTC(2026, 0, 1)

/** Title and text of each section below the page's own. */
export type MadeSections = Readonly<Record<string, string>>

export function makePage(title: string, text: string, sections: MadeSections = {}): ExtractedPage {
  let markdown = `# ${title}\n\n${text}\n`
  const made: Section[] = [{ ordinal: 0, level: 1, title, anchor: '', headingPath: [title], start: 0, end: 0 }]
  for (const [heading, body] of Object.entries(sections)) {
    const start = markdown.length + 1
    markdown += `\n## ${heading}\n\n${body}\n`
    const anchor = heading.toLowerCase().replaceAll(' ', '-')
    const headingPath = [title, heading]
    made.push({ ordinal: made.length, level: 2, title: heading, anchor, headingPath, start, end: markdown.length })
  }
  const whole = made.map((section) => (section.level === 1 ? { ...section, end: markdown.length } : section))
  return {
    locale: 'en_us',
    title,
    product: 'Made-up Lamp',
    guideTitle: 'Developer Guide',
    description: `About ${title}.`,
    breadcrumb: ['Made-up Lamp', 'Developer Guide'],
    markdown,
    sections: whole,
    passages: whole.map((section, index) => ({
      section: section.ordinal,
      start: section.start,
      end: whole[index + 1]?.start ?? markdown.length,
      anchor: section.anchor,
    })),
    tables: [],
    links: ['/lamp/latest/dg/other.html'],
    tocs: [],
    contentHash: createHash('sha256').update(markdown).digest('hex'),
    machineTranslated: false,
  }
}

export function ensureLampGuide(db: SqlDatabase): GuideRow {
  return ensureGuide(db, {
    catalogId: 'lamp-dg',
    base: '/lamp/latest/dg/',
    locale: 'en_us',
    product: '',
    title: 'Lamp',
  })
}

export function requireDocUrl(address: string): DocUrl {
  const url = parseDocUrl(address)
  if (!url) throw new Error(`${address} is no documentation address`)
  return url
}

export function makePageWrite(
  guide: GuideRow,
  name: string,
  page: ExtractedPage,
  change: Partial<PageWrite> = {},
): PageWrite {
  return {
    guideId: guide.id,
    url: requireDocUrl(`/lamp/latest/dg/${name}.html`),
    page,
    extractionVersion: 1,
    validators: { etag: '"1"', lastModified: undefined },
    tocOrder: undefined,
    now: START,
    recordHistory: true,
    ...change,
  }
}

/** Rows of the full-text index that hold a word. */
export function listMatches(db: SqlDatabase, word: string): number[] {
  return db
    .prepare('SELECT rowid AS id FROM passage_index WHERE passage_index MATCH ? ORDER BY rowid')
    .all<{ id: number }>(`"${toIndexTerms(word)}"`)
    .map((row) => row.id)
}
