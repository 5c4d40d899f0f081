// The first page of each guide, by its table of contents: who asks for a product by name wants to be told what it is.

import { listPageIdsInTocOrder } from '../../store/pages/page-rows.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

export interface TocOrder {
  /** Id of the guide's first page. */
  findFirst(guideId: number): number | undefined
}

/** Guides are read as they are needed. */
export const getTocOrder: (db: SqlDatabase) => TocOrder = cachePerVersion((db) => {
  const guides = new Map<number, number | undefined>()
  return {
    findFirst(guideId) {
      if (!guides.has(guideId)) guides.set(guideId, listPageIdsInTocOrder(db, guideId)[0])
      return guides.get(guideId)
    },
  }
})
