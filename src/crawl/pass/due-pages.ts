// What a refresh asks for, and in which order. Pure: the site wants seconds between requests, so this decides how soon
// a change is seen and how many requests are spent on pages that are the same as yesterday.

import type { FrontierSeed } from '../../store/frontier/frontier.ts'
import type { CheckedPage } from '../../store/pages/page-rows.ts'

/** Times are milliseconds since the epoch. */
export interface DueState {
  /** What the index has of the guide, pages that are gone included. */
  readonly pages: readonly CheckedPage[]
  /** Addresses that were no page when last asked for, and when that was. */
  readonly dead: ReadonlyMap<string, number>
  /**
   * The table of contents now, in reading order. Undefined when the site gave none, which says nothing about any page.
   */
  readonly contents: readonly string[] | undefined
  /** The same when it was last read. */
  readonly contentsBefore: ReadonlySet<string>
  /** Paths that only the sitemap has. */
  readonly others: readonly string[]
  /** When the guide's feed and its sitemap say that a page was changed. */
  readonly feedDates: ReadonlyMap<string, number>
  readonly sitemapDates: ReadonlyMap<string, number>
  /** Pages whose stored text is damaged. */
  readonly damaged?: readonly string[]
}

/** In the order in which they are asked for. */
export type DueReason = 'damaged' | 'new' | 'left the contents' | 'announced' | 'aged'

export interface DuePage {
  readonly path: string
  readonly why: DueReason
}

export interface DueRules {
  readonly now: number
  readonly maxAgeMs: number
}

const DAY_MS = 24 * 60 * 60 * 1000
/**
 * When the sitemap dates more of a guide than this after our last look, it was deployed and not edited: the dates say
 * nothing.
 */
const DEPLOYED_SHARE = 0.5

/** Each page once, for the most urgent of its reasons. */
export function listDuePages(state: DueState, rules: DueRules): DuePage[] {
  const due = new Map<string, DueReason>()
  const add = (paths: Iterable<string>, why: DueReason) => {
    for (const path of paths) if (!due.has(path)) due.set(path, why)
  }
  const there = state.pages.filter((page) => page.status !== 'gone')
  add(state.damaged ?? [], 'damaged')
  add(listNewPages(state, rules), 'new')
  add(listLeftPages(state, there), 'left the contents')
  add(listAnnouncedPages(state, there), 'announced')
  const aged = there.filter((page) => isAged(page.checkedAt, rules)).sort((a, b) => a.checkedAt - b.checkedAt)
  add(
    aged.map(({ path }) => path),
    'aged',
  )
  return [...due].map(([path, why]) => ({ path, why }))
}

/** By how far a date lies away in either direction: a clock that was set back must not make pages fresh for a year. */
export function isAged(checkedAt: number, { now, maxAgeMs }: DueRules): boolean {
  return Math.abs(now - checkedAt) >= maxAgeMs
}

// Pages that the index lacks. A page that it once had and that the contents still list is asked for every time: one of
// the two is wrong. Dead links are asked for again when they are aged, or when the contents list them for the first
// time.
function listNewPages({ pages, dead, contents = [], contentsBefore, others }: DueState, rules: DueRules): string[] {
  const known = new Map(pages.map((page) => [page.path, page]))
  const isDeadStill = (path: string) => {
    const checkedAt = dead.get(path)
    return checkedAt !== undefined && !isAged(checkedAt, rules)
  }
  const listed = contents.filter((path) => {
    const page = known.get(path)
    return page ? page.status === 'gone' : !contentsBefore.has(path) || !isDeadStill(path)
  })
  const onlyInSitemap = others.filter((path) => {
    const page = known.get(path)
    return page ? page.status === 'gone' && isAged(page.checkedAt, rules) : !isDeadStill(path)
  })
  return [...listed, ...onlyInSitemap]
}

function listLeftPages({ contents, contentsBefore }: DueState, there: readonly CheckedPage[]): string[] {
  if (!contents) return []
  const listed = new Set(contents)
  return there.map(({ path }) => path).filter((path) => contentsBefore.has(path) && !listed.has(path))
}

function listAnnouncedPages({ feedDates, sitemapDates }: DueState, there: readonly CheckedPage[]): string[] {
  const listDated = (dates: ReadonlyMap<string, number>) =>
    there.filter((page) => isAnnounced(page, dates.get(page.path)))
  const inSitemap = listDated(sitemapDates)
  const wasDeployed = inSitemap.length > there.length * DEPLOYED_SHARE
  return [...listDated(feedDates), ...(wasDeployed ? [] : inSitemap)].map(({ path }) => path)
}

// Feeds and sitemaps date by the day, and the feed may be ahead of the page: a page that was looked at on that day is
// looked at once more.
function isAnnounced({ checkedAt }: CheckedPage, date: number | undefined): boolean {
  return date !== undefined && checkedAt < date + DAY_MS
}

/** Priorities from here on are of pages that are only old; what is below is worth asking for first. */
export const AGED_PRIORITY = 3_000_000

/** Due pages as the frontier takes them: smaller is asked for earlier. */
export function* toDueSeeds(due: readonly DuePage[]): Generator<FrontierSeed> {
  for (const [order, { path, why }] of due.entries()) {
    yield { path, priority: why === 'aged' ? AGED_PRIORITY + order : order }
  }
}
