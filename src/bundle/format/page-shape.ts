// What sections, passages and tables of one page must be to each other: as extraction makes them. Passages that overlap
// would let a small file fill the full-text index, and sections that overlap would let one answer hold the page many
// times over.

import type { Passage, Section, Table } from '../../core/model/page.ts'
import { MAX_PASSAGE } from './bundle-limits.ts'

interface Shape {
  readonly markdown: string
  readonly sections: readonly Pick<Section, 'level' | 'start' | 'end'>[]
  readonly passages: readonly Passage[]
  readonly tables: readonly Table[]
}

/** What is wrong; undefined when nothing is. */
export function findShapeProblem({ markdown, sections, passages, tables }: Shape): string | undefined {
  return (
    findSectionProblem(sections, markdown.length) ??
    findPassageProblem(passages, sections) ??
    tables.map((table) => findTableProblem(table, sections.length)).find((problem) => problem !== undefined)
  )
}

// In page order, each inside the one that encloses it and of a deeper level.
function findSectionProblem(sections: Shape['sections'], length: number): string | undefined {
  const open: { level: number; start: number; end: number }[] = []
  let before = -1
  for (const { level, start, end } of sections) {
    if (start <= before || end <= start || end > length) return 'a section is out of order or outside the page'
    before = start
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= start) open.pop()
    const outer = open.at(-1)
    if (outer && (end > outer.end || level <= outer.level)) return 'sections overlap'
    open.push({ level, start, end })
  }
  return undefined
}

function findPassageProblem(passages: Shape['passages'], sections: Shape['sections']): string | undefined {
  let before = 0
  for (const { section, start, end } of passages) {
    const within = sections[section]
    if (start < before || end <= start) return 'passages overlap or are out of order'
    if (!within || start < within.start || end > within.end) return 'a passage lies outside its section'
    if (end - start > MAX_PASSAGE) return 'a passage is too long'
    before = end
  }
  return undefined
}

function findTableProblem(table: Shape['tables'][number], sections: number): string | undefined {
  const { section, columns, rows, spans } = table
  if (section >= sections) return 'a table lies outside the page'
  // Fewer are in the rows of a table that was too large for its spans.
  if (rows.some((row) => row.length > columns.length)) return 'a row of a table has more cells than columns'
  const isSpan = ({ column, from }: (typeof spans)[number]) =>
    column < columns.length && from.length === rows.length && from.every((row, index) => row <= index)
  return spans.every(isSpan) ? undefined : 'a span lies outside its table'
}
