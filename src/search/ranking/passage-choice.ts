// Which of a page's passages is shown for it: what `npm run train:passages` learnt from where the answers of judged
// queries stand, read when the first query comes. Apart from passageScore, which chooses the passage that a page is
// ranked by: what is learnt there and here was learnt for each.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { packageFile } from '../../core/platform/package-file.ts'
import type { PagePassage } from '../candidates/indexed-pages.ts'
import type { QueryModel } from '../query/query-model.ts'
import { PASSAGE_NAMES, type PassageFeatures } from './features.ts'
import type { WordsInPage } from './words-in-page.ts'

export interface ChoiceFeatures extends PassageFeatures, WordsInPage {
  /** Level of its section over 6. */
  readonly depth: number
  /** A line or two: a list of topics, a sentence that leads into something. */
  readonly isShort: number
  /** The query asks how much or how many, and here are numbers. */
  readonly numbersAsked: number
}

export const CHOICE_NAMES = [
  ...PASSAGE_NAMES,
  'pageBody',
  'pageHeading',
  'nearWords',
  'depth',
  'isShort',
  'numbersAsked',
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

const NUMBER = /(?<![\w.])\d/

export function choiceFeatures(
  own: PassageFeatures,
  { asksHowMuch }: Pick<QueryModel, 'asksHowMuch'>,
  { terms, section }: Pick<PagePassage, 'terms' | 'section'>,
  text: string,
  words: WordsInPage,
): ChoiceFeatures {
  return {
    ...own,
    ...words,
    depth: (section?.level ?? 1) / DEEPEST,
    isShort: terms.length < SHORT ? 1 : 0,
    numbersAsked: asksHowMuch && NUMBER.test(text) ? 1 : 0,
  }
}

export function choiceScore(features: ChoiceFeatures, by: ChoiceWeights): number {
  return CHOICE_NAMES.reduce((sum, name) => sum + features[name] * by[name], 0)
}

/** No passage with these words and within the bounds scores more. */
export function mostChoice(
  most: PassageFeatures,
  { asksHowMuch }: Pick<QueryModel, 'asksHowMuch'>,
  words: WordsInPage,
  by: ChoiceWeights,
): number {
  const features: ChoiceFeatures = {
    ...most,
    ...words,
    depth: 1,
    isShort: 1,
    numbersAsked: asksHowMuch ? 1 : 0,
  }
  return CHOICE_NAMES.reduce((sum, name) => {
    const counted = features[name] * by[name]
    return sum + (KNOWN.has(name) ? counted : Math.max(0, counted))
  }, ROUNDING)
}

/** Known exactly before the text is read. */
const KNOWN: ReadonlySet<keyof ChoiceFeatures> = new Set(['pageBody', 'pageHeading', 'nearWords'])

const ROUNDING = 1e-6
