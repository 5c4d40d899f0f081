// How likely the first hit answers, and what that is called: what `npm run train:coverage` learnt, read when the first query comes.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Grade } from '../../core/model/coverage.ts'
import { dataFile } from '../data-file.ts'
import { COVERAGE_NAMES, type CoverageFeatures, type CoverageName } from './coverage-features.ts'

export interface CoverageModel {
  readonly weights: Readonly<Record<CoverageName, number>>
  /** From here on an answer is called answered; below the second it is called missing. */
  readonly answered: number
  readonly missing: number
}

const MODEL = z.object({
  weights: z.object(Object.fromEntries(COVERAGE_NAMES.map((name) => [name, z.number()]))),
  answered: z.number().min(0).max(1),
  missing: z.number().min(0).max(1),
})

let model: CoverageModel | undefined

export function coverageModel(): CoverageModel {
  model ??= parseCoverageModel(JSON.parse(readFileSync(dataFile('coverage-model.json'), 'utf8')))
  return model
}

/** Throws where a weight is missing or no number. */
export function parseCoverageModel(json: unknown): CoverageModel {
  const { weights, ...limits } = MODEL.parse(json)
  return { ...limits, weights: weights as Record<CoverageName, number> }
}

/** Between 0 and 1. */
export function confidenceOf(features: CoverageFeatures, { weights }: Pick<CoverageModel, 'weights'>): number {
  const sum = COVERAGE_NAMES.reduce((total, name) => total + features[name] * weights[name], 0)
  return 1 / (1 + Math.exp(-sum))
}

export function gradeOf(confidence: number, { answered, missing }: Pick<CoverageModel, 'answered' | 'missing'>): Grade {
  if (confidence >= answered) return 'answered'
  return confidence < missing ? 'missing' : 'weak'
}
