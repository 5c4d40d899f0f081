// Where plain FTS5 is better than ours by more than one query, for each kind of a set.

import { type QueryResult, type SetName, score } from '../../scripts/eval/judged-queries.ts'
import { filterResults, listGroups, listLostToPlain } from '../../scripts/eval/targets.ts'

export function listLosses(set: SetName, ours: readonly QueryResult[], plain: readonly QueryResult[]) {
  return listGroups(set, ours).flatMap((group) => {
    const scores = { ours: score(filterResults(group, ours)), plain: score(filterResults(group, plain)) }
    const lost = listLostToPlain(scores.ours, scores.plain)
    return lost.length > 0 ? [{ ...group, lost, ...scores }] : []
  })
}
