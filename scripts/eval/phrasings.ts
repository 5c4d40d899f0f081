// Other wordings of judged queries, as an assistant would send them in `also_phrased`. Written without sight of the
// pages; one JSON line a query.

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

const LINE = z.object({ query_id: z.string(), also_phrased: z.array(z.string()) })
const USUAL_FILE = resolve(import.meta.dirname, 'phrasings.jsonl')

/** By query id. Without a name, those beside this file, if there are any. */
export function loadPhrasings(file?: string): ReadonlyMap<string, readonly string[]> {
  if (file === undefined && !existsSync(USUAL_FILE)) return new Map()
  const lines = readFileSync(file ?? USUAL_FILE, 'utf8')
    .split('\n')
    .filter(Boolean)
  return new Map(
    lines.map((line) => {
      const { query_id, also_phrased } = LINE.parse(JSON.parse(line))
      return [query_id, also_phrased]
    }),
  )
}
