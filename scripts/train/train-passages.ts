// Learns which passage of a page is shown for it:   npm run train:passages [-- --check]
// The judged queries say in words where on the page the answer stands ("Adding member accounts (console): csv format").
// A passage of a section with such a title or anchor, else one that holds such a phrase, is right; fits weights to that
// (listwise), says how often the passage that is shown is right on guides that were left out, and writes
// data/passage-model.json. --check writes nothing. Needs ../shared.

import { writeFileSync } from 'node:fs'
import type { Section } from '../../src/core/model/page.ts'
import { openSearchScope } from '../../src/search/candidates/search-scope.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { CHOICE_NAMES } from '../../src/search/ranking/passage-choice.ts'
import { scorePassage } from '../../src/search/ranking/passage-features.ts'
import type { RankedPage } from '../../src/search/ranking/rank-pages.ts'
import { rankInLanguages } from '../../src/search/search-passages.ts'
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
import { leaveOut, readCurrentCommit } from './guide-parts.ts'
import { computeDot, fitWeights, type List } from './listwise-fit.ts'

const { values: options } = readOptions({ options: { check: { type: 'boolean', default: false } } })

const FILE = 'data/passage-model.json'
const PARTS = 5
const PRICE = 0.03
/** Pages with fewer passages have nothing to choose; where most are right the words say nothing of the place. */
const MOST_RIGHT = 0.6
/** Without evidence a phrase in quotes, or a title typed as it is, counts for the passage. */
const PRIOR: Readonly<Record<string, number>> = { phrase: 2, exactHeading: 1 }
/**
 * Not below nothing: the order of words and whole identifiers speak for a passage or not at all, whatever a few hundred
 * queries say.
 */
const NEVER_NEGATIVE: ReadonlySet<string> = new Set(['order', 'longestRun', 'identifiers'])
/**
 * Not learnt: hardly a judged query asks for a cost. Enough for a paragraph on what is billed to come before one on
 * tags by which costs are told apart, which has more of the words.
 */
const HELD: Readonly<Record<string, number>> = { billedAsked: 4 }

interface Example {
  readonly guide: string
  readonly list: List
  /** Of the choice by which pages are ranked. */
  readonly before: boolean
  /** Of the passage with the highest BM25. */
  readonly plain: boolean
}

async function main(): Promise<void> {
  const examples = [...(await collectExamples('scale', SCALE_SETS)), ...(await collectExamples('site', TEN_GUIDE_SETS))]
  const countRight = (weights: ArrayLike<number>, some: readonly Example[]) =>
    some.filter(({ list }) => (findBest(list, (row) => computeDot(row.values, weights))?.gain ?? 0) > 0).length
  const leftOut = leaveOut(examples, PARTS, fitLearnt, (example, weights) => countRight(weights, [example])).filter(
    Boolean,
  ).length
  const formatShare = (count: number) => (count / examples.length).toFixed(3)
  const before = formatShare(examples.filter((example) => example.before).length)
  const plain = formatShare(examples.filter((example) => example.plain).length)
  const shown = { rankedBy: before, learnt: formatShare(leftOut), plainBm25: plain }
  console.log(
    `${examples.length} pages that search finds; the passage is right: ${plain} by BM25 alone, ` +
      `${before} as pages are ranked, ${shown.learnt} as learnt, guides left out`,
  )
  const weights = fitLearnt(examples)
  const model = {
    about:
      'Which passage of a page aws-docs-offline shows. Made by "npm run train:passages", which also ' +
      'says what it is worth; not edited by hand.',
    trainedOn: {
      pages: examples.length,
      commit: readCurrentCommit(),
    },
    rightOnGuidesLeftOut: shown,
    weights: Object.fromEntries(CHOICE_NAMES.map((name, at) => [name, Math.round((weights[at] ?? 0) * 1000) / 1000])),
  }
  if (!options.check) writeFileSync(FILE, `${JSON.stringify(model, null, 2)}\n`)
}

async function collectExamples(site: 'site' | 'scale', sets: readonly SetName[]): Promise<Example[]> {
  const { db, close } = await openIndexForReading(await harvestReplicaIndex(site))
  const found = sets
    .flatMap((set) => loadJudgedQueries(set))
    .flatMap((query) => {
      const { rankings } = rankInLanguages(db, parseQuery(query.query), {
        scope: openSearchScope(db, {}),
        target: 'en_us',
        limit: 50,
      })
      return rankings.flatMap(({ pages }) =>
        [...pages]
          .filter(({ page }) => query.relevant[page.path] === 2)
          .flatMap((page) => makeExample(query, page) ?? []),
      )
    })
  close()
  return found
}

function makeExample(query: JudgedQuery, page: RankedPage): Example | undefined {
  const seen = page.listPassages()
  const { markdown } = page.findBest()
  const { sections } = page.findBest()
  const right = query.anchor
    ? markUnderAnchor(
        query.anchor,
        sections,
        seen.map(({ passage }) => passage.row.start),
      )
    : markRight(
        query.answer ?? '',
        seen.map(({ passage: { row, section } }) => ({
          titles: section?.headingPath.slice(1) ?? [],
          text: markdown.slice(row.start, row.end),
        })),
      )
  const count = right.filter(Boolean).length
  if (seen.length < 2 || count === 0 || count > Math.max(1, MOST_RIGHT * seen.length)) return undefined
  const list = seen.map(({ features }, at) => ({
    values: Float64Array.from(CHOICE_NAMES.map((name) => features[name])),
    gain: right[at] ? 1 : 0,
  }))
  const ranked = seen.map(({ features }, at) => ({ score: scorePassage(features), gain: right[at] ? 1 : 0 }))
  return {
    guide: page.page.base,
    list,
    before: (findBest(ranked, ({ score }) => score)?.gain ?? 0) > 0,
    plain: (findBest(list, ({ values }) => values[CHOICE_NAMES.indexOf('body')] ?? 0)?.gain ?? 0) > 0,
  }
}

function markUnderAnchor(anchor: string, sections: readonly Section[], starts: readonly number[]): boolean[] {
  const named = sections.find((section) => section.anchor === anchor)
  return starts.map((start) => named !== undefined && start >= named.start && start < named.end)
}

const SHORTEST_TITLE = 5
/** The answer stands in the page's opening section. */
const OPENING = /^(?:intro(?:duction)?\b(?! to)|(?:first|second|third) (?:two )?(?:paragraph|list|section|page)|冒頭)/i
const SHORTEST_PHRASE = 8

function markRight(answer: string, passages: readonly { titles: readonly string[]; text: string }[]): boolean[] {
  const whole = fold(answer)
  const isNamed = (title: string) =>
    title.length >= SHORTEST_TITLE &&
    (` ${whole} `.includes(` ${title} `) || (whole.length > SHORTEST_PHRASE && title.includes(whole)))
  const opens = OPENING.test(answer)
  const byTitle = passages.map(({ titles }) => titles.map(fold).some(isNamed) || (opens && titles.length === 0))
  if (byTitle.some(Boolean)) return byTitle
  const phrases = answer
    .split(/[:/,;()]| – | - /)
    .map(fold)
    .filter((phrase) => phrase.length >= SHORTEST_PHRASE)
  return passages.map(({ text }) => phrases.some((phrase) => fold(text).includes(phrase)))
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^0-9a-z\u3040-\u30ff\u4e00-\u9fff]+/g, ' ')
    .trim()
}

function fitLearnt(examples: readonly Example[]): number[] {
  const lists = examples.map(({ list }) => list)
  const rows = lists.flat()
  const scale = Float64Array.from(CHOICE_NAMES, (_, at) => {
    const mean = rows.reduce((sum, { values }) => sum + (values[at] ?? 0), 0) / rows.length
    return Math.sqrt(rows.reduce((sum, { values }) => sum + ((values[at] ?? 0) - mean) ** 2, 0) / rows.length) || 1
  })
  const prior = Float64Array.from(CHOICE_NAMES, (name) => HELD[name] ?? PRIOR[name] ?? 0)
  const weights = fitWeights(lists, { price: PRICE, prior, scale })
  return CHOICE_NAMES.map((name, at) => {
    const learnt = weights[at] ?? 0
    return HELD[name] ?? (NEVER_NEGATIVE.has(name) ? Math.max(0, learnt) : learnt)
  })
}

function findBest<Item>(items: readonly Item[], scoreOf: (item: Item) => number): Item | undefined {
  return items.reduce<Item | undefined>(
    (top, item) => (top === undefined || scoreOf(item) > scoreOf(top) ? item : top),
    undefined,
  )
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 2
})
