// Learns the ranking model from judged queries:   npm run train [-- --check] [-- --candidates 120]
// Builds the features on the ten-guide index and on that of the true size, fits the weights of the first pass and then those that order its best pages,
// says what that is worth on queries that it was not fitted to, and writes data/ranking-model.json. --check writes nothing.
// Needs ../shared; the same queries and indexes give the same model.

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { FIRST_PASS_NAMES, type FirstPass, type FirstPassWeights } from '../../src/search/candidates/first-pass.ts'
import { rankingModel } from '../../src/search/ranking/model.ts'
import { openIndexForReading } from '../../src/store/open-index.ts'
import {
  type JudgedQuery,
  loadJudgedQueries,
  SCALE_SETS,
  type SetName,
  TEN_GUIDE_SETS,
} from '../eval/judged-queries.ts'
import { loadPhrasings } from '../eval/phrasings.ts'
import { replicaIndex } from '../eval/replica-index.ts'
import {
  batchPart,
  crossValidate,
  type Fitting,
  guidePart,
  learn,
  type Placed,
  scoresLine,
} from './cross-validation.ts'
import { type FeatureName, type Layout, layoutOf, toNamed } from './model-vector.ts'
import { type Example, exampleOf } from './ranking-examples.ts'

const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, candidates: { type: 'string', default: '120' } },
})

/** As many as search looks at closely (rank-pages.ts). */
const CLOSE_LOOK = 48
/** What a weight's square costs. Of 0.002, 0.005 and 0.015 the middle one was best on left-out guides, by less than a query. */
const PRICE = 0.005
const FIRST_PASS_PRICE = 0.002
/** Guides fall into so many parts, in as many ways as there are salts: one way alone moves a figure by a query or two. */
const PARTS = 6
const SALTS = ['a', 'b', 'c']
/**
 * Where weights are held to lie without evidence. Judged queries have next to none of a product's bare name, a quoted phrase, or a title typed word for
 * word, and users do.
 */
const PRIOR: Partial<Record<FeatureName, number>> = { welcome: 6, phrase: 3, exactTitle: 1, exactHeading: 0.6 }
const FILE = 'data/ranking-model.json'

async function main(): Promise<void> {
  const examples = [...(await examplesOf('site', TEN_GUIDE_SETS)), ...(await examplesOf('scale', SCALE_SETS))]
  const [asked, phrased] = [examples.filter((one) => !isPhrasing(one)), examples.filter(isPhrasing)]
  const first: Fitting = {
    layout: { names: FIRST_PASS_NAMES, kinds: [] },
    price: FIRST_PASS_PRICE,
    prior: new Float64Array(FIRST_PASS_NAMES.length),
    alsoFit: phrased,
  }
  const firstPass = toNamed(learn(asked, first), first.layout).weights as FirstPassWeights
  report('first pass alone, guides left out in turn', placesByGuide(asked, first))

  const looked = asked.map((example) => best(example, firstPass))
  const layout = layoutOf(looked)
  const fitting: Fitting = {
    layout,
    price: PRICE,
    prior: priorOf(layout),
    alsoFit: phrased.map((example) => best(example, firstPass)),
  }
  const left = placesByGuide(looked, fitting)
  report('the model, guides left out in turn', left)
  report('… batches left out in turn', crossValidate(looked, fitting, batchPart))
  for (const share of [0.25, 0.5])
    report(
      `… guides left out, fitted to ${share * 100} % of the other queries`,
      placesByGuide(looked, fitting, share),
      false,
    )
  report('… without the other phrasings', placesByGuide(looked, { ...fitting, alsoFit: [] }), false)
  report(
    '… one set of weights for all kinds of query',
    placesByGuide(looked, { ...fitting, layout: { ...layout, kinds: [] }, prior: priorOf({ ...layout, kinds: [] }) }),
    false,
  )

  const { weights, byKind } = toNamed(learn(looked, fitting), layout)
  const model = {
    about: 'Linear ranking model of aws-docs-offline. Made by npm run train; do not edit.',
    trainedOn: {
      queries: Object.fromEntries(
        [...TEN_GUIDE_SETS, ...SCALE_SETS].map((set) => [set, asked.filter((one) => one.set === set).length]),
      ),
      phrasings: phrased.length,
      commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
      leftOut: Object.fromEntries(
        [...TEN_GUIDE_SETS, ...SCALE_SETS].map((set) => [
          set,
          scoresLine(
            '',
            left.filter(({ example }) => example.set === set),
          ).trim(),
        ]),
      ),
    },
    firstPass,
    weights,
    byKind: Object.fromEntries(layout.kinds.map((kind, nth) => [kind, byKind[nth] ?? {}])),
  }
  if (!options.check) writeFileSync(FILE, `${JSON.stringify(model, null, 2)}\n`)
}

/** The judged queries of the sets, and their other phrasings as queries of their own. */
async function examplesOf(site: 'site' | 'scale', sets: readonly SetName[]): Promise<Example[]> {
  const { db, close } = await openIndexForReading(await replicaIndex(site))
  const phrasings = loadPhrasings()
  const model = rankingModel()
  const found: Example[] = []
  for (const set of sets) {
    for (const query of loadJudgedQueries(set)) {
      const also = (phrasings.get(query.query_id) ?? []).map(
        (text): JudgedQuery => ({ ...query, query: text, kind: PHRASING }),
      )
      for (const one of [query, ...also]) found.push(exampleOf(db, set, one, Number(options.candidates), model))
    }
  }
  close()
  return found
}

const PHRASING = 'phrasing'

function isPhrasing({ query }: Example): boolean {
  return query.kind === PHRASING
}

/** The candidates that search would look at closely. */
function best(example: Example, weights: FirstPassWeights): Example {
  const languages = groupBy(example.candidates, ({ language }) => language)
  const scored = (candidate: Example['candidates'][number]) =>
    Object.entries(weights).reduce(
      (sum, [name, weight]) => sum + weight * candidate.firstPass[name as keyof FirstPass],
      0,
    )
  return {
    ...example,
    candidates: [...languages.values()].flatMap((all) =>
      all
        .map((candidate) => ({ candidate, score: scored(candidate) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, CLOSE_LOOK)
        .map(({ candidate }) => candidate),
    ),
  }
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

function priorOf({ names, kinds }: Layout): Float64Array {
  const prior = new Float64Array(names.length * (kinds.length + 1))
  for (const [at, name] of names.entries()) prior[at] = PRIOR[name] ?? 0
  return prior
}

function placesByGuide(examples: readonly Example[], fitting: Fitting, share = 1): Placed[] {
  return SALTS.flatMap((salt) => crossValidate(examples, fitting, guidePart(PARTS, salt), share))
}

function report(title: string, placed: readonly Placed[], byKind = true): void {
  console.log(`\n${title.padEnd(26)}    n   any@1  hit@5  hit@10 MRR@10`)
  for (const set of [...TEN_GUIDE_SETS, ...SCALE_SETS]) {
    const own = placed.filter(({ example }) => example.set === set)
    console.log(scoresLine(set, own))
    if (!byKind) continue
    const kinds = groupBy(own, ({ example }) => example.query.kind)
    for (const [kind, some] of kinds) console.log(scoresLine(`  ${kind}`, some))
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 2
})
