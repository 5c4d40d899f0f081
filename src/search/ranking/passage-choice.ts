// Which of a page's passages is shown for it: what `npm run train:passages` learnt from where the answers of judged
// queries stand, read when the first query comes. Apart from passageScore, which chooses the passage that a page is
// ranked by: what is learnt there and here was learnt for each.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { packageFile } from '../../core/platform/package-file.ts'
import type { PagePassage } from '../candidates/indexed-pages.ts'
import { PASSAGE_NAMES, type PassageFeatures } from './features.ts'

export interface ChoiceFeatures extends PassageFeatures {
  /** The page's first passage: it says what the page is about, and seldom how. */
  readonly opening: number
  /** Level of its section over 6. */
  readonly depth: number
  /** A line or two: a list of topics, a sentence that leads into something. */
  readonly isShort: number
}

export const CHOICE_NAMES = [
  ...PASSAGE_NAMES,
  'opening',
  'depth',
  'isShort',
] as const satisfies readonly (keyof ChoiceFeatures)[]

export type ChoiceWeights = Readonly<Record<keyof ChoiceFeatures, number>>

const MODEL = z.object({ weights: z.object(Object.fromEntries(CHOICE_NAMES.map((name) => [name, z.number()]))) })

let weights: ChoiceWeights | undefined

export function choiceWeights(): ChoiceWeights {
  weights ??= MODEL.parse(JSON.parse(readFileSync(packageFile('data/passage-model.json'), 'utf8')))
    .weights as ChoiceWeights
  return weights
}

const SHORT = 25
const DEEPEST = 6

export function choiceFeatures(
  own: PassageFeatures,
  { terms, section }: Pick<PagePassage, 'terms' | 'section'>,
  isOpening: boolean,
): ChoiceFeatures {
  return {
    ...own,
    opening: isOpening ? 1 : 0,
    depth: (section?.level ?? 1) / DEEPEST,
    isShort: terms.length < SHORT ? 1 : 0,
  }
}

export function choiceScore(features: ChoiceFeatures, by: ChoiceWeights): number {
  return CHOICE_NAMES.reduce((sum, name) => sum + features[name] * by[name], 0)
}

/** No passage within the bounds scores more. */
export function mostChoice(most: PassageFeatures, by: ChoiceWeights): number {
  const features: ChoiceFeatures = { ...most, opening: 1, depth: 1, isShort: 1 }
  return CHOICE_NAMES.reduce((sum, name) => sum + features[name] * Math.max(0, by[name]), ROUNDING)
}

const ROUNDING = 1e-6
