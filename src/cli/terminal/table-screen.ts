// A table of text on a terminal: fitted to its width, cells broken over lines; and where the columns would be too
// narrow to read, a list of its rows.
// Pure.

import { measureWidth, padTo, wrapTo } from './display-width.ts'

type Row = readonly string[]

/** Narrower columns hold hardly a word a line; wider ones may break a long one, such as an ARN. */
const NARROWEST = 8
const WIDE = 16

/** Lines of at most `columns`. The first row is the header; its cells may all be empty. */
export function renderTableLines(rows: readonly Row[], columns: number): string[] {
  const count = getMost(rows.map((row) => row.length))
  const full = rows.map((row) => Array.from({ length: count }, (_, at) => row[at] ?? ''))
  const widths = fitWidths(full, columns - (3 * count + 1))
  return widths ? drawGrid(full, widths) : drawRecords(full, columns)
}

// As wide as they want to be, and where that is too much, the widest ones cut down to one width. Undefined where that
// would be too narrow.
function fitWidths(rows: readonly Row[], columns: number): number[] | undefined {
  const wanted = (rows[0] ?? []).map((_, at) => Math.max(1, getMost(rows.map((row) => measureWidth(row[at] ?? '')))))
  if (sumOver(wanted) <= columns) return wanted
  let cap = getMost(wanted)
  while (cap >= NARROWEST && sumOver(wanted.map((width) => Math.min(width, cap))) > columns) cap -= 1
  const least = Math.max(NARROWEST, Math.min(WIDE, measureLongestWord(rows)))
  return cap < least ? undefined : wanted.map((width) => Math.min(width, cap))
}

function measureLongestWord(rows: readonly Row[]): number {
  return getMost(rows.flat().flatMap((cell) => cell.split(BREAKS).map(measureWidth)))
}

const BREAKS = /\s+|(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])/u

function drawGrid(rows: readonly Row[], widths: readonly number[]): string[] {
  const drawRule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right
  const cells = rows.map((row) => row.map((cell, at) => wrapTo(cell, widths[at] ?? 1)))
  const hasHeader = (rows[0] ?? []).some((cell) => cell !== '')
  const shown = hasHeader ? cells : cells.slice(1)
  // Rows of one line each are told apart without a rule.
  const isBroken = shown.some((row) => row.some((lines) => lines.length > 1))
  const lines = shown.flatMap((row, at) => [
    ...(at > 0 && (isBroken || (at === 1 && hasHeader)) ? [drawRule('├', '┼', '┤')] : []),
    ...drawRow(row, widths),
  ])
  return [drawRule('┌', '┬', '┐'), ...lines, drawRule('└', '┴', '┘')]
}

function drawRow(row: readonly string[][], widths: readonly number[]): string[] {
  const height = getMost(row.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) => {
    const cells = row.map((lines, at) => padTo(lines[line] ?? '', widths[at] ?? 1))
    return `│ ${cells.join(' │ ')} │`
  })
}

// "Name: value", row after row.
function drawRecords([header = [], ...rows]: readonly Row[], columns: number): string[] {
  return rows.flatMap((row, at) => [
    ...(at > 0 ? [''] : []),
    ...row.flatMap((cell, column) => {
      if (cell === '') return []
      const name = header[column] ?? ''
      const [first = '', ...more] = wrapTo(name === '' ? cell : `${name}: ${cell}`, columns - 2)
      return [first, ...more.map((line) => `  ${line}`)]
    }),
  ])
}

function sumOver(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

// The tables of some guides have more cells than a call takes arguments.
function getMost(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0)
}
