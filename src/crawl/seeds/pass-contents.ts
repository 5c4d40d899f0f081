// A guide's table of contents during a pass: what it was seeded with, grown when a page names a contents file that
// nobody has read yet.

import type { PoliteFetcher } from '../../http/pacing/polite-fetcher.ts'
import { seedFrontier } from '../../store/frontier/frontier.ts'
import { loadKnownOfPages } from '../../store/frontier/page-priority.ts'
import { loadToc, loadTocFiles, saveToc } from '../../store/guides/guide-rows.ts'
import { orderPages } from '../../store/pages/page-writer.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { GuideScope } from './guide-scope.ts'
import { harvestSeeds } from './harvest-order.ts'
import { growToc, type TocTree } from './read-toc.ts'
import { listTocPaths } from './seed-guide.ts'

export interface GuideContents {
  /** Place of a page in reading order; undefined when the contents do not have it. */
  findOrder(path: string): number | undefined
  readonly isEmpty: boolean
  /** Reads the files that are new, adds their pages to the frontier, and gives how many were added. */
  include(files: readonly string[], signal: AbortSignal): Promise<number>
}

interface Parts {
  readonly db: SqlDatabase
  readonly fetcher: PoliteFetcher
  readonly guideId: number
  readonly scope: GuideScope
  /** Whether the pass asks for a page that a contents file brings up. */
  wants(path: string): boolean
}

/** The contents as they are stored: seeding stores them before the pass begins. */
export function openContents(parts: Parts): GuideContents {
  const { db, fetcher, guideId, scope, wants } = parts
  let tree: TocTree = { entries: loadToc(db, guideId), files: loadTocFiles(db, guideId), missing: [], malformed: 0 }
  let order = indexByOrder(tree, scope)
  // Pages come in side by side and each may name files: one at a time grows the tree.
  let growing: Promise<number> = Promise.resolve(0)
  const asked = new Set(tree.files)

  async function grow(files: readonly string[], signal: AbortSignal): Promise<number> {
    const grown = await growToc(fetcher, scope, signal, tree, files)
    const paths = listTocPaths(grown.entries, scope)
    const seeds = harvestSeeds(grown.entries, scope, loadKnownOfPages(db, scope)).filter(({ path }) => wants(path))
    const added = db.transaction(() => {
      saveToc(db, guideId, grown.entries, grown.files)
      orderPages(db, guideId, paths)
      return seedFrontier(db, guideId, seeds)
    })
    tree = grown
    order = indexByOrder(grown, scope)
    return added
  }

  return {
    findOrder: (path) => order.get(path),
    get isEmpty() {
      return order.size === 0
    },
    async include(files, signal) {
      const fresh = files.filter((file) => !asked.has(file))
      if (fresh.length === 0) return 0
      for (const file of fresh) asked.add(file)
      growing = growing.catch(() => 0).then(() => grow(fresh, signal))
      return growing
    },
  }
}

function indexByOrder(tree: TocTree, scope: GuideScope): ReadonlyMap<string, number> {
  return new Map(listTocPaths(tree.entries, scope).map((path, index) => [path, index]))
}
