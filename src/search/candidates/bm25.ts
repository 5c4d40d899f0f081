// BM25 over an index's passages and pages: how much saying a term so often, in a text so long, counts. Pure.
// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the fields' frequencies
// added up before saturation.

import type { PassageMap } from '../../store/fulltext/passage-map.ts'
import { FREQUENCY_BITS, IN_HEADING, IN_TITLE } from '../../store/fulltext/term-columns.ts'
import { MOST_INBOUND } from '../../store/pages/page-facts.ts'
import { scaleLength, scaleLinks } from './first-pass.ts'

const K1 = 1.2
/** Passages are of much the same length, pages are not. */
const PASSAGE_B = 0.5
const PAGE_B = 0.75
/** What the body's columns tell of how often a term is said: not, once, two or three times, four times or more. */
const FREQUENCIES = [0, 1, 2.4, 5.5] as const
/** In a heading or the title a term is worth so many occurrences: the page's title is about all of it. */
const HEADING_IN_PASSAGE = 1
const TITLE_IN_PAGE = 3

/** By the marks of a posting (term-columns.ts). */
export const PASSAGE_FREQUENCY = Float64Array.from({ length: 16 }, (_, marks) => {
  return getBodyFrequency(marks) + (marks & IN_HEADING ? HEADING_IN_PASSAGE : 0)
})
export const PAGE_FREQUENCY = Float64Array.from({ length: 16 }, (_, marks) => {
  return getBodyFrequency(marks) + (marks & IN_TITLE ? TITLE_IN_PAGE : 0)
})

function getBodyFrequency(marks: number): number {
  return FREQUENCIES[marks & FREQUENCY_BITS] ?? 0
}

/** More than any frequency saturates to. */
export const MOST_SATURATED = K1 + 1

/** 0 to MOST_SATURATED; `norm` is the text's length norm. */
export function saturate(frequency: number, norm: number): number {
  return (frequency * (K1 + 1)) / (frequency + norm)
}

export interface LengthNorms {
  /** Of a passage, by how many terms it has: there are far fewer lengths than passages. */
  readonly ofCount: Float64Array
  readonly ofPage: Float64Array
  /** Of each page, as first-pass.ts has them. */
  readonly logOfLength: Float64Array
  readonly logOfLinks: Float64Array
}

const known = new WeakMap<PassageMap, LengthNorms>()

export function getLengthNorms(map: PassageMap): LengthNorms {
  const made = known.get(map) ?? makeNorms(map)
  known.set(map, made)
  return made
}

function makeNorms({ passages, pages, pageOf, termCounts, inbound }: PassageMap): LengthNorms {
  const pageLength = new Float64Array(pages)
  let total = 0
  let longest = 0
  for (let at = 0; at < passages; at++) {
    const count = termCounts[at] ?? 0
    const page = pageOf[at] ?? 0
    total += count
    pageLength[page] = (pageLength[page] ?? 0) + count
    if (count > longest) longest = count
  }
  const computeNorm = (length: number, mean: number, b: number) => K1 * (1 - b + (b * length) / Math.max(1, mean))
  const norms = {
    ofCount: new Float64Array(longest + 1),
    ofPage: new Float64Array(pages),
    logOfLength: new Float64Array(pages),
    logOfLinks: new Float64Array(pages),
  }
  for (let count = 0; count <= longest; count++)
    norms.ofCount[count] = computeNorm(count, total / Math.max(1, passages), PASSAGE_B)
  const links = Float64Array.from({ length: MOST_INBOUND + 1 }, (_, count) => scaleLinks(count))
  for (let page = 0; page < pages; page++) {
    norms.ofPage[page] = computeNorm(pageLength[page] ?? 0, total / Math.max(1, pages), PAGE_B)
    norms.logOfLength[page] = scaleLength(pageLength[page] ?? 0)
    norms.logOfLinks[page] = links[inbound[page] ?? 0] ?? 0
  }
  return norms
}
