// Rows of tables that answer a query: of one page, or of all pages with tables.

import { formatDocUrl } from '../../core/model/doc-url.ts'
import type { Section, Table } from '../../core/model/page.ts'
import { loadSections, loadTables, type PageRow } from '../../store/pages/page-rows.ts'
import { readIfReadable } from '../../store/pages/read-if-readable.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { normalizeForCompare } from '../query/normalize-for-compare.ts'
import { groupRows, type RowGroup } from './group-rows.ts'
import { findOwner } from './prefixed-actions.ts'
import { compareRows, type RankedRow, rankTableRows, type TableInContext } from './rank-table-rows.ts'
import {
  type TableCandidateQuery as CandidateQuery,
  findCandidatesOnPage,
  findTableCandidates,
} from './table-candidates.ts'

export interface TableQuery extends CandidateQuery {
  /** The only page to look at. */
  readonly page?: PageRow
  /** Only tables in sections with this title or anchor, those below them included. */
  readonly section?: string
  /** Rows over all tables. */
  readonly maxRows: number
}

export interface FoundTable {
  readonly page: PageRow
  /** With the section's anchor. */
  readonly url: string
  readonly section: Section | undefined
  readonly table: Table
  /** The best rows, best first. Rows under one spanned cell are one of them. */
  readonly groups: readonly FoundGroup[]
  readonly totalGroups: number
  readonly matchedGroups: number
}

export interface FoundGroup extends RowGroup {
  /** Rows of the group that match, best first. */
  readonly matched: readonly number[]
}

export interface TableAnswer {
  /** The table with the best row first. */
  readonly tables: readonly FoundTable[]
  readonly searched: number
  /** Sections with tables of the page that was named, for somebody who asked for another. */
  readonly sections: readonly Section[]
}

const LEAST_SHARE = 0.65

interface Source extends TableInContext {
  readonly page: string
  readonly row: PageRow
  readonly section: Section | undefined
  /** Of the page. */
  readonly sections: readonly Section[]
}

export function searchTables(db: SqlDatabase, query: TableQuery): TableAnswer {
  const { page: named, section } = query
  const candidates = named ? [findCandidatesOnPage(db, query.text, named)] : findTableCandidates(db, query)
  const asked = candidates.map(({ pages, ...one }) => ({
    ...one,
    sources: pages.flatMap(({ page, cover }) => {
      const read = () => listPageTables(db, page, cover)
      // Who names a page hears what is wrong with it.
      return named ? read() : (readIfReadable(read) ?? [])
    }),
  }))
  const inScope =
    section === undefined
      ? asked
      : asked.map((one) => ({ ...one, sources: one.sources.filter((source) => isInSection(source, section)) }))
  const ranked = inScope
    .flatMap(({ query, share, sources }) =>
      rankTableRows(query, sources).map((found) => ({ ...found, score: found.score * share })),
    )
    .sort(compareRows)
  // On a page that was named, rows that fit badly are still the page's best; among all tables they are noise.
  const least = named ? 0 : Math.max(0, ...ranked.map(({ score }) => score)) * LEAST_SHARE
  return {
    tables: listBestTables(
      ranked.filter(({ lead, score }) => lead === 2 || score >= least),
      query.maxRows,
    ),
    searched: inScope.reduce((sum, { sources }) => sum + sources.length, 0),
    sections: named ? [...new Set(asked.flatMap(({ sources }) => sources.flatMap((one) => one.section ?? [])))] : [],
  }
}

function listBestTables(ranked: readonly RankedRow<Source>[], maxRows: number): FoundTable[] {
  const found = new Map<Source, { all: RowGroup[]; matched: Map<RowGroup, number[]>; kept: Set<RowGroup> }>()
  let left = maxRows
  for (const { source, row } of ranked) {
    let table = found.get(source)
    if (!table) {
      if (left === 0) continue
      table = { all: groupRows(source.table), matched: new Map(), kept: new Set() }
      found.set(source, table)
    }
    const group = table.all.find(({ from, to }) => row >= from && row < to)
    if (!group) continue
    const rows = table.matched.get(group)
    if (rows) rows.push(row)
    else table.matched.set(group, [row])
    if (left > 0 && !table.kept.has(group)) {
      table.kept.add(group)
      left -= 1
    }
  }
  return [...found].map(([{ row: page, section, table }, { all, matched, kept }]) => ({
    page,
    url: formatDocUrl(page.path, section?.anchor || undefined),
    section,
    table,
    groups: [...kept].map((group) => ({ ...group, matched: matched.get(group) ?? [] })),
    totalGroups: all.length,
    matchedGroups: matched.size,
  }))
}

function listPageTables(db: SqlDatabase, page: PageRow, pageCover: number): Source[] {
  const sections = loadSections(db, page.id)
  return (readIfReadable(() => loadTables(db, page.id)) ?? []).map((table) => {
    const section = sections[table.section]
    return {
      row: page,
      section,
      sections,
      table,
      pageCover,
      headings: section?.headingPath.slice(1).join(' ') ?? '',
      page: `${page.title} ${page.product} ${page.guideTitle}`,
      owner: findOwner(page.title, page.product),
    }
  })
}

function isInSection({ section, sections }: Source, wanted: string): boolean {
  const folded = normalizeForCompare(wanted)
  return sections.some(
    ({ start, end, title, anchor }) =>
      section !== undefined &&
      start <= section.start &&
      end >= section.end &&
      (normalizeForCompare(title) === folded || (anchor !== '' && normalizeForCompare(anchor) === folded)),
  )
}
