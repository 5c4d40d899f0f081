// Learns how to tell an answer from a hit that only shares words:   npm run train:coverage [-- --check]
// Asks judged queries of indexes that lack a third of the guides, fits a logistic model of "the first hit answers" against "the guide is not here", says
// what that is worth on guides that it was not fitted to, and writes data/coverage-model.json. --check writes nothing. Needs ../shared.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { COVERAGE_NAMES, type CoverageFeatures, type CoverageName } from '../../src/search/missing/coverage-features.ts'
import { type CoverageExample, coverageExamples } from './coverage-examples.ts'
import { fitLogistic } from './logistic-fit.ts'

const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

const FILE = 'data/coverage-model.json'
const PARTS = 6
const PRICE = 0.02
/** Of answers whose guide is lacking, so many are to be called weak or missing; and of right ones, so few are to be called missing. */
const LACKING_SEEN = 0.9
const RIGHT_CALLED_MISSING = 0.04

/**
 * Not learnt. Words that were lost on the way to English are words that no hit was asked for: the judged questions, nearly all of whose Japanese ones are
 * answered, would have them speak for a hit.
 */
const HELD: Partial<Record<CoverageName, number>> = { untranslated: 0 }
const LEARNT = COVERAGE_NAMES.filter((name) => HELD[name] === undefined)

interface Judged {
  readonly example: CoverageExample
  readonly confidence: number
}

async function main(): Promise<void> {
  const examples = await coverageExamples()
  const parts = [...Array(PARTS).keys()]
  const judged = parts.flatMap((part) => {
    const weights = learnWeights(examples.filter(({ guide }) => partOf(guide) !== part))
    return examples
      .filter(({ guide }) => partOf(guide) === part)
      .map((example) => ({ example, confidence: confidence(example, weights) }))
  })
  const answered = quantile(of(judged, 'lacking'), LACKING_SEEN)
  const missing = quantile(of(judged, 'first'), RIGHT_CALLED_MISSING)
  report(judged, answered, missing)
  const weights = learnWeights(examples)
  const model = {
    about:
      'Logistic model of aws-docs-offline: whether the first hit answers. Made by "npm run train:coverage", which also says what it is worth; not edited by hand.',
    trainedOn: {
      examples: examples.length,
      commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    },
    guidesLeftOut: {
      lackingSeen: shareBelow(of(judged, 'lacking'), answered),
      rightDoubted: shareBelow(of(judged, 'first'), answered),
    },
    weights: Object.fromEntries(
      COVERAGE_NAMES.map((name) => [name, HELD[name] ?? round(weights[LEARNT.indexOf(name)] ?? 0)]),
    ),
    answered: round(answered),
    missing: round(Math.min(missing, answered)),
  }
  if (!options.check) writeFileSync(FILE, `${JSON.stringify(model, null, 2)}\n`)
}

// Each index, and in it what is lacking and what is not, counts the same: how often people ask for what they lack is not known.
function learnWeights(examples: readonly CoverageExample[]): number[] {
  const told = examples.filter(({ outcome }) => outcome !== 'later')
  const groups = new Map<string, number>()
  const groupOf = ({ index, outcome }: CoverageExample) => `${index === 'ten guides' ? index : 'scale'}, ${outcome}`
  for (const example of told) groups.set(groupOf(example), (groups.get(groupOf(example)) ?? 0) + 1)
  return fitLogistic(
    told.map((example) => ({
      values: LEARNT.map((name) => example.features[name]),
      offset: heldSum(example.features),
      label: example.outcome === 'first' ? 1 : 0,
      weight: 1 / (groups.get(groupOf(example)) ?? 1),
    })),
    { price: PRICE },
  )
}

function confidence({ features }: CoverageExample, weights: readonly number[]): number {
  const sum = LEARNT.reduce((total, name, at) => total + features[name] * (weights[at] ?? 0), heldSum(features))
  return 1 / (1 + Math.exp(-sum))
}

function heldSum(features: CoverageFeatures): number {
  return COVERAGE_NAMES.reduce((sum, name) => sum + (HELD[name] ?? 0) * features[name], 0)
}

function report(judged: readonly Judged[], answered: number, missing: number): void {
  console.log(`answered from ${answered.toFixed(3)}, missing below ${missing.toFixed(3)}; guides left out in turn`)
  console.log('                                   guide lacking           first hit right         a later hit, or none')
  console.log(
    'index, set                      n  missing weak answered   n  missing weak answered   n  missing weak answered',
  )
  const lines = new Map<string, Judged[]>()
  for (const one of judged) {
    for (const line of [
      'all',
      one.example.index,
      `${one.example.index}, ${one.example.query.set}`,
      `kind: ${one.example.query.kind}`,
    ])
      lines.set(line, [...(lines.get(line) ?? []), one])
  }
  for (const [line, own] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const columns = (['lacking', 'first', 'later'] as const).map((outcome) => {
      const all = of(own, outcome)
      const low = shareBelow(all, Math.min(missing, answered))
      const doubted = shareBelow(all, answered)
      return `${String(all.length).padStart(4)}   ${low.toFixed(2)}   ${(doubted - low).toFixed(2)}  ${(1 - doubted).toFixed(2)}`
    })
    console.log(`${line.padEnd(28)} ${columns.join('   ')}`)
  }
}

function of(judged: readonly Judged[], outcome: CoverageExample['outcome']): number[] {
  return judged.filter(({ example }) => example.outcome === outcome).map((one) => one.confidence)
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

function shareBelow(values: readonly number[], limit: number): number {
  return values.length === 0 ? 0 : round(values.filter((value) => value < limit).length / values.length)
}

function partOf(guide: string): number {
  return createHash('sha256').update(guide).digest().readUInt32LE(0) % PARTS
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 2
})
