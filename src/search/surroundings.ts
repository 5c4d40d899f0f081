// The pages that stand around a page in its guide's table of contents: a chapter is about one thing, and what its other pages say tells what it is.

import { pageIdsInTocOrder } from '../store/page-rows.ts'
import { guideIdOfPage } from '../store/passage-id.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { versionCache } from '../store/version-cache.ts'

/** Pages on either side. Of 2, 5 and 10 this brought most (docs/ranking.md). */
const REACH = 5

/** Ids of the pages around a page, itself left out; none for a page that is not in the table of contents. Guides are read as they are needed. */
export const surroundings: (db: SqlDatabase) => (pageId: number) => readonly number[] = versionCache((db) => {
  const guides = new Map<number, { readonly ids: readonly number[]; readonly placeOf: ReadonlyMap<number, number> }>()
  return (pageId) => {
    const guideId = guideIdOfPage(pageId)
    let guide = guides.get(guideId)
    if (!guide) {
      const ids = pageIdsInTocOrder(db, guideId)
      guide = { ids, placeOf: new Map(ids.map((id, place) => [id, place])) }
      guides.set(guideId, guide)
    }
    const place = guide.placeOf.get(pageId)
    if (place === undefined) return []
    return [...guide.ids.slice(Math.max(0, place - REACH), place), ...guide.ids.slice(place + 1, place + 1 + REACH)]
  }
})
