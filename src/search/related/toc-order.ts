// The first page of each guide, by its table of contents: who asks for a product by name wants to be told what it is.

import { pageIdsInTocOrder } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { versionCache } from '../../store/sqlite/version-cache.ts'

export interface TocOrder {
  /** Id of the guide's first page. */
  first(guideId: number): number | undefined
}

/** Guides are read as they are needed. */
export const tocOrder: (db: SqlDatabase) => TocOrder = versionCache((db) => {
  const guides = new Map<number, number | undefined>()
  return {
    first(guideId) {
      if (!guides.has(guideId)) guides.set(guideId, pageIdsInTocOrder(db, guideId)[0])
      return guides.get(guideId)
    },
  }
})
