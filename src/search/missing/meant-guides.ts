// Which guides a query is about by its words (guide-words.ts): those that are in the index, the one that the first hit
// is from, and those that are not there. Pure.

import { findSite, splitFolder } from '../../core/model/partition.ts'
import type { GuideWords } from './guide-words.ts'

/** Shares are of what the words tell at most. */
export interface MeantGuides {
  /** Share of the guide that is meant most of those that are not in the index. */
  readonly absent: number
  /** … of those that are not, and are documented beside the first hit's: another guide of the same product. */
  readonly absentBeside: number
  readonly indexed: number
  /** That of the first hit's guide; 0 where its words are not known. */
  readonly first: number
  readonly isFirstKnown: boolean
  /** How likely one that is absent is meant, and how likely the first hit's: all guides together are 1. */
  readonly absentChance: number
  readonly firstChance: number
}

/** What nothing tells, so that a word or two do not tell all. */
const UNTOLD = 3
/** How much more a guide is to be said than another to be meant far more likely. */
const SPREAD = 3

/** What the words of a question say of each guide. */
export interface SaidOfGuides {
  /** By the guide's place in the list of words. */
  readonly scores: ReadonlyMap<number, number>
  /** How many words tell it; a pair, or a term in kanji and kana, is two. */
  readonly words: ReadonlyMap<number, number>
  /** What the words would tell at most, of whichever guide. */
  readonly told: number
}

/** `written` are terms in kanji and kana that the question says (product-terms.ts). */
export function scoreGuides(sequence: readonly string[], { of }: GuideWords, written: readonly string[]): SaidOfGuides {
  const scores = new Map<number, number>()
  const words = new Map<number, number>()
  const stems = new Set(sequence)
  let told = UNTOLD
  for (const term of new Set([...stems, ...getPairs(sequence), ...written])) {
    const entries = of.get(term) ?? []
    const count = stems.has(term) ? 1 : 2
    let most = 0
    for (let at = 0; at < entries.length; at += 2) {
      const [guide = 0, weight = 0] = [entries[at], entries[at + 1]]
      scores.set(guide, (scores.get(guide) ?? 0) + weight)
      words.set(guide, (words.get(guide) ?? 0) + count)
      most = Math.max(most, weight)
    }
    told += most
  }
  return { scores, words, told }
}

/** `folders` are those of the index. */
export function findMeantGuides(
  sequence: readonly string[],
  firstBase: string | undefined,
  words: GuideWords,
  folders: ReadonlySet<string>,
  written: readonly string[] = [],
): MeantGuides {
  const { guides } = words
  const { scores, told } = scoreGuides(sequence, words, written)
  const first = firstBase === undefined ? '' : toSiteFolder(firstBase)
  const service = splitFolder(first).service
  const isOfFirst = (own: readonly string[]) => own.includes(first)
  let [absent, absentBeside, indexed, absentChances, firstChances] = [0, 0, 0, 0, 1]
  let chances = Math.E
  for (const [guide, score] of scores) {
    const own = guides[guide] ?? []
    const chance = Math.exp(score / SPREAD)
    chances += chance
    if (isOfFirst(own)) firstChances = chance
    if (own.some((folder) => folders.has(folder))) indexed = Math.max(indexed, score)
    else {
      absent = Math.max(absent, score)
      absentChances += chance
      if (own.some((folder) => splitFolder(folder).service === service)) absentBeside = Math.max(absentBeside, score)
    }
  }
  const firstGuide = guides.findIndex(isOfFirst)
  return {
    absent: absent / told,
    absentBeside: absentBeside / told,
    indexed: indexed / told,
    first: (scores.get(firstGuide) ?? 0) / told,
    isFirstKnown: firstGuide >= 0,
    absentChance: absentChances / chances,
    firstChance: firstChances / chances,
  }
}

/** A guide's folder as it is on its site: both document the same products. */
export function toSiteFolder(base: string): string {
  return base.slice(findSite(base).folder.length)
}

function getPairs(sequence: readonly string[]): string[] {
  return sequence.slice(1).map((term, at) => `${sequence[at]} ${term}`)
}
