// Rows of tables that answer a query: of one page, or of the pages whose passages answer best.

import { formatDocUrl, parseDocUrl } from '../core/doc-url.ts'
import type { Locale } from '../core/locale.ts'
import type { Section, Table } from '../core/page.ts'
import { findPage, loadSections, loadTables, type PageRow } from '../store/page-rows.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { rankTableRows } from './rank-table-rows.ts'
import { searchPassages } from './search-passages.ts'

export interface TableQuery {
  readonly text: string
  /** Canonical path of the only page to look at. */
  readonly path?: string
  /** Only tables in sections whose title or anchor is this. */
  readonly section?: string
  readonly guides?: readonly string[]
  readonly locale?: Locale
  /** Rows over all tables. */
  readonly maxRows: number
}

export interface TableHit {
  readonly page: PageRow
  /** With the section's anchor. */
  readonly url: string
  readonly section: Section | undefined
  readonly table: Table
  /** Indexes of matching rows, best first. */
  readonly rows: readonly number[]
  readonly matchedRows: number
}

/** How many pages are read for tables when no page is named. */
const CANDIDATE_PAGES = 25

/** Tables with matching rows, the one with the best row first. */
export function searchTables(db: SqlDatabase, query: TableQuery): TableHit[] {
  const sources = candidatePages(db, query).flatMap((page) => tablesOfPage(db, page, query.section))
  const ranked = rankTableRows(query.text, sources)
  const hits = new Map<Table, { source: (typeof sources)[number]; rows: number[]; matched: number }>()
  let left = query.maxRows
  for (const { source, row } of ranked) {
    let hit = hits.get(source.table)
    if (!hit) {
      if (left === 0) continue
      hit = { source, rows: [], matched: 0 }
      hits.set(source.table, hit)
    }
    hit.matched += 1
    if (left > 0) {
      hit.rows.push(row)
      left -= 1
    }
  }
  return [...hits.values()].map(({ source, rows, matched }) => ({
    page: source.page,
    url: formatDocUrl(source.page.path, source.section?.anchor || undefined),
    section: source.section,
    table: source.table,
    rows,
    matchedRows: matched,
  }))
}

function candidatePages(db: SqlDatabase, query: TableQuery): PageRow[] {
  if (query.path !== undefined) {
    const page = findPage(db, query.path)
    return page ? [page] : []
  }
  const { text, guides, locale } = query
  const answer = searchPassages(db, {
    text,
    limit: CANDIDATE_PAGES,
    ...(guides && { guides }),
    ...(locale && { locale }),
  })
  return answer.hits.flatMap((hit) => {
    const path = parseDocUrl(hit.url)?.path
    return (path !== undefined && findPage(db, path)) || []
  })
}

function tablesOfPage(db: SqlDatabase, page: PageRow, wanted: string | undefined) {
  const sections = loadSections(db, page.id)
  return loadTables(db, page.id).flatMap((table) => {
    const section = sections[table.section]
    if (wanted !== undefined && !isIn(section, wanted, sections)) return []
    const surroundings = [page.product, page.title, ...(section?.headingPath.slice(1) ?? [])].join(' ')
    return [{ page, section, table, surroundings }]
  })
}

function isIn(section: Section | undefined, wanted: string, sections: readonly Section[]): boolean {
  if (!section) return false
  const folded = fold(wanted.replace(/^#/, ''))
  return sections.some(
    (outer) =>
      outer.start <= section.start &&
      outer.end >= section.end &&
      (fold(outer.title) === folded || fold(outer.anchor) === folded),
  )
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}
