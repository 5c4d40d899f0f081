// Links of a stored page to pages that have moved since, written as they are now. What is stored stays as the site gave
// it; only what is read changes, and with it the places of the sections.

import { formatDocUrl, parseDocUrl } from '../core/model/doc-url.ts'
import type { Section } from '../core/model/page.ts'
import { listCodeBlocks } from '../core/text/markdown-blocks.ts'
import { encodeInMarkdown } from '../core/text/parse-url.ts'
import { loadMoves } from '../store/history/moves.ts'
import { isLivePath } from '../store/pages/page-rows.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import { followMoves } from './follow-moves.ts'

export interface PageText {
  readonly text: string
  readonly sections: readonly Section[]
}

const LINK = /\]\((https:\/\/[^()\s<>|]+)\)/g

export function rewriteMovedLinks(db: SqlDatabase, page: PageText): PageText {
  const moves = loadMoves(db)
  if (moves.size === 0) return page
  const findNew = memoizePlaces(db, moves)
  const changes: { readonly at: number; readonly from: string; readonly to: string }[] = []
  let isCode: ((at: number) => boolean) | undefined
  for (const { 1: from = '', index } of page.text.matchAll(LINK)) {
    const to = findNew(from)
    if (to === undefined) continue
    isCode ??= makeCodeTest(page.text)
    if (!isCode(index)) changes.push({ at: index + 2, from, to })
  }
  return changes.length === 0 ? page : applyChanges(page, changes)
}

function applyChanges(
  { text, sections }: PageText,
  changes: readonly { readonly at: number; readonly from: string; readonly to: string }[],
): PageText {
  let done = 0
  let rewritten = ''
  for (const { at, from, to } of changes) {
    rewritten += text.slice(done, at) + to
    done = at + from.length
  }
  // Sections begin and end with lines, and no link goes over one.
  const shift = (place: number) =>
    changes.reduce((sum, { at, from, to }) => (at < place ? sum + to.length - from.length : sum), place)
  return {
    text: rewritten + text.slice(done),
    sections: sections.map((section) => ({ ...section, start: shift(section.start), end: shift(section.end) })),
  }
}

/** By address, the new one; undefined for what is where it was, or where nobody knows better. */
function memoizePlaces(db: SqlDatabase, moves: ReturnType<typeof loadMoves>): (url: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  const find = (path: string): string | undefined =>
    moves.get(path) === undefined || isLivePath(db, path)
      ? undefined
      : followMoves(db, path, (at) => moves.get(at))?.path
  return (url) => {
    const target = parseDocUrl(url)
    if (!target) return undefined
    if (!known.has(target.path)) known.set(target.path, find(target.path))
    const path = known.get(target.path)
    return path === undefined ? undefined : encodeInMarkdown(formatDocUrl(path, target.anchor))
  }
}

// Code is byte for byte what the site has: in blocks, and between backticks of a line.
function makeCodeTest(text: string): (at: number) => boolean {
  const blocks = listCodeBlocks(text)
  return (at) => {
    if (blocks.some(({ start, end }) => start <= at && at < end)) return true
    const before = text.slice(text.lastIndexOf('\n', at) + 1, at)
    return (before.replace(/\\`/g, '').match(/`+/g)?.length ?? 0) % 2 === 1
  }
}
