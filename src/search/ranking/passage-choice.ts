// Which of a page's passages is shown for it: what `npm run train:passages` learnt from where the answers of judged
// queries stand, read when the first query comes. Apart from scorePassage, which chooses the passage that a page is
// ranked by: what is learnt there and here was learnt for each.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { listLabelTerms } from '../../core/text/labels.ts'
import { listCodeBlocks } from '../../core/text/markdown-blocks.ts'
import type { PagePassage } from '../candidates/indexed-pages.ts'
import type { QueryModel } from '../query/query-model.ts'
import { PASSAGE_NAMES, type PassageFeatures } from './features.ts'
import { saysWhatIsBilled } from './query-kind.ts'
import type { PageWeights, WordsInPage } from './words-in-page.ts'

export interface ChoiceFeatures extends PassageFeatures, Omit<WordsInPage, 'inText'> {
  /** Level of its section over 6. */
  readonly depth: number
  /** A line or two: a list of topics, a sentence that leads into something. */
  readonly isShort: number
  /** The query asks how much or how many, and here are numbers. */
  readonly numbersAsked: number
  /** Share of the words, as WordsInPage weighs them, in the label of one item: of a definition, a setting, a row. */
  readonly labelWords: number
  /** Its section is of examples, and none is asked for: they say the words and not what is so. */
  readonly unaskedExample: number
  /** How much of the text is code, where something does not work: what code does right says nothing about that. */
  readonly codeInTrouble: number
  /** The query asks for the cost, and here stands what is billed, in words of its own: "you are charged for …". */
  readonly billedAsked: number
}

export const CHOICE_NAMES = [
  ...PASSAGE_NAMES,
  'pageBody',
  'pageHeading',
  'nearWords',
  'depth',
  'isShort',
  'numbersAsked',
  'labelWords',
  'unaskedExample',
  'codeInTrouble',
  'billedAsked',
] as const satisfies readonly (keyof ChoiceFeatures)[]

export type ChoiceWeights = Readonly<Record<keyof ChoiceFeatures, number>>

const MODEL = z.object({ weights: z.object(Object.fromEntries(CHOICE_NAMES.map((name) => [name, z.number()]))) })

let weights: ChoiceWeights | undefined

export function loadChoiceWeights(): ChoiceWeights {
  weights ??= MODEL.parse(JSON.parse(readFileSync(getPackageFile('data/passage-model.json'), 'utf8')))
    .weights as ChoiceWeights
  return weights
}

const SHORT = 25
const DEEPEST = 6

const NUMBER = /(?<![\w.])\d/
const EXAMPLES = /\bexamples?\b|\bsamples?\b|例|サンプル/i
const ASKS_FOR_EXAMPLES =
  /\bexamples?\b|\bsamples?\b|\bsyntax\b|\bcommands?\b|\bcli\b|\bpolicy\b|\bjson\b|\byaml\b|\bcode\b|\bquery\b|例|サンプル|構文|コマンド|書き方/i

type AskedFor = Pick<QueryModel, 'asksHowMuch' | 'asksAboutTrouble' | 'asksForCost' | 'query'>

export function computeChoiceFeatures(
  own: PassageFeatures,
  { asksHowMuch, asksAboutTrouble, asksForCost, query }: AskedFor,
  { terms, section }: Pick<PagePassage, 'terms' | 'section'>,
  text: string,
  words: WordsInPage,
  weights: PageWeights,
): ChoiceFeatures {
  const isExample = EXAMPLES.test(section?.title ?? '') && !ASKS_FOR_EXAMPLES.test(query.text)
  return {
    // One by one: spread, they would be copied again and again, for each passage of a page.
    body: own.body,
    coverage: own.coverage,
    headingPrecision: own.headingPrecision,
    exactHeading: own.exactHeading,
    order: own.order,
    longestRun: own.longestRun,
    identifiers: own.identifiers,
    phrase: own.phrase,
    pageBody: words.pageBody,
    pageHeading: words.pageHeading,
    nearWords: words.nearWords,
    depth: (section?.level ?? 1) / DEEPEST,
    isShort: terms.length < SHORT ? 1 : 0,
    numbersAsked: asksHowMuch && NUMBER.test(text) ? 1 : 0,
    labelWords: findLabelWords(text, weights),
    unaskedExample: isExample ? 1 : 0,
    codeInTrouble: asksAboutTrouble || query.isPasted ? computeCodeShare(text) : 0,
    billedAsked: asksForCost && saysWhatIsBilled(text) ? 1 : 0,
  }
}

function computeCodeShare(text: string): number {
  const code = listCodeBlocks(text).reduce((sum, { start, end }) => sum + Math.min(end, text.length) - start, 0)
  return text === '' ? 0 : code / text.length
}

function findLabelWords(text: string, { weightOf, total }: PageWeights): number {
  if (total === 0) return 0
  let most = 0
  for (const terms of listLabelTerms(text)) {
    let said = 0
    for (const term of new Set(terms)) said += weightOf.get(term) ?? 0
    most = Math.max(most, said)
  }
  return most / total
}

export function scoreChoice(features: ChoiceFeatures, by: ChoiceWeights): number {
  let score = 0
  for (const name of CHOICE_NAMES) score += features[name] * by[name]
  return score
}

/** No passage with these words and within the bounds scores more. */
export function boundChoice(
  most: PassageFeatures,
  { asksHowMuch, asksForCost }: Pick<QueryModel, 'asksHowMuch' | 'asksForCost'>,
  { pageBody, pageHeading, nearWords, inText }: WordsInPage,
  by: ChoiceWeights,
): number {
  let bound = ROUNDING
  for (const name of PASSAGE_NAMES) bound += Math.max(0, most[name] * by[name])
  // Known exactly before the text is read.
  bound += pageBody * by.pageBody
  bound += pageHeading * by.pageHeading
  bound += nearWords * by.nearWords
  bound += Math.max(0, by.depth)
  bound += Math.max(0, by.isShort)
  if (asksHowMuch) bound += Math.max(0, by.numbersAsked)
  // A label is part of the text.
  bound += Math.max(0, Math.min(1, inText) * by.labelWords)
  bound += Math.max(0, by.unaskedExample)
  bound += Math.max(0, by.codeInTrouble)
  if (asksForCost) bound += Math.max(0, by.billedAsked)
  return bound
}

const ROUNDING = 1e-6
