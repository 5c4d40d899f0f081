import { describe, expect, test } from 'vitest'
import type { Table } from '../../src/core/model/page.ts'
import { findColumnRoles, groupRows } from '../../src/search/tables/group-rows.ts'

function makeTable(columns: string[], rows: string[][], spans: Table['spans'] = []): Table {
  return { section: 0, title: '', columns, rows, spans }
}

const ACTIONS = makeTable(
  ['Action', 'Level', 'Resource', 'Key'],
  [
    ['Put', 'Write', 'object', 'k1'],
    ['Put', 'Write', 'object', 'k2'],
    ['Put', 'Write', 'bucket', ''],
    ['List', 'List', '', ''],
  ],
  [
    { column: 0, from: [0, 0, 0, 3] },
    { column: 1, from: [0, 0, 0, 3] },
    { column: 2, from: [0, 0, 2, 3] },
  ],
)

describe('rows under one spanned cell', () => {
  test('are one group, by the leftmost column that spans', () => {
    expect(groupRows(ACTIONS)).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 4 },
    ])
  })

  test('have parent columns, which span as the leftmost does, and child columns, which do not', () => {
    expect(findColumnRoles(ACTIONS)).toEqual({ parents: [0, 1], children: [2, 3] })
  })

  test('of a table without spans are groups of one, all columns children', () => {
    const plain = makeTable(
      ['A', 'B'],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    )
    expect(groupRows(plain)).toHaveLength(2)
    expect(findColumnRoles(plain)).toEqual({ parents: [], children: [0, 1] })
  })
})
