// The judged queries of ../shared/queries, those of our own beside the trainers, and how a run over them is scored. The
// formats are those of score.mjs there, which scores the same.

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'

const JUDGED = z.object({
  query_id: z.string(),
  kind: z.string(),
  lang: z.string(),
  query: z.string(),
  /** Canonical path to grade: 2 answers, 1 is acceptable too. */
  relevant: z.record(z.string(), z.number()),
  /** The guide of the first answer, and where in the page that stands. */
  guide: z.string().optional(),
  answer: z.string().optional(),
  /** Of the section that answers, where it has one. */
  anchor: z.string().nullish(),
})

/** Over the ten guides of replica/site, and over the 195 of replica/scale. */
export const TEN_GUIDE_SETS = ['dev-en', 'dev-ja', 'more-ja'] as const
export const SCALE_SETS = ['scale-en', 'scale-ja'] as const
/**
 * Over the 195 guides too, written for this project (scripts/train/questions.jsonl), to be learnt from: what is
 * reported of them is reported with their guides left out.
 */
export const OWN_SETS = ['own-en', 'own-ja'] as const
export type SetName = (typeof TEN_GUIDE_SETS | typeof SCALE_SETS | typeof OWN_SETS)[number]

const OWN_FILE = resolve(import.meta.dirname, '../train/questions.jsonl')

export interface JudgedQuery extends z.infer<typeof JUDGED> {
  readonly set: SetName
}

export interface QueryResult {
  readonly query: JudgedQuery
  /** Canonical paths, best first. */
  readonly paths: readonly string[]
  readonly durationMs: number
}

export interface Scores {
  readonly queries: number
  /** The first hit is a page that answers or is acceptable. */
  readonly any1: number
  readonly hit5: number
  readonly hit10: number
  readonly mrr10: number
}

export const SHARED = resolve(process.env.AWS_DOCS_SHARED ?? '../shared')

/** Throws when the folder is not there: it is not part of the repository. */
export function loadJudgedQueries(name: SetName): JudgedQuery[] {
  const own = OWN_SETS.find((set) => set === name)
  if (own) return readQueries(OWN_FILE, own).filter(({ lang }) => own.endsWith(lang))
  const file = join(SHARED, 'queries', `${name}.jsonl`)
  if (!existsSync(file)) {
    throw new Error(
      `There are no judged queries at ${file}. They are not part of the repository: put the folder ` +
        '"shared" beside it, or name it with AWS_DOCS_SHARED.',
    )
  }
  return readQueries(file, name)
}

function readQueries(file: string, set: SetName): JudgedQuery[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ ...JUDGED.parse(JSON.parse(line)), set }))
}

/** Place of the first relevant page among the first ten of `paths`, from 0; -1 when there is none. */
export function findPlace({ query, paths }: QueryResult, most = 10): number {
  return paths.slice(0, most).findIndex((path) => (query.relevant[parseDocUrl(path)?.path ?? path] ?? 0) > 0)
}

export function score(results: readonly QueryResult[]): Scores {
  const places = results.map((result) => findPlace(result))
  const computeShare = (isHit: (place: number) => boolean) => places.filter(isHit).length / Math.max(1, places.length)
  return {
    queries: results.length,
    any1: computeShare((place) => place === 0),
    hit5: computeShare((place) => place >= 0 && place < 5),
    hit10: computeShare((place) => place >= 0),
    mrr10: places.reduce((sum, place) => sum + (place >= 0 ? 1 / (place + 1) : 0), 0) / Math.max(1, places.length),
  }
}

export function computeQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
