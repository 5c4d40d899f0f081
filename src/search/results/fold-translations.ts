// What was found in several languages, as one ranking. A page that is further down in one language can only gain so
// much by it, so each ranking is read no further than it can change what was asked for: of every page that is read a
// passage is looked at closely. The order is the same as if all had been read.

import type { RankedPage } from '../ranking/rank-pages.ts'

/** In scores: a page that is further behind the first one of its language than this says nothing more for itself. */
const AGREEMENT = 5

/**
 * What it adds to a page that it is found in the other language, too, `behind` the first page there: the words of two
 * languages seldom go wrong together.
 */
export function computeAgreement(behind: number): number {
  return Math.max(0, AGREEMENT - behind)
}

/** One language's ranking, as far as it has been read. */
interface Source {
  readonly pages: Iterator<RankedPage>
  /** Score of its first page. */
  top: number
  /** No page that is still to come has more. */
  rest: number
  /** … and none adds more to what another language has found. */
  mayAdd: number
}

interface Found {
  readonly page: RankedPage
  readonly behind: number
  /** Place of the ranking. */
  readonly from: number
}

/** A page with what all rankings say of it so far, theirs in their order. */
interface Folded {
  readonly found: readonly Found[]
  readonly best: RankedPage
  readonly score: number
  isGiven: boolean
}

/**
 * Each page once, best first. `rankings`: those of each language that was asked, best first, their pages localized.
 * Pages of one score stand as `compare` has them.
 */
export function foldTranslations(
  rankings: readonly Iterable<RankedPage>[],
  compare: (a: RankedPage, b: RankedPage) => number,
): Iterable<RankedPage> {
  const sources = rankings.map((pages) => openSource(pages))
  const known = new Map<number, Folded>()
  const given: RankedPage[] = []
  const next = (): RankedPage | undefined => {
    for (;;) {
      let best: Folded | undefined
      for (const one of known.values())
        if (!one.isGiven && isSettled(one, sources) && (!best || isBefore(one, best, compare))) best = one
      const blocking = findBlocking(known, sources, best?.score ?? Number.NEGATIVE_INFINITY)
      if (blocking === undefined) {
        if (!best) return undefined
        best.isGiven = true
        return { ...best.best, score: best.score }
      }
      readOne(sources, blocking, known)
    }
  }
  return {
    *[Symbol.iterator]() {
      for (let at = 0; ; at++) {
        const page = given[at] ?? next()
        if (page === undefined) return
        given[at] = page
        yield page
      }
    },
  }
}

function openSource(pages: Iterable<RankedPage>): Source {
  const unread = Number.POSITIVE_INFINITY
  return { pages: pages[Symbol.iterator](), top: unread, rest: unread, mayAdd: AGREEMENT }
}

function readOne(sources: readonly Source[], from: number, known: Map<number, Folded>): void {
  const source = sources[from]
  const read = source?.pages.next()
  if (!source || !read) return
  if (read.done) {
    source.rest = Number.NEGATIVE_INFINITY
    source.mayAdd = 0
    return
  }
  const page = read.value
  if (source.rest === Number.POSITIVE_INFINITY) source.top = page.score
  source.rest = page.score
  source.mayAdd = computeAgreement(source.top - page.score)
  const before = known.get(page.page.id)
  const found = [...(before?.found ?? []), { page, behind: source.top - page.score, from }]
  // One that was given was settled.
  known.set(page.page.id, { ...fold(found), isGiven: before?.isGiven ?? false })
}

function fold(all: readonly Found[]): Omit<Folded, 'isGiven'> {
  const [first, ...others] = all.toSorted((a, b) => a.from - b.from) as [Found, ...Found[]]
  let best = first
  let added = 0
  for (const other of others) {
    const isBetter = best.page.score < other.page.score
    added += computeAgreement((isBetter ? best : other).behind)
    if (isBetter) best = other
  }
  return { found: all, best: best.page, score: best.page.score + added }
}

/** Nothing that is still to be read changes anything about it. */
function isSettled({ found, best }: Folded, sources: readonly Source[]): boolean {
  for (const [at, { rest, mayAdd }] of sources.entries())
    if ((mayAdd > 0 || rest >= best.score) && !isFoundIn(found, at)) return false
  return true
}

function isFoundIn(found: readonly Found[], source: number): boolean {
  for (const { from } of found) if (from === source) return true
  return false
}

function isBefore(a: Folded, b: Folded, compare: (a: RankedPage, b: RankedPage) => number): boolean {
  return a.score > b.score || (a.score === b.score && compare(withScore(a), withScore(b)) < 0)
}

function withScore({ best, score }: Folded): RankedPage {
  return { ...best, score }
}

/** Bounds are added up in another order than what they bound. */
const ROUNDING = 1e-6

/**
 * A ranking that has to be read further before a page with `score` may be given; of several the one that was read the
 * least far down.
 */
function findBlocking(
  known: ReadonlyMap<number, Folded>,
  sources: readonly Source[],
  score: number,
): number | undefined {
  const least = score - ROUNDING
  const all = sources.reduce((sum, { mayAdd }) => sum + mayAdd, 0)
  const blocks = sources.map(({ rest, mayAdd }) => rest > Number.NEGATIVE_INFINITY && rest + all - mayAdd >= least)
  for (const one of known.values()) {
    if (one.isGiven || isSettled(one, sources)) continue
    if (boundScore(one, sources) < least) continue
    for (const [at, { rest }] of sources.entries())
      if (rest > Number.NEGATIVE_INFINITY && !isFoundIn(one.found, at)) blocks[at] = true
  }
  let shallow: number | undefined
  for (const [at, source] of sources.entries())
    if (blocks[at] && (shallow === undefined || getDepth(source) < getDepth(sources[shallow]))) shallow = at
  return shallow
}

/** The most that the page can have when everything has been read. */
function boundScore({ found, best, score }: Folded, sources: readonly Source[]): number {
  let behind = Number.POSITIVE_INFINITY
  for (const one of found) behind = Math.min(behind, one.behind)
  let most = score
  for (const [at, { rest, mayAdd }] of sources.entries()) {
    if (isFoundIn(found, at)) continue
    most += mayAdd + (rest >= best.score ? rest - best.score + computeAgreement(behind) : 0)
  }
  return most
}

function getDepth(source: Source | undefined): number {
  return source === undefined || source.rest === Number.POSITIVE_INFINITY ? -1 : source.top - source.rest
}
