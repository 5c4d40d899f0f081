// The tables of our server in a TOML configuration, put in or taken out; everything else stays byte for byte. Whole
// lines are edited, since no library that writes TOML keeps all comments; what comes out is read again and compared
// with what was meant, so that a form that lines do not show is refused.

import { isDeepStrictEqual } from 'node:util'
import { parse, stringify, type TomlTable, type TomlValue } from 'smol-toml'
import { detectLineEnd, type EntryPlace, makeUnreadableError, type Put } from './edit.ts'
import type { Values } from './known-clients.ts'

/** Returns the text as it was when the entry is there already. Throws DocsError BAD_CONFIG. */
export function putTomlServer(text: string, { container, name, entry, initial }: Put): string {
  const before = read(text)
  const there = getTable(getTable(before, container) ?? {}, name)
  const wanted = there ? merge(there, entry) : { ...entry, ...initial }
  if (there && isDeepStrictEqual(toComparable(there), toComparable(wanted))) return text
  const meant = { ...before, [container]: { ...getTable(before, container), [name]: wanted as TomlValue } }
  const eol = detectLineEnd(text)
  const block = stringify({ [container]: { [name]: wanted } })
    .trim()
    .split('\n')
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
  const [first, ...more] = there ? findOwnLines(lines, { container, name }) : []
  if (!first) {
    const gap = lines.length > 0 && lines.at(-1) !== '' ? [''] : []
    return confirmText(`${[...lines, ...gap, ...block].join(eol)}${eol}`, meant)
  }
  const rest = cut(lines, addBlanksBefore(lines, more))
  return confirmText(`${[...rest.slice(0, first.from), ...block, ...rest.slice(first.to)].join(eol)}${eol}`, meant)
}

/** Returns the text as it was when there is no entry. Throws DocsError BAD_CONFIG. */
export function removeTomlServer(text: string, place: EntryPlace): string {
  const before = read(text)
  const servers = getTable(before, place.container)
  if (servers?.[place.name] === undefined) return text
  const { [place.name]: _, ...others } = servers
  const lines = text.split(/\r?\n/)
  const left = cut(lines, addBlanksBefore(lines, findOwnLines(lines, place)))
  return confirmText(left.join(detectLineEnd(text)).replace(/^(\r?\n)+$/, ''), { ...before, [place.container]: others })
}

export function hasTomlServer(text: string, { container, name }: EntryPlace): boolean {
  return getTable(read(text), container)?.[name] !== undefined
}

interface Lines {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

// Our table and its subtables: from the header to the last line before the next one that is neither blank nor a
// comment, which belong to what follows.
function findOwnLines(lines: readonly string[], { container, name }: EntryPlace): Lines[] {
  const matchKey = (text: string) => `(?:${text}|"${text}"|'${text}')`
  const header = new RegExp(`^\\s*\\[\\s*${matchKey(container)}\\s*\\.\\s*${matchKey(name)}\\s*(?:\\.[^\\]]*)?\\]`)
  const found: Lines[] = []
  for (const [from, line] of lines.entries()) {
    if (!header.test(line)) continue
    let to = lines.findIndex((other, n) => n > from && /^\s*\[/.test(other))
    if (to < 0) to = lines.length
    while (to > from + 1 && /^\s*(#.*)?$/.test(lines[to - 1] ?? '')) to -= 1
    found.push({ from, to })
  }
  return found
}

// The blank line before a table goes with it.
function addBlanksBefore(lines: readonly string[], ranges: readonly Lines[]): Lines[] {
  return ranges.map(({ from, to }) => ({ from: lines[from - 1] === '' ? from - 1 : from, to }))
}

function cut(lines: readonly string[], ranges: readonly Lines[]): string[] {
  return lines.filter((_, n) => !ranges.some(({ from, to }) => n >= from && n < to))
}

function read(text: string): TomlTable {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' })
  } catch (error) {
    const [line = ''] = String(error instanceof Error ? error.message : error).split('\n')
    throw makeUnreadableError(`it is not TOML: ${line.replace(/^Invalid TOML document: /, '')}`, error)
  }
}

function getTable(data: TomlTable | Values, key: string): TomlTable | undefined {
  const value = data[key]
  if (value === undefined) return undefined
  if (isTable(value)) return value
  throw makeUnreadableError(`"${key}" is no table in it`)
}

function merge(there: TomlTable, entry: Values): Values {
  const merged: Record<string, unknown> = { ...there }
  for (const [key, value] of Object.entries(entry)) {
    const old = there[key]
    merged[key] = isTable(old) && isTable(value) ? merge(old, value) : value
  }
  return merged
}

// An empty table of servers is as good as none.
function confirmText(text: string, meant: Values): string {
  try {
    if (isDeepStrictEqual(toComparable(read(text)), toComparable(meant))) return text
  } catch {
    // Ours twice, for example: refused below.
  }
  throw makeUnreadableError('its servers are written in a form that is not edited here (an inline table, dotted keys)')
}

// Tables as plain objects without empty ones, dates and large numbers as text.
function toComparable(value: unknown): unknown {
  if (typeof value === 'bigint' || value instanceof Date) return String(value)
  if (Array.isArray(value)) return value.map(toComparable)
  if (!isTable(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, toComparable(inner)] as const)
  return Object.fromEntries(entries.filter(([, inner]) => !isTable(inner) || Object.keys(inner).length > 0))
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
