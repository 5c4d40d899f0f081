// Learns the ranking model from judged queries:   npm run train [-- --check] [-- --candidates 120]
// Builds the features on the ten-guide index and on that of the true size, fits the weights of the first pass and then
// those that order its best pages, says what that is worth on queries that it was not fitted to, and writes
// data/ranking-model.json. --check writes nothing.
// Needs ../shared; the same queries and indexes give the same model.

import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { FIRST_PASS_NAMES } from '../../src/search/candidates/first-pass.ts'
import { FEATURE_NAMES } from '../../src/search/ranking/features.ts'
import { loadRankingModel } from '../../src/search/ranking/model.ts'
import { type GuideRow, listGuides } from '../../src/store/guides/guide-rows.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import {
  type JudgedQuery,
  loadJudgedQueries,
  SCALE_SETS,
  type SetName,
  TEN_GUIDE_SETS,
} from '../eval/judged-queries.ts'
import { harvestReplicaIndex } from '../eval/replica-index.ts'
import { readOptions } from '../read-options.ts'
import {
  crossValidate,
  type Fitting,
  formatScores,
  formatScoresLine,
  learn,
  type Placed,
  partByBatch,
  partByGuide,
} from './cross-validation.ts'
import { readCurrentCommit } from './guide-parts.ts'
import { type FeatureName, toNamed } from './model-vector.ts'
import { type Example, makeExample } from './ranking-examples.ts'

const { values: options } = readOptions({
  options: { check: { type: 'boolean', default: false }, candidates: { type: 'string', default: '120' } },
})

/** As many as search looks at closely (rank-pages.ts). */
const CLOSE_LOOK = 48
/** What a weight's square costs. Of 0.002, 0.005 and 0.015 the first was best on left-out guides, by a query or two. */
const PRICE = 0.002
/**
 * Guides fall into so many parts, in as many ways as there are salts: one way alone moves a figure by a query or two.
 */
const PARTS = 6
const SALTS = ['a', 'b', 'c']
/**
 * Where weights are held to lie without evidence: judged queries have next to none of a quoted phrase or of a title
 * typed word for word, and users do.
 */
const PRIOR: Partial<Record<FeatureName, number>> = { phrase: 3, exactTitle: 2, exactHeading: 1.5 }
/**
 * Not learnt at all. Who types a product's name alone wants to be told what it is; who types it with a word or two
 * ("lambda timeout") asks about it and not about what others do with it. Of the judged queries hardly any is so short.
 * The second costs .003 of MRR on scale-en. A paste that prints whose error it is seldom means another service. Two
 * dozen of the judged ones print it, and the fit has 2.7 for it by one of them that another guide answers; with 4 these
 * stay as they are, and of 135 others (docs/ranking.md) 125 have a page of the service first instead of 119. The brief
 * ones: who types a topic ("s3 lifecycle") wants the page that others of its kind hang on, which is long, links to them
 * and is linked to. Judged queries ask for details, and the fit has such pages last whatever was asked.
 * Hardly one asks for a setting or a limit by its name alone, which is what `label` is for: of 40 that do
 * (docs/ranking.md) 30 have its page among three with 1.5 for it, and 24 without. Nor for what something costs: of 40
 * that do 36 have a page on it first with 2 for `costAsked`, and 34 with what the fit has.
 */
const HELD: Partial<Record<FeatureName, number>> = {
  landingPage: 15,
  productShare: 7,
  printedGuide: 4,
  briefLength: 7,
  briefInbound: 6,
  briefLinks: 2.4,
  briefOverview: 1.2,
  label: 1.5,
  costAsked: 2,
}
/** … of the first pass. */
const HELD_FIRST: Partial<Record<FeatureName, number>> = { label: 1.5 }
/**
 * Held at 0 where the fit would have them below: a page that says more of the query, or says it more nearly word for
 * word, is no worse for that. What comes out below 0 is by chance, or stands in for something else.
 */
const POSITIVE: ReadonlySet<FeatureName> = new Set<FeatureName>([
  'titleWords',
  'anchorText',
  'exactTitle',
  'exactHeading',
  'titlePrecision',
  'titleFocus',
  'headingPrecision',
  'typedPage',
  'order',
  'longestRun',
  'identifiers',
  'phrase',
  'wordForms',
])
const SETS: readonly string[] = [...TEN_GUIDE_SETS, ...SCALE_SETS, ...SCALE_SETS.map((set) => `${set}, ten guides`)]
const FILE = 'data/ranking-model.json'

async function main(): Promise<void> {
  const examples = [...(await collectExamples('site', TEN_GUIDE_SETS)), ...(await collectExamples('scale', SCALE_SETS))]
  const first: Fitting = {
    names: FIRST_PASS_NAMES,
    hasFewGuides: false,
    price: PRICE,
    prior: Float64Array.from(FIRST_PASS_NAMES, (name) => HELD_FIRST[name] ?? 0),
    held: FIRST_PASS_NAMES.map((name) => HELD_FIRST[name] !== undefined),
  }
  const firstPass = toNamed(learn(examples, first), FIRST_PASS_NAMES)
  printReport('first pass alone, guides left out in turn', placeByGuide(examples, first))

  const looked = examples.map((example) => keepBest(example, firstPass))
  const fitting: Fitting = {
    names: FEATURE_NAMES,
    hasFewGuides: true,
    price: PRICE,
    prior: Float64Array.from([
      ...FEATURE_NAMES.map((name) => HELD[name] ?? PRIOR[name] ?? 0),
      ...FEATURE_NAMES.map(() => 0),
    ]),
    held: FEATURE_NAMES.map((name) => HELD[name] !== undefined),
    positive: POSITIVE,
  }
  const left = placeByGuide(looked, fitting)
  printReport('the model, guides left out in turn', left)
  printReport('the model, batches left out in turn', crossValidate(looked, fitting, partByBatch))
  for (const share of [0.25, 0.5])
    printReport(
      `the model, guides left out, fitted to ${share * 100} % of the rest`,
      placeByGuide(looked, fitting, share),
      false,
    )

  const learnt = learn(looked, fitting)
  const filterSet = (all: readonly Example[], set: string) => all.filter((one) => one.set === set)
  const model = {
    about:
      'Linear ranking model of aws-docs-offline. Made by "npm run train", which also says what it is ' +
      'worth; not edited by hand.',
    trainedOn: {
      queries: Object.fromEntries(SETS.map((set) => [set, filterSet(looked, set).length])),
      commit: readCurrentCommit(),
    },
    guidesLeftOut: Object.fromEntries(
      SETS.map((set) => [set, formatScores(left.filter(({ example }) => example.set === set))]),
    ),
    firstPass,
    weights: toNamed(learnt, FEATURE_NAMES),
    fewGuides: toNamed(learnt, FEATURE_NAMES, FEATURE_NAMES.length),
  }
  if (!options.check) writeFileSync(FILE, `${JSON.stringify(model, null, 2)}\n`)
}

async function collectExamples(site: 'site' | 'scale', sets: readonly SetName[]): Promise<Example[]> {
  const { db, close } = await openIndexForReading(await harvestReplicaIndex(site))
  const request = { candidates: Number(options.candidates), model: loadRankingModel() }
  const queries = sets.flatMap((set) => loadJudgedQueries(set))
  const found = queries.map((query) => makeExample(db, query.set, query, request))
  // Most people have a few guides on disk: the same questions once more, among ten guides that change from question to
  // question.
  if (site === 'scale') {
    const all = listGuides(db)
    for (const query of queries) {
      const guides = pickGuides(all, query).map(({ catalogId }) => catalogId)
      found.push(makeExample(db, `${query.set}, ten guides`, query, { ...request, guides }))
    }
  }
  close()
  return found
}

const FEW = 10

/** The guide that answers, and others by a hash of the query. */
function pickGuides(all: readonly GuideRow[], { query_id: id, relevant }: JudgedQuery): GuideRow[] {
  const isAnswering = ({ base }: GuideRow) => Object.keys(relevant).some((path) => path.startsWith(base))
  const keyed = all.map((guide) => ({
    guide,
    key: isAnswering(guide)
      ? ''
      : createHash('sha256')
          .update(id + guide.base)
          .digest('hex'),
  }))
  return keyed
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, FEW)
    .map(({ guide }) => guide)
}

/** The candidates that search would look at closely. */
function keepBest(example: Example, weights: Readonly<Record<string, number>>): Example {
  const languages = groupBy(example.candidates, ({ language }) => language)
  const computeScored = (candidate: Example['candidates'][number]) =>
    Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * candidate.features[name as FeatureName], 0)
  return {
    ...example,
    candidates: [...languages.values()].flatMap((all) =>
      all
        .map((candidate) => ({ candidate, score: computeScored(candidate) }))
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

function placeByGuide(examples: readonly Example[], fitting: Fitting, share = 1): Placed[] {
  return SALTS.flatMap((salt) => crossValidate(examples, fitting, partByGuide(PARTS, salt), share))
}

function printReport(title: string, placed: readonly Placed[], byKind = true): void {
  console.log(`\n${title.padEnd(26)}    n   any@1  hit@5  hit@10 MRR@10`)
  for (const set of SETS) {
    const own = placed.filter(({ example }) => example.set === set)
    console.log(formatScoresLine(set, own))
    if (!byKind) continue
    const kinds = groupBy(own, ({ example }) => example.query.kind)
    for (const [kind, some] of kinds) console.log(formatScoresLine(`  ${kind}`, some))
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 2
})
