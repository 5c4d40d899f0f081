// Where a page stands in its guide's table of contents: a chapter is about one thing, and what the pages around one say tells what it is.

import { pageIdsInTocOrder } from '../store/page-rows.ts'
import { guideIdOfPage } from '../store/passage-id.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { versionCache } from '../store/version-cache.ts'

/** Pages on either side. Of 2, 5 and 10 this brought most (docs/ranking.md). */
const REACH = 5

export interface TocOrder {
  /** Ids of the pages around a page, itself left out; none for a page that is not in the table of contents. */
  around(pageId: number): readonly number[]
  /** Id of the guide's first page. */
  first(guideId: number): number | undefined
}

/** Guides are read as they are needed. */
export const tocOrder: (db: SqlDatabase) => TocOrder = versionCache((db) => {
  const guides = new Map<number, { readonly ids: readonly number[]; readonly placeOf: ReadonlyMap<number, number> }>()
  const guide = (guideId: number) => {
    const known = guides.get(guideId)
    if (known) return known
    const ids = pageIdsInTocOrder(db, guideId)
    const read = { ids, placeOf: new Map(ids.map((id, place) => [id, place])) }
    guides.set(guideId, read)
    return read
  }
  return {
    around(pageId) {
      const { ids, placeOf } = guide(guideIdOfPage(pageId))
      const place = placeOf.get(pageId)
      if (place === undefined) return []
      return [...ids.slice(Math.max(0, place - REACH), place), ...ids.slice(place + 1, place + 1 + REACH)]
    },
    first: (guideId) => guide(guideId).ids[0],
  }
})
