// What one word adds at most to the first-pass score of each page that holds it: a byte a page, rounded up.
// All parts of the score are sums over words, but for the two best passages: those of a word may not be those of the
// next, and then the sum is more than the page scores. Kept as long as the doclist is.

import type { PassageMap } from '../../store/fulltext/passage-map.ts'
import { IN_TITLE } from '../../store/fulltext/term-columns.ts'
import { getLengthNorms, MOST_SATURATED, PAGE_FREQUENCY, PASSAGE_FREQUENCY, saturate } from './bm25.ts'
import type { FirstPassWeights } from './first-pass.ts'
import type { TermList } from './query-lists.ts'

export interface PageBounds {
  /** Places of the pages, ascending. */
  readonly pages: Uint32Array
  /** How many passages of each hold the word. */
  readonly counts: Uint16Array
  /** What the word adds at most to each, for a weight of 1 and not divided by the query's: in units, and never 0. */
  readonly most: Uint8Array
  readonly unit: number
}

const MOST_UNITS = 255
/** More than sums of fractions are off by. */
export const ROUNDING = 1e-9

const known = new WeakMap<FirstPassWeights, WeakMap<TermList['list'], PageBounds>>()

export function getPageBounds(map: PassageMap, one: TermList, weights: FirstPassWeights): PageBounds {
  const ofWeights = known.get(weights) ?? new WeakMap<TermList['list'], PageBounds>()
  known.set(weights, ofWeights)
  const bounds = ofWeights.get(one.list) ?? makePageBounds(map, one, weights)
  ofWeights.set(one.list, bounds)
  return bounds
}

// Of two passages of a page the one that is better for a word counts as the one that counts more.
function makePageBounds(map: PassageMap, { list, isIdentifier }: TermList, weights: FirstPassWeights): PageBounds {
  const { ordinals, marks } = list
  const { pageOf, firstPassage, termCounts } = map
  const { ofPage } = getLengthNorms(map)
  const saidBy = isIdentifier ? SAID_ONCE : getSaturations(map)
  const ofBest = Math.max(0, weights.passage, weights.nextPassage)
  const ofNext = Math.max(0, Math.min(weights.passage, weights.nextPassage))
  const ofPageBm25 = isIdentifier ? 0 : weights.pageBm25
  const { openingPassage, titleWords, page: ofPresence } = weights
  const unit = computeUnit(weights, ofBest + ofNext)
  const { pages, counts, most } = getSheet(map)
  let size = 0
  let at = 0
  while (at < ordinals.length) {
    const first = at
    let ordinal = ordinals[at] ?? 0
    const page = pageOf[ordinal] ?? 0
    const end = firstPassage[page + 1] ?? 0
    const opensPage = ordinal === firstPassage[page]
    let opening = 0
    let best = 0
    let next = 0
    let frequency = 0
    let seen = 0
    while (ordinal < end) {
      const mark = marks[at] ?? 0
      frequency += PAGE_FREQUENCY[mark] ?? 0
      seen |= mark
      const said = saidBy[Math.min(termCounts[ordinal] ?? 0, LONG_PASSAGE) * MARKS + mark] ?? 0
      if (opensPage && at === first) opening = said
      if (said > best) {
        next = best
        best = said
      } else if (said > next) next = said
      at += 1
      ordinal = ordinals[at] ?? end
    }
    const added =
      best * ofBest +
      next * ofNext +
      opening * openingPassage +
      saturate(frequency, ofPage[page] ?? 1) * ofPageBm25 +
      ((seen & IN_TITLE) !== 0 ? titleWords : 0) +
      ofPresence
    pages[size] = page
    counts[size] = at - first
    most[size] = Math.max(1, Math.ceil(added / unit))
    size += 1
  }
  return {
    pages: pages.slice(0, size),
    counts: counts.slice(0, size),
    most: most.slice(0, size),
    unit: unit * (1 + ROUNDING),
  }
}

type Sheet = Pick<PageBounds, 'pages' | 'counts' | 'most'>

const sheets = new WeakMap<PassageMap, Sheet>()

// What is written before it is known how long it becomes. The same for all words, so that a long one leaves no garbage.
function getSheet(map: PassageMap): Sheet {
  const made = sheets.get(map) ?? {
    pages: new Uint32Array(map.pages),
    counts: new Uint16Array(map.pages),
    most: new Uint8Array(map.pages),
  }
  sheets.set(map, made)
  return made
}

function computeUnit(weights: FirstPassWeights, ofPassages: number): number {
  const { openingPassage, pageBm25, titleWords, page } = weights
  const saturated = ofPassages + Math.max(0, openingPassage) + Math.max(0, pageBm25)
  return (saturated * MOST_SATURATED + Math.max(0, titleWords) + Math.max(0, page) + ROUNDING) / MOST_UNITS
}

/** Terms of a passage; what a longer one says counts as if it were no longer, which is more. */
const LONG_PASSAGE = 511
const MARKS = PASSAGE_FREQUENCY.length
const SAID_ONCE = new Float64Array((LONG_PASSAGE + 1) * MARKS).fill(1)

const saturations = new WeakMap<PassageMap, Float64Array>()

// What a passage of so many terms says, by its length and its marks: a division for each posting would be most of the
// work.
function getSaturations(map: PassageMap): Float64Array {
  const made = saturations.get(map) ?? makeSaturations(getLengthNorms(map).ofCount)
  saturations.set(map, made)
  return made
}

function makeSaturations(ofCount: Float64Array): Float64Array {
  return SAID_ONCE.map((_, at) => saturate(PASSAGE_FREQUENCY[at % MARKS] ?? 0, ofCount[Math.floor(at / MARKS)] ?? 1))
}
