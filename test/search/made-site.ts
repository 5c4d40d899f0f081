// A made-up documentation of two services in two languages, small enough to know by heart and written as documentation
// is. The texts are our own.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDocUrl, toPath } from '../../src/core/model/doc-url.ts'
import type { Locale } from '../../src/core/model/locale.ts'
import type { Table } from '../../src/core/model/page.ts'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { type SearchAnswer, type SearchQuery, searchPassages } from '../../src/search/search-passages.ts'
import { ensureGuide, listGuides, markGuideComplete } from '../../src/store/guides/guide-rows.ts'
import { type IndexFile, openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { type MadeSections, makePage, START } from '../store/made-page.ts'
import { PAGES } from './made-pages.ts'

export interface SitePage {
  readonly guide: keyof typeof GUIDES
  readonly name: string
  readonly locale?: Locale
  readonly title: string
  readonly description?: string
  /** May link to other pages: `[their title](https://docs.aws.amazon.com/relay/latest/dg/their-name.html)`. */
  readonly text: string
  readonly sections?: MadeSections
  /** Below the text. */
  readonly table?: Pick<Table, 'columns' | 'rows'>
  /** Names of pages of the same guide. */
  readonly links?: readonly string[]
}

const GUIDES = {
  vault: { catalogId: 'vault-ug', base: '/vault/latest/userguide/', product: 'Example Vault', title: 'User Guide' },
  relay: { catalogId: 'relay-dg', base: '/relay/latest/dg/', product: 'Example Relay', title: 'Developer Guide' },
  // Of products that there are, with texts of our own: what programs call them is known.
  eventbridge: {
    catalogId: 'eventbridge-ug',
    base: '/eventbridge/latest/userguide/',
    product: 'Amazon EventBridge',
    title: 'User Guide',
  },
  ecr: { catalogId: 'ecr-ug', base: '/AmazonECR/latest/userguide/', product: 'Amazon ECR', title: 'User Guide' },
  iam: {
    catalogId: 'iam-ug',
    base: '/IAM/latest/UserGuide/',
    product: 'AWS Identity and Access Management',
    title: 'User Guide',
  },
} as const

export interface Site {
  readonly db: SqlDatabase
  search(text: string, options?: Partial<SearchQuery>): SearchAnswer
  /** The pages found, best first: `vault/quotas`, `ja/vault/quotas`. */
  order(text: string, options?: Partial<SearchQuery>): string[]
  close(): Promise<void>
}

/** The pages stand in the tables of contents in the order in which they are given. */
export async function openSite(pages: readonly SitePage[] = PAGES, { isComplete = false } = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'search-test-'))
  const file = join(folder, 'index.sqlite')
  const writer = await openIndexForWriting(file)
  for (const [tocOrder, page] of pages.entries()) write(writer.db, page, tocOrder)
  if (isComplete) for (const { id } of listGuides(writer.db)) markGuideComplete(writer.db, id, START)
  learnFromIndex(writer.db)
  writer.close()
  const reader: IndexFile = await openIndexForReading(file)
  const search = (text: string, options: Partial<SearchQuery> = {}) =>
    searchPassages(reader.db, { text, limit: 10, ...options })
  return {
    db: reader.db,
    search,
    order: (text, options) => search(text, options).hits.map(({ path }) => namePage(path)),
    async close() {
      reader.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function write(db: SqlDatabase, page: SitePage, tocOrder: number): void {
  const { locale = 'en_us' } = page
  const guide = GUIDES[page.guide]
  const url = parseDocUrl(toPath(guide.base, `${page.name}.html`, locale))
  if (!url) throw new Error(`no address: ${page.name}`)
  const made = makePage(page.title, `${page.text}${page.table ? `\n\n${writeTable(page.table)}` : ''}`, page.sections)
  db.transaction(() => {
    const { id } = ensureGuide(db, { ...guide, locale })
    writePage(db, {
      guideId: id,
      url,
      page: {
        ...made,
        locale,
        product: guide.product,
        guideTitle: guide.title,
        description: page.description ?? '',
        // Anchors are the same in all languages; made pages have theirs by place.
        sections: made.sections.map((section) => ({ ...section, anchor: `${page.name}-${section.ordinal}` })),
        passages: made.passages.map((passage) => ({ ...passage, anchor: `${page.name}-${passage.section}` })),
        tables: page.table ? [{ section: 0, title: '', spans: [], ...page.table }] : [],
        links: (page.links ?? []).map((name) => toPath(guide.base, `${name}.html`, locale)),
      },
      extractionVersion: 1,
      validators: { etag: undefined, lastModified: undefined },
      tocOrder,
      now: START,
      recordHistory: false,
    })
  })
}

function writeTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function namePage(path: string): string {
  const parts = path.replace('.html', '').split('/').filter(Boolean)
  const locale = parts[0] === 'ja_jp' ? 'ja/' : ''
  return `${locale}${parts.at(-4)}/${parts.at(-1)}`
}
