// The ranking model: what `npm run train` learnt, read when the first query comes. Linear, so that `search --explain`
// can say what each feature adds.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { FIRST_PASS_NAMES, type FirstPassWeights } from '../candidates/first-pass.ts'
import { FEATURE_NAMES, type RankingWeights } from './features.ts'

export interface RankingModel {
  /** What chooses candidates. */
  readonly firstPass: FirstPassWeights
  /** What orders them. */
  readonly weights: RankingWeights
  /** What is added to these, the more the fewer guides there are to choose among. */
  readonly fewGuides: RankingWeights
}

const FILE = getPackageFile('data/ranking-model.json')

const WEIGHTS = z.record(z.string(), z.number())
const MODEL = z.object({ firstPass: WEIGHTS, weights: WEIGHTS, fewGuides: WEIGHTS })

let model: RankingModel | undefined

export function loadRankingModel(): RankingModel {
  model ??= parseModel(JSON.parse(readFileSync(FILE, 'utf8')))
  return model
}

/** Throws where a weight is no number, or of no feature. A feature without a weight counts nothing. */
export function parseModel(json: unknown): RankingModel {
  const { firstPass, weights, fewGuides } = MODEL.parse(json)
  return {
    firstPass: complete(firstPass, FIRST_PASS_NAMES),
    weights: complete(weights, FEATURE_NAMES),
    fewGuides: complete(fewGuides, FEATURE_NAMES),
  }
}

/** With so many guides, none are few. */
const MANY_GUIDES = 200

/** 1 for a single guide, 0 from MANY_GUIDES on. */
export function computeFewness(guides: number): number {
  return Math.max(0, 1 - Math.log(Math.max(1, guides)) / Math.log(MANY_GUIDES))
}

/** By the number of guides: there are as many numbers as indexes and filters that were asked for. */
const adjusted = new WeakMap<RankingModel, Map<number, RankingWeights>>()

/** Among few guides it matters less which one a word belongs to, and more what a page says of itself. */
export function adjustWeights(model: RankingModel, guides: number): RankingWeights {
  const known = adjusted.get(model) ?? new Map<number, RankingWeights>()
  adjusted.set(model, known)
  const weights = known.get(guides) ?? computeWeights(model, guides)
  known.set(guides, weights)
  return weights
}

function computeWeights({ weights, fewGuides }: RankingModel, guides: number): RankingWeights {
  const share = computeFewness(guides)
  if (share === 0) return weights
  return Object.fromEntries(
    FEATURE_NAMES.map((name) => [name, weights[name] + share * fewGuides[name]]),
  ) as unknown as RankingWeights
}

// A weight of a feature that there is not is of another version's model.
function complete<Name extends string>(
  given: Readonly<Record<string, number>>,
  names: readonly Name[],
): Record<Name, number> {
  const unknown = Object.keys(given).filter((name) => !(names as readonly string[]).includes(name))
  if (unknown.length > 0)
    throw new Error(`The ranking model has weights for features that there are not: ${unknown.join(', ')}.`)
  return Object.fromEntries(names.map((name) => [name, given[name] ?? 0])) as Record<Name, number>
}
