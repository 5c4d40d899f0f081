// Which column of the full-text index says what of a term in a passage, and the same as the marks of a posting.
// FTS5 keeps the columns that a term stands in and neither where nor how often (detail=column), so how often is a
// matter of columns too.

/** Columns that hold words; `code` holds whole identifiers. */
export const WORD_COLUMNS = ['title', 'heading', 'body'] as const

/** A term that the passage says at least so often stands in the column as well. */
export const TWICE_FROM = 2
export const OFTEN_FROM = 4

/** The lowest two bits: not in the body at all, once, TWICE_FROM times or more, OFTEN_FROM times or more. */
export const FREQUENCY_BITS = 3
export const IN_HEADING = 4
export const IN_TITLE = 8

/** Column, and what it makes of a posting's marks. Later columns are read only where an earlier one has something. */
export const COLUMN_MARKS = [
  { column: 'body', mark: 1 },
  { column: 'twice', mark: 2 },
  { column: 'often', mark: 3 },
  { column: 'heading', mark: IN_HEADING },
  { column: 'title', mark: IN_TITLE },
] as const

export function addMark(marks: number, mark: number): number {
  return mark <= FREQUENCY_BITS ? (marks & ~FREQUENCY_BITS) | mark : marks | mark
}
