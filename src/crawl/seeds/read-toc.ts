// A guide's table of contents as it stands on the site: one file, or one that includes others, grafted into one tree.

import { formatDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import { decodeBody } from '../../extract/page/decode-body.ts'
import { countEntries, graftToc, MAX_ENTRIES, parseToc, type Toc } from '../../extract/sidecar/toc.ts'
import type { PoliteFetcher, PoliteOutcome } from '../../http/pacing/polite-fetcher.ts'
import { findFolder, type GuideScope } from './guide-scope.ts'

export interface TocTree {
  readonly entries: readonly TocEntry[]
  /** Names of the files that it was read from. */
  readonly files: readonly string[]
  /** Files that were named but could not be had, with the reason. */
  readonly missing: readonly string[]
  /** Parts of the files that were left out. */
  readonly malformed: number
}

export type TocReading =
  | { readonly kind: 'toc'; readonly toc: TocTree }
  /** The site has none, or none that can be read. */
  | { readonly kind: 'none'; readonly reason: string }
  /** Whether it has one could not be learned. */
  | { readonly kind: 'unreachable'; readonly reason: string }

const MAIN_TOC = 'toc-contents.json'
/** The largest guide known includes 244 files. */
const MAX_FILES = 2000

/** Reads the main file, whatever it includes, and `more` files that pages of the guide have named. */
export async function readToc(
  fetcher: PoliteFetcher,
  scope: GuideScope,
  signal: AbortSignal,
  more: readonly string[] = [],
): Promise<TocReading> {
  const main = await readFile(fetcher, scope, MAIN_TOC, signal)
  if (main.kind !== 'file') return main
  const tree = { entries: main.toc.entries, files: [MAIN_TOC], missing: [], malformed: main.toc.malformed }
  return { kind: 'toc', toc: await growToc(fetcher, scope, signal, tree, [...main.toc.includes, ...more]) }
}

/** Reads these files too, with what they include, and grafts them on. Files that were read before are left out. */
export async function growToc(
  fetcher: PoliteFetcher,
  scope: GuideScope,
  signal: AbortSignal,
  tree: TocTree,
  names: readonly string[],
): Promise<TocTree> {
  let entries = tree.entries
  const files = [...tree.files]
  const missing = [...tree.missing]
  let { malformed } = tree
  let room = MAX_ENTRIES - countEntries(entries)
  const waiting = new Set(names)
  // What is added while it is walked is walked too.
  for (const name of waiting) {
    if (files.length >= MAX_FILES) break
    if (files.includes(name) || !isTocFileName(name)) continue
    if (room <= 0) {
      missing.push(`${name}: the contents have ${MAX_ENTRIES} entries without it`)
      break
    }
    files.push(name)
    const included = await readFile(fetcher, scope, name, signal, room)
    if (included.kind === 'file') {
      room -= countEntries(included.toc.entries)
      entries = graftToc(entries, included.toc.entries)
      malformed += included.toc.malformed
      for (const one of included.toc.includes) waiting.add(one)
    } else missing.push(`${name}: ${included.reason}`)
  }
  return { entries, files, missing, malformed }
}

/** A plain name beside the guide's pages; anything else (another folder, another host) is not followed. */
function isTocFileName(name: string): boolean {
  return /^[\w.-]+\.json$/.test(name)
}

/** Why a sidecar file could not be had; `unreachable` when asking again may help. */
export function explainMissing(outcome: Exclude<PoliteOutcome, { kind: 'fresh' }>): {
  kind: 'none' | 'unreachable'
  reason: string
} {
  switch (outcome.kind) {
    case 'gone':
      return { kind: 'none', reason: `answers ${outcome.status}` }
    case 'not-modified':
      return { kind: 'none', reason: 'answers 304 to a question without validators' }
    case 'throttled':
      return { kind: 'unreachable', reason: `the site asks to slow down (${outcome.status})` }
    case 'failed':
    case 'not-asked':
      return { kind: 'unreachable', reason: outcome.reason }
    default:
      return { kind: 'none', reason: outcome.reason }
  }
}

async function readFile(
  fetcher: PoliteFetcher,
  scope: GuideScope,
  name: string,
  signal: AbortSignal,
  mostEntries = MAX_ENTRIES,
): Promise<{ kind: 'file'; toc: Toc } | { kind: 'none' | 'unreachable'; reason: string }> {
  const outcome = await fetcher.getWithRetry(formatDocUrl(toPath(scope.base, name, scope.locale)), { signal })
  if (outcome.kind !== 'fresh') return explainMissing(outcome)
  try {
    return {
      kind: 'file',
      toc: parseToc(decodeBody(outcome.body, outcome.contentType), findFolder(scope), mostEntries),
    }
  } catch {
    return { kind: 'none', reason: 'is not a table of contents' }
  }
}
