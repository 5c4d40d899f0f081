// Rows as objects: whatever the columns are called, none loses its cells.

import { expect, it } from 'vitest'
import { renderTableRows } from '../../src/mcp/answer/render-table-rows.ts'
import type { FoundTable } from '../../src/search/tables/search-tables.ts'

it.each([
  [
    ['Name', 'Name_2', 'Name'],
    ['Name', 'Name_2', 'Name_3'],
  ],
  [
    ['Name', 'Name', 'Name_2'],
    ['Name', 'Name_3', 'Name_2'],
  ],
  [
    ['rows', 'rows', ''],
    ['rows_2', 'rows_3', 'column 3'],
  ],
  [
    ['', 'column 1', ''],
    ['column 1', 'column 1_2', 'column 3'],
  ],
])('columns called %j are given as %j, each with its cell', (columns, names) => {
  const table = { section: 0, title: '', columns, rows: [['a', 'b', 'c']], spans: [] }
  const found = { table, groups: [{ from: 0, to: 1, rows: [0], matched: [0] }] } as unknown as FoundTable
  const answer = renderTableRows(found, 1000, true)
  expect(answer.columns).toEqual(names)
  expect(answer.rows).toEqual([Object.fromEntries(names.map((name, at) => [name, 'abc'.charAt(at)]))])
})
