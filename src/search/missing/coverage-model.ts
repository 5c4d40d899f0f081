// How likely the first hit answers, and what that is called: what `npm run train:coverage` learnt, read when the first
// query comes.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Grade } from '../../core/model/coverage.ts'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { COVERAGE_NAMES, type CoverageFeatures, type CoverageName } from './coverage-features.ts'

export interface Limits {
  /** From here on an answer is called answered; below the second it is called missing. */
  readonly answered: number
  readonly missing: number
}

export interface CoverageModel {
  readonly weights: Readonly<Record<CoverageName, number>>
  /** Among ten guides, and among many: what is asked for is lacking less often there, and harder to tell. */
  readonly few: Limits
  readonly many: Limits
}

/** The largest index that is few guides, and the smallest that is many. */
export const FEW_GUIDES = 10
export const MANY_GUIDES = 130

const LIMITS = z.object({ answered: z.number().min(0).max(1), missing: z.number().min(0).max(1) })

const MODEL = z.object({
  weights: z.object(Object.fromEntries(COVERAGE_NAMES.map((name) => [name, z.number()]))),
  few: LIMITS,
  many: LIMITS,
})

let model: CoverageModel | undefined

export function loadCoverageModel(): CoverageModel {
  model ??= parseCoverageModel(JSON.parse(readFileSync(getPackageFile('data/coverage-model.json'), 'utf8')))
  return model
}

/** Throws where a weight is missing or no number. */
export function parseCoverageModel(json: unknown): CoverageModel {
  const { weights, ...limits } = MODEL.parse(json)
  return { ...limits, weights: weights as Record<CoverageName, number> }
}

/** Between 0 and 1. */
export function computeConfidence(features: CoverageFeatures, { weights }: Pick<CoverageModel, 'weights'>): number {
  const sum = COVERAGE_NAMES.reduce((total, name) => total + features[name] * weights[name], 0)
  return 1 / (1 + Math.exp(-sum))
}

/** For an index of so many guides. */
export function computeLimits({ few, many }: Pick<CoverageModel, 'few' | 'many'>, guides: number): Limits {
  const share = Math.log(guides / FEW_GUIDES) / Math.log(MANY_GUIDES / FEW_GUIDES)
  const interpolate = (a: number, b: number) => a + (b - a) * Math.min(1, Math.max(0, share))
  return { answered: interpolate(few.answered, many.answered), missing: interpolate(few.missing, many.missing) }
}

export function chooseGrade(confidence: number, { answered, missing }: Limits): Grade {
  if (confidence >= answered) return 'answered'
  return confidence < missing ? 'missing' : 'weak'
}
