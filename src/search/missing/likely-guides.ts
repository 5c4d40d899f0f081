// Which guides a question that names no product seems to be about, by what its words say of each guide. A guide that is
// there as a whole is none of them. How often that is right, "npm run train:coverage" measures. Pure.

import { splitFolder } from '../../core/model/partition.ts'
import type { GuideWords } from './guide-words.ts'
import type { SaidOfGuides } from './meant-guides.ts'

/** Folders that a guide has or had, or those of the guides of one product. */
export type GuideFolders = readonly string[]

/** A product is named when it is meant with a chance of so much, or when one of two is. */
const LIKELY = 0.35
const ONE_OF_TWO = 0.5
/** How much more a guide is to be said than another to be meant far more likely, and nothing that is known of. */
const SPREAD = 2
const NOTHING_KNOWN = Math.exp(2.5)
const MOST_GUIDES = 2
/** One word that a guide often says is too little to go by: "nice" is said in that of NICE DCV. */
const FEWEST_WORDS = 2

interface Candidate {
  readonly folders: GuideFolders
  readonly score: number
}

/** Most likely first. Empty where the words mean nothing in particular, or what is there. */
export function findLikelyGuides(
  { scores, words }: SaidOfGuides,
  { guides }: GuideWords,
  isThere: (folders: GuideFolders) => boolean,
): GuideFolders[] {
  const products = new Map<string, { chance: number; readonly candidates: Candidate[] }>()
  let all = NOTHING_KNOWN
  for (const [guide, score] of scores) {
    const folders = guides[guide] ?? []
    const [own] = folders
    if (own === undefined) continue
    const chance = Math.exp(score / SPREAD)
    all += chance
    if ((words.get(guide) ?? 0) < FEWEST_WORDS || isThere(folders)) continue
    const service = splitFolder(own).service
    const product = products.get(service) ?? { chance: 0, candidates: [] }
    product.chance += chance
    product.candidates.push({ folders, score })
    products.set(service, product)
  }
  const [first, second] = [...products.values()].sort((a, b) => b.chance - a.chance)
  if (first && first.chance >= LIKELY * all) return keepNearTheBest(first.candidates)
  if (!first || !second || first.chance + second.chance < ONE_OF_TWO * all) return []
  return [first, second].flatMap(({ candidates }) => keepNearTheBest(candidates).slice(0, 1))
}

function keepNearTheBest(candidates: readonly Candidate[]): GuideFolders[] {
  const best = Math.max(...candidates.map(({ score }) => score))
  return candidates
    .filter(({ score }) => score >= best - SPREAD)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_GUIDES)
    .map(({ folders }) => folders)
}
