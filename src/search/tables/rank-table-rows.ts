// Which rows of which tables answer a query. Pure: tables in, ranked rows out.
//
// A query for a row says what the row is called ("Function timeout"), what stands around its table ("Lambda", "quotas")
// and what is wanted of it ("maximum", "condition keys", a column). So every term of the query counts where it is found
// best: in the row's cells, in a column's name, in the headings around the table, in the page's title. A cell that says
// no more than what was asked for is the row's name.

import type { Table } from '../../core/model/page.ts'
import { foldCase } from '../../core/text/fold-case.ts'
import { toPlainText } from '../../core/text/plain-text.ts'
import { findIdentifiers, squeeze, toTerms } from '../../core/text/terms.ts'
import type { ParsedQuery } from '../query/parse-query.ts'
import { SYNONYM_WEIGHT } from '../thesaurus/synonyms.ts'
import { listOthersActions, listOwnActions, listPrefixedActions, type PrefixedAction } from './prefixed-actions.ts'

export interface TableInContext {
  readonly table: Table
  /** The section's headings below the page's title. */
  readonly headings: string
  /** Page title, product and guide. */
  readonly page: string
  /** The service or product that the table is of. */
  readonly owner: string
  /** What share of the query's weight the page as a whole holds, from 0 to 1. */
  readonly pageCover: number
}

export interface RankedRow<T extends TableInContext> {
  readonly source: T
  readonly row: number
  readonly lead: Lead
  readonly score: number
}

/**
 * Of a query that names an action with its service: 2 for the row of that action, 1 for other rows of that service, 0
 * for those of others. Who writes `s3:GetObject` does not ask what else needs it.
 */
export type Lead = 0 | 1 | 2

export function compareRows(a: Pick<RankedRow<never>, 'lead' | 'score'>, b: typeof a): number {
  return b.lead - a.lead || b.score - a.score
}

/** What a term counts for by where it is found; in a cell it counts whole. */
const IN_COLUMN = 0.8
const IN_HEADINGS = 0.8
const ON_PAGE = 0.7
const NAME_WEIGHT = 0.7
/** A name that does not stand in the first column is less likely to be one. */
const OTHER_COLUMN = 0.75
/** A whole identifier (`s3:x-amz-acl`, `PutObject`) that stands alone in a cell is what somebody who names it means. */
const IDENTIFIER_BONUS = 0.5
/** The row that is about `s3:PutObject` has it first; others name it as something they need. */
const OTHER_IDENTIFIER = 0.5
const COVER_WEIGHT = 0.4
/** Shorter ones are amounts more often than names. */
const NUMBER = /^\d{3,}$/
const SHORT_CELL = 8
const LENGTH_DAMPING = 0.25
/** What a row says of the past counts for, unless that is asked for: a table of changes names everything once. */
const HISTORY_SHARE = 0.85
const CHANGE_DATE = /\bdate\b|日付|変更日|リリース日|日期|날짜/i
const CHANGE = /\b(?:changes?|descriptions?|updates?)\b|変更|説明|更改|描述|변경|설명/i
const ASKS_FOR_HISTORY =
  /\b(?:history|histories|releases?|released|new|news|changes?|changed|when|since|announced|added|versions?|dates?)\b|いつ|日付|履歴|変更|リリース|新しい|追加|更新/i
/** Rows that are read closely, about. */
const MOST_ROWS = 500

/** Behind the name of an action that no operation has. */
const REMARK = /\[permission only\]\s*$/i

interface WantedTerm {
  readonly term: string
  readonly synonyms: readonly string[]
  readonly weight: number
}

interface Cell {
  readonly terms: ReadonlySet<string>
  readonly identifier: string | undefined
  /** The same of any one word. */
  readonly name: string | undefined
  /** What a word in it counts for: one of a few words says what the cell is about, one of fifty happens to be there. */
  readonly share: number
}

interface Row {
  readonly index: number
  readonly cells: readonly Cell[]
}

/** Rows that hold at least one term of the query, best first; ties in table order. */
export function rankTableRows<T extends TableInContext>(query: ParsedQuery, sources: readonly T[]): RankedRow<T>[] {
  const read = makeCellReader()
  const likely = listLikelyRows(query, sources)
  const tables = sources.map((source, at) => ({
    source,
    rows: (likely[at] ?? []).map((index) => ({ index, cells: (source.table.rows[index] ?? []).map(read) })),
  }))
  const total = sources.reduce((sum, { table }) => sum + table.rows.length, 0)
  const weighted = weightTerms(
    query,
    tables.flatMap(({ rows }) => rows),
    total,
  )
  const actions = listPrefixedActions(query.text)
  const ranked = tables.flatMap(({ source, rows }) =>
    [...scoreRows(weighted, { query, actions }, source, rows)].map((scored) => ({ source, ...scored })),
  )
  return ranked.sort(compareRows)
}

// Reading cells into terms is what takes time, and most rows of large tables hold nothing of the query. So rows are
// first sifted by the beginnings of its words: a word and its stem share all but their last letters.
function listLikelyRows({ terms, identifiers }: ParsedQuery, sources: readonly TableInContext[]): number[][] {
  const beginnings = [
    ...terms.map(({ term, synonyms }) => [term, ...synonyms].map(takeBeginning)),
    ...identifiers.map((identifier) => [identifier.slice(0, 2)]),
  ]
  const held = sources.map(({ table }) =>
    table.rows.map((cells) => {
      const text = foldCase(cells.join(' '))
      return beginnings.reduce((sum, any) => sum + (any.some((beginning) => text.includes(beginning)) ? 1 : 0), 0)
    }),
  )
  const least = findLeastToKeep(held.flat(), MOST_ROWS)
  return held.map((counts) => counts.flatMap((count, row) => (count >= least ? [row] : [])))
}

function takeBeginning(term: string): string {
  return term.length <= 3 ? term : term.slice(0, Math.max(3, term.length - 2))
}

// The smallest count above zero that leaves about `most` rows.
function findLeastToKeep(counts: readonly number[], most: number): number {
  const sorted = counts.filter((count) => count > 0).sort((a, b) => b - a)
  return sorted[most] ?? 1
}

function makeCellReader(): (text: string) => Cell {
  const known = new Map<string, Cell>()
  return (text) => {
    const found = known.get(text)
    if (found) return found
    const plain = toPlainText(text).text.replace(REMARK, '').trim()
    const terms = new Set(toTerms(plain))
    // An identifier of one word is a word like any other, but for a number: an error's, a port's.
    const isWord = terms.size < 2 && !NUMBER.test(plain)
    const name = /\s/.test(plain) ? undefined : squeeze(plain)
    const identifier = isWord ? undefined : name
    const cell = {
      terms,
      identifier,
      name,
      share: 1 / (1 + LENGTH_DAMPING * Math.log2(Math.max(1, terms.size / SHORT_CELL))),
    }
    known.set(text, cell)
    return cell
  }
}

// A word that few rows hold chooses the row. One that no cell holds can only choose the table, and weighs as much as a
// word in every tenth row.
function weightTerms({ terms }: ParsedQuery, rows: readonly Row[], total: number): WantedTerm[] {
  return terms.map(({ term, synonyms, weight }) => {
    const holding = rows.filter(({ cells }) => cells.some((cell) => cell.terms.has(term))).length
    const counted = holding === 0 ? total / 10 : holding
    return { term, synonyms, weight: weight * Math.log(1 + (total - counted + 0.5) / (counted + 0.5)) }
  })
}

function* scoreRows(
  wanted: readonly WantedTerm[],
  { query, actions }: { readonly query: ParsedQuery; readonly actions: readonly PrefixedAction[] },
  source: TableInContext,
  rows: readonly Row[],
): Generator<{ row: number; lead: Lead; score: number }> {
  const all = wanted.reduce((sum, { weight }) => sum + weight, 0)
  if (all === 0) return
  const columns = new Set(toTerms(source.table.columns.join(' ')))
  const headings = new Set(toTerms(`${source.headings} ${source.table.title}`))
  const page = new Set(toTerms(source.page))
  const around = wanted.map((term) =>
    Math.max(IN_COLUMN * has(columns, term), IN_HEADINGS * has(headings, term), ON_PAGE * has(page, term)),
  )
  const numbers = query.sequence.filter((term) => NUMBER.test(term))
  const others = actions.length === 0 ? new Set() : listOthersActions(actions, source.page)
  const identifiers = new Set(
    [...query.identifiers, ...findIdentifiers(query.text), ...numbers].filter((one) => !others.has(one)),
  )
  const own = actions.length === 0 ? [] : listOwnActions(actions, source.owner)
  const names = new Set(own.flatMap(({ action, whole }) => [action, whole]))
  const share = isOfChanges(source) && !ASKS_FOR_HISTORY.test(query.text) ? HISTORY_SHARE : 1
  for (const { index, cells } of rows) {
    const inside = wanted.map((term) => Math.max(...cells.map((cell) => cell.share * has(cell.terms, term)), 0))
    if (inside.every((share) => share === 0)) continue
    const recall = wanted.reduce((sum, { weight }, at) => sum + weight * Math.max(inside[at] ?? 0, around[at] ?? 0), 0)
    const name = Math.max(
      ...cells.map((cell, column) => computeNameMatch(wanted, cell) * (column === 0 ? 1 : OTHER_COLUMN)),
    )
    const named = cells.findIndex(({ identifier }) => identifier !== undefined && identifiers.has(identifier))
    const isOwn = named === 0 || actions.some(({ action }) => action === cells[named]?.identifier)
    const bonus = named < 0 ? 0 : IDENTIFIER_BONUS * (isOwn ? 1 : OTHER_IDENTIFIER)
    yield {
      row: index,
      lead: names.has(cells[0]?.name ?? '') ? 2 : own.length > 0 ? 1 : 0,
      score: share * (recall / all + NAME_WEIGHT * name + bonus + COVER_WEIGHT * source.pageCover),
    }
  }
}

// By its columns, whatever the page is called.
function isOfChanges({ table }: TableInContext): boolean {
  const dated = table.columns.findIndex((column) => CHANGE_DATE.test(column))
  return dated >= 0 && table.columns.some((column, at) => at !== dated && CHANGE.test(column))
}

function has(terms: ReadonlySet<string>, { term, synonyms }: WantedTerm): number {
  if (terms.has(term)) return 1
  return synonyms.some((synonym) => terms.has(synonym)) ? SYNONYM_WEIGHT : 0
}

// How far the cell and the query say the same: the harmonic mean of what share of the cell was asked for and what share
// of the query it holds.
function computeNameMatch(wanted: readonly WantedTerm[], { terms }: Cell): number {
  if (terms.size === 0) return 0
  let held = 0
  let weight = 0
  let all = 0
  for (const one of wanted) {
    all += one.weight
    if (!terms.has(one.term)) continue
    held += 1
    weight += one.weight
  }
  if (held === 0) return 0
  const precision = held / terms.size
  const recall = weight / all
  return (2 * precision * recall) / (precision + recall)
}
