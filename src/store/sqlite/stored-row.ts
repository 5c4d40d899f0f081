// Columns that are NOT NULL and have a type, as they come back from a damaged file: one flipped bit in a record's head
// makes NULL of a text, and SQLite gives it out as it stands.

import { DocsError } from '../../core/model/errors.ts'
import { describeRepair } from '../../core/model/printed-commands.ts'

/** Gives `row` back. Throws DocsError INDEX_DAMAGED unless its `texts` are strings and its `numbers` numbers. */
export function checkRow<Row extends object>(
  row: Row,
  table: string,
  texts: readonly (keyof Row & string)[],
  numbers: readonly (keyof Row & string)[],
): Row {
  for (const column of texts) if (typeof row[column] !== 'string') throw makeDamagedColumnError(table, column, 'text')
  for (const column of numbers)
    if (typeof row[column] !== 'number') throw makeDamagedColumnError(table, column, 'number')
  return row
}

export function makeDamagedColumnError(table: string, column: string, type: string): DocsError {
  return new DocsError('INDEX_DAMAGED', `A ${table} in the index is damaged: its ${column} is no ${type}.`, {
    hint: describeRepair,
  })
}
