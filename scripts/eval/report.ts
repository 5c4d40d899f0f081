// The table of an evaluation: ours and plain search side by side, what is below a target and what loses to plain
// search, and the worst misses.

import { findPlace, type JudgedQuery, type QueryResult, type Scores, type SetName, score } from './judged-queries.ts'
import { filterResults, findLeast, type Group, listGroups, listLostToPlain, reaches } from './targets.ts'

/** Of the same queries in the same order. */
export interface Comparison {
  readonly ours: readonly QueryResult[]
  readonly plain: readonly QueryResult[]
  /** Asked with other wordings. */
  readonly isPhrased?: true
}

const NAMES = ['any1', 'hit5', 'hit10', 'mrr10'] as const

export function printHeader(): void {
  const names = (labels: readonly string[]) => labels.map((label) => label.padEnd(13)).join('')
  const plain = ['any@1', 'hit@5', 'hit@10', 'MRR@10'].map((label) => label.padEnd(7)).join('')
  console.log(`${' '.repeat(30)}ours${' '.repeat(48)}plain FTS5`)
  console.log(`${'queries'.padEnd(25)}n    ${names(['any@1', 'hit@5', 'hit@10', 'MRR@10'])}${plain}`.trimEnd())
}

/** Prints the set and its kinds; returns one line for each failure. */
export function printSet(set: SetName, { ours, plain, isPhrased }: Comparison): string[] {
  return listGroups(set, ours).flatMap((group) => {
    const own = filterResults(group, ours)
    return printGroup({ ...group, ...(isPhrased && { isPhrased }) }, score(own), score(filterResults(group, plain)))
  })
}

function printGroup(group: Group, ours: Scores, plain: Scores): string[] {
  const wanted = findLeast(group)
  const low = NAMES.filter((name) => !reaches(ours[name], wanted[name]))
  const lost = listLostToPlain(ours, plain)
  const cells = NAMES.map((name) => {
    const least = wanted[name]
    const text = least === undefined ? '' : ` ${low.includes(name) ? '<' : '≥'} ${least.toFixed(2)}`
    return `${ours[name].toFixed(3)}${text}`.padEnd(13)
  })
  const theirs = NAMES.map((name) => plain[name].toFixed(3).padEnd(7))
  const name = `${group.set}${group.isPhrased ? ', also_phrased' : ''}`
  const label = group.kind === undefined ? name : `  ${group.kind}`
  const mark = lost.length > 0 ? ` plain is better (${lost.map(getLabel).join(', ')})` : ''
  const figures = `${cells.join('')}${theirs.join('')}${mark}`
  console.log(`${label.padEnd(23)} ${String(ours.queries).padStart(3)}   ${figures}`.trimEnd())
  const full = group.kind === undefined ? name : `${name}, ${group.kind}`
  return [
    ...low.map((one) => `${full}: ${getLabel(one)} ${ours[one].toFixed(3)} is below ${wanted[one]?.toFixed(2)}`),
    ...lost.map(
      (one) => `${full}: ${getLabel(one)} ${ours[one].toFixed(3)} against ${plain[one].toFixed(3)} of plain FTS5`,
    ),
  ]
}

function getLabel(name: (typeof NAMES)[number]): string {
  return { any1: 'any@1', hit5: 'hit@5', hit10: 'hit@10', mrr10: 'MRR@10' }[name]
}

const LOOK_FURTHER = 50

/**
 * Those that ours finds last and plain search finds first come first. `further` gives the first fifty pages of a query.
 */
export function printMisses({ ours, plain }: Comparison, further: (query: JudgedQuery) => readonly string[]): void {
  const misses = ours
    .map((result, index) => ({ result, place: findPlace(result), theirs: findPlainPlace(plain[index]) }))
    .filter(({ place }) => place !== 0)
    .sort(
      (a, b) =>
        replaceMissing(b.place) - replaceMissing(a.place) || replaceMissing(a.theirs) - replaceMissing(b.theirs),
    )
  console.log(`\n${misses.length} queries without a right page in first place; the ten worst:`)
  for (const { result, place, theirs } of misses.slice(0, 10)) {
    const { query, paths } = result
    const far = place < 0 ? findPlace({ ...result, paths: further(query) }, LOOK_FURTHER) : place
    const beyond = far < 0 ? `not in ${LOOK_FURTHER}` : `place ${far + 1} where ${LOOK_FURTHER} are asked for`
    const where = place < 0 ? `not in ten, ${beyond}` : `place ${place + 1}`
    const plainWhere = theirs < 0 ? 'not in ten' : `place ${theirs + 1}`
    console.log(`\n${query.set} ${query.query_id}, ${query.kind} (${where}; plain ${plainWhere})`)
    console.log(`  asked  ${query.query.slice(0, 160).replace(/\s+/g, ' ')}`)
    console.log(`  wanted ${Object.keys(query.relevant)[0]}${query.answer === undefined ? '' : ` (${query.answer})`}`)
    for (const path of paths.slice(0, 3)) console.log(`  found  ${path}`)
  }
}

function findPlainPlace(result: QueryResult | undefined): number {
  return result ? findPlace(result) : -1
}

function replaceMissing(place: number): number {
  return place < 0 ? 99 : place
}
