// The history use case: what changed since a day, in which guides, and how far back the record goes, so that "nothing
// changed" can be told apart from "nobody was looking".

import { formatDocUrl } from '../core/model/doc-url.ts'
import { chooseIndexed, type IndexedChoice } from '../core/model/indexed-guides.ts'
import type { Locale } from '../core/model/locale.ts'
import { type GuideRow, listGuides } from '../store/guides/guide-rows.ts'
import { type ChangeKind, countChanges, listChanges, listRecordStarts } from '../store/history/change-rows.ts'
import type { ChangedText } from '../store/history/changed-text.ts'
import type { SectionDiff } from '../store/pages/section-diff.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'

export interface ChangesQuery {
  /** Catalog ids or URLs of pages; all indexed guides when there are none. */
  readonly guides?: readonly string[]
  readonly locale?: Locale
  /** Milliseconds since the epoch. */
  readonly since: number
  readonly limit: number
}

export interface ChangedPage {
  /** Where the page is or was. */
  readonly url: string
  readonly title: string
  /** Catalog id. */
  readonly guide: string
  readonly product: string
  readonly guideTitle: string
  readonly locale: Locale
  /** When this index saw the change. Milliseconds since the epoch. */
  readonly at: number
  readonly kind: ChangeKind
  /** Titles of sections; undefined but for a changed page. */
  readonly sections: SectionDiff | undefined
  /** What a changed page said before and says now, as far as it was kept; empty for what came with a bundle. */
  readonly text: readonly ChangedText[]
  /** URL that a moved page is at now. */
  readonly movedTo: string | undefined
}

export interface ChangeLog {
  /** Newest first. */
  readonly changes: readonly ChangedPage[]
  /** All since then, whatever the limit. */
  readonly total: number
  /**
   * From when on the record is whole for every guide that was asked for: the latest of `guides`. Undefined when nothing
   * is indexed.
   */
  readonly goesBackTo: number | undefined
  readonly guides: readonly {
    /** Catalog id. */
    readonly guide: string
    readonly locale: Locale
    /** When the guide was first harvested; what happened before is not known. */
    readonly goesBackTo: number
  }[]
}

/** Throws UNKNOWN_GUIDE for a guide that is not indexed. */
export function readChanges(
  db: SqlDatabase,
  { guides: names = [], locale, since, limit }: ChangesQuery,
  known: Pick<IndexedChoice, 'listCatalog' | 'setting'> = {},
): ChangeLog {
  const chosen = chooseIndexed(listGuides(db), names, { locale, ...known })
  const byId = new Map(chosen.map((guide) => [guide.id, guide]))
  const guideIds = [...byId.keys()]
  const begins = listRecordStarts(db)
  const guides = chosen.flatMap(({ id, catalogId: guide, locale }) => {
    const goesBackTo = begins.get(id)
    return goesBackTo === undefined ? [] : [{ guide, locale, goesBackTo }]
  })
  return {
    changes: listChanges(db, { guideIds, since, limit }).flatMap((change) => {
      const guide = byId.get(change.guideId)
      return guide ? [addGuide(change, guide)] : []
    }),
    total: countChanges(db, { guideIds, since }),
    goesBackTo: guides.length === 0 ? undefined : Math.max(...guides.map(({ goesBackTo }) => goesBackTo)),
    guides,
  }
}

function addGuide(change: ReturnType<typeof listChanges>[number], guide: GuideRow): ChangedPage {
  const { path, title, at, kind, sections, text = [], movedTo } = change
  return {
    url: formatDocUrl(path),
    title,
    guide: guide.catalogId,
    product: guide.product,
    guideTitle: guide.title,
    locale: guide.locale,
    at,
    kind,
    sections,
    text,
    movedTo: movedTo === undefined ? undefined : formatDocUrl(movedTo),
  }
}
