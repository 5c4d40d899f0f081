// Learns how to tell an answer from a hit that only shares words:   npm run train:coverage [-- --check]
// Asks judged queries of indexes that lack a tenth or a third of the guides, of ten guides and of nine of them, fits a
// logistic model of "the first hit answers" against "the guide is not here", says what that is worth on guides that it
// was not fitted to, and writes data/coverage-model.json. --check writes nothing. Needs ../shared.

import { writeFileSync } from 'node:fs'
import type { Grade } from '../../src/core/model/coverage.ts'
import { COVERAGE_NAMES, type CoverageFeatures, type CoverageName } from '../../src/search/missing/coverage-features.ts'
import { chooseGrade, type Limits } from '../../src/search/missing/coverage-model.ts'
import { readOptions } from '../read-options.ts'
import { BASELINES, type CoverageExample, collectCoverageExamples, type Outcome } from './coverage-examples.ts'
import { leaveOut, readCurrentCommit } from './guide-parts.ts'
import { fitLogistic, type Labelled } from './logistic-fit.ts'

const { values: options } = readOptions({ options: { check: { type: 'boolean', default: false } } })

const FILE = 'data/coverage-model.json'
const PARTS = 6
const PRICE = 0.02
/**
 * Of answers whose guide is lacking, so many are to be called weak or missing though nobody has counted its words, as
 * long as no more of the right ones are: of an index of ten guides most of what is asked for is not there, of many
 * guides little. And of right ones, so few are to be called missing.
 */
const LACKING_SEEN = 0.92
const RIGHT_DOUBTED = { few: 0.09, many: 0.08 }
const RIGHT_CALLED_MISSING = 0.04
/** What an example counts without the words of a third of the guides, three times, beside the one with all. */
const LESS_KNOWN_COUNTS = 0.3
const isFew = ({ index }: CoverageExample) => index.startsWith('ten guides')

/**
 * Not learnt. Words that were lost on the way to English are words that no hit was asked for: the judged questions,
 * nearly all of whose Japanese ones are answered, would have them speak for a hit.
 */
const HELD: Partial<Record<CoverageName, number>> = { untranslated: 0 }
const LEARNT = COVERAGE_NAMES.filter((name) => HELD[name] === undefined)

interface Judged {
  readonly example: CoverageExample
  readonly guide: string
  readonly confidence: number
  /** Where the words of the guide that answers are not known. */
  readonly unknownConfidence: number
}

interface Graded {
  readonly example: CoverageExample
  readonly grade: Grade
  readonly unknownGrade: Grade
}

async function main(): Promise<void> {
  const examples = await collectCoverageExamples()
  const judged = leaveOut(examples, PARTS, learnWeights, (example, weights) => ({
    example,
    guide: example.guide,
    confidence: example.isCalledByName ? 1 : computeConfidence(example.features, weights),
    unknownConfidence: example.isCalledByName ? 1 : computeConfidence(example.unknown, weights),
  }))
  // The limits that a part is graded by come from the other parts as well.
  const graded = leaveOut(
    judged,
    PARTS,
    fitLimits,
    ({ example, confidence: own, unknownConfidence }, limits): Graded => {
      const among = isFew(example) ? limits.few : limits.many
      return { example, grade: chooseGrade(own, among), unknownGrade: chooseGrade(unknownConfidence, among) }
    },
  )
  printReport(graded)
  const { few, many } = fitLimits(judged)
  const weights = learnWeights(examples)
  const model = {
    about:
      'Logistic model of aws-docs-offline: whether the first hit answers. Made by "npm run ' +
      'train:coverage", which also says what it is worth; not edited by hand.',
    trainedOn: {
      examples: examples.length,
      commit: readCurrentCommit(),
    },
    guidesLeftOut: {
      lackingSeen: roundToThree(1 - computeShare(graded, 'lacking', 'answered')),
      rightDoubted: roundToThree(1 - computeShare(graded, 'first', 'answered')),
    },
    weights: Object.fromEntries(
      COVERAGE_NAMES.map((name) => [name, HELD[name] ?? roundToThree(weights[LEARNT.indexOf(name)] ?? 0)]),
    ),
    few: { answered: roundToThree(few.answered), missing: roundToThree(few.missing) },
    many: { answered: roundToThree(many.answered), missing: roundToThree(many.missing) },
  }
  if (!options.check) writeFileSync(FILE, `${JSON.stringify(model, null, 2)}\n`)
}

// Each kind of index, and in it what is lacking and what is not, counts the same: how often people ask for what they
// lack is not known. Nine guides are few as ten are: hardly a question that they answer was asked of them.
function learnWeights(examples: readonly CoverageExample[]): number[] {
  const told = examples.filter(({ outcome }) => outcome !== 'later')
  const groups = new Map<string, number>()
  const getGroup = (example: CoverageExample) =>
    `${isFew(example) ? 'few' : getKind(example.index)}, ${example.outcome}`
  for (const example of told) groups.set(getGroup(example), (groups.get(getGroup(example)) ?? 0) + 1)
  const toLabelled = (example: CoverageExample, features: CoverageFeatures, share: number): Labelled => ({
    values: LEARNT.map((name) => features[name]),
    offset: computeHeldSum(features),
    label: example.outcome === 'first' ? 1 : 0,
    weight: share / (groups.get(getGroup(example)) ?? 1),
  })
  return fitLogistic(
    told.flatMap((example) => [
      toLabelled(example, example.features, 1),
      ...example.lessKnown.map((features) => toLabelled(example, features, LESS_KNOWN_COUNTS)),
    ]),
    { price: PRICE },
  )
}

/** "without tenth" of "without tenth 3", "ten guides but" of "ten guides but /lambda/latest/dg/". */
function getKind(index: string): string {
  return index.replace(/ (?:\d+|\/\S+)$/, '')
}

function computeConfidence(features: CoverageFeatures, weights: readonly number[]): number {
  const sum = LEARNT.reduce((total, name, at) => total + features[name] * (weights[at] ?? 0), computeHeldSum(features))
  return 1 / (1 + Math.exp(-sum))
}

function computeHeldSum(features: CoverageFeatures): number {
  return COVERAGE_NAMES.reduce((sum, name) => sum + (HELD[name] ?? 0) * features[name], 0)
}

function fitLimits(judged: readonly Judged[]): { readonly few: Limits; readonly many: Limits } {
  return {
    few: fitLimitsWithin(
      judged.filter(({ example }) => isFew(example)),
      RIGHT_DOUBTED.few,
    ),
    many: fitLimitsWithin(
      judged.filter(({ example }) => !isFew(example)),
      RIGHT_DOUBTED.many,
    ),
  }
}

function fitLimitsWithin(judged: readonly Judged[], rightDoubted: number): Limits {
  const right = filterOutcome(judged, 'first').map((one) => one.confidence)
  const lacking = filterOutcome(judged, 'lacking').map((one) => one.unknownConfidence)
  const answered = Math.min(computeQuantile(lacking, LACKING_SEEN), computeQuantile(right, rightDoubted))
  return { answered, missing: Math.min(answered, computeQuantile(right, RIGHT_CALLED_MISSING)) }
}

const OUTCOMES = ['lacking', 'first', 'later'] as const

function printReport(graded: readonly Graded[]): void {
  console.log(
    'guides left out in turn          guide lacking             first hit right           a later hit, or none',
  )
  console.log(
    '                                 n  missing weak answered  n  missing weak answered  n  missing weak answered',
  )
  const lines = new Map<string, Graded[]>()
  for (const one of graded) {
    const { index, query } = one.example
    for (const line of ['all', getKind(index), `${getKind(index)}, ${query.set}`, `kind: ${query.kind}`])
      lines.set(line, [...(lines.get(line) ?? []), one])
    for (const line of ['all', getKind(index)].map((name) => `${name}, its words unknown`))
      lines.set(line, [...(lines.get(line) ?? []), { ...one, grade: one.unknownGrade }])
  }
  for (const [line, own] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const columns = OUTCOMES.map((outcome) => {
      const shares = (['missing', 'weak', 'answered'] as const).map((grade) =>
        computeShare(own, outcome, grade).toFixed(2),
      )
      return (
        `${String(own.filter(({ example }) => example.outcome === outcome).length).padStart(4)}   ` +
        `${shares.join('   ')}`
      )
    })
    console.log(`${line.padEnd(28)} ${columns.join('   ')}`)
  }
  reportHints(graded.map(({ example }) => example))
  for (const baseline of BASELINES) {
    const shares = OUTCOMES.map((outcome) => {
      const own = graded.filter(({ example }) => example.outcome === outcome)
      const doubted = own.filter(({ example }) => example.doubted[baseline]).length / own.length
      return `${doubted.toFixed(2)} of ${outcome}`
    })
    console.log(`without a model, "${baseline}" doubts ${shares.join(', ')}`)
  }
}

function reportHints(examples: readonly CoverageExample[]): void {
  console.log('what hints name, with the model that was there before:')
  const kinds = new Set(examples.map(({ index }) => getKind(index)))
  for (const kind of [undefined, ...kinds]) {
    const own = examples.filter(({ index }) => kind === undefined || getKind(index) === kind)
    const lacking = own.filter(({ outcome }) => outcome === 'lacking')
    const told = (['name', 'words'] as const).map((by) => {
      const hinted = lacking.filter(({ hint }) => hint.by === by)
      const right = hinted.filter(({ hint }) => hint.isRight).length
      const wrongly = own.filter(({ outcome, hint }) => outcome !== 'lacking' && hint.by === by).length
      const share = (right / Math.max(1, hinted.length)).toFixed(2)
      return `by ${by} ${hinted.length}, right ${share} (of what is there ${wrongly})`
    })
    const all = lacking.filter(({ hint }) => hint.isRight).length / Math.max(1, lacking.length)
    console.log(
      `${(kind ?? 'all').padEnd(16)} lacking ${lacking.length}: ${told.join(', ')}; the right one ${all.toFixed(2)}`,
    )
  }
}

function filterOutcome(judged: readonly Judged[], outcome: Outcome): Judged[] {
  return judged.filter(({ example }) => example.outcome === outcome)
}

function computeShare(graded: readonly Graded[], outcome: Outcome, grade: Grade): number {
  const own = graded.filter(({ example }) => example.outcome === outcome)
  return own.length === 0 ? 0 : own.filter((one) => one.grade === grade).length / own.length
}

function computeQuantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

function roundToThree(value: number): number {
  return Math.round(value * 1000) / 1000
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 2
})
