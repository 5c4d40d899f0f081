// What the index knows of how much a page is wanted, before it is there: links to it, and the same page in another
// language. Read when a crawl of a guide begins, and kept up by moving what is still pending with every page that is
// stored.

import { type DocUrl, parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { Locale } from '../../core/model/locale.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export interface KnownOfPages {
  /** How many pages of the index, of whatever guide, link to a path. */
  readonly links: ReadonlyMap<string, number>
  /** Paths whose page the index has in another language. */
  readonly translated: ReadonlySet<string>
}

export function loadKnownOfPages(db: SqlDatabase, { base, locale }: { base: string; locale: Locale }): KnownOfPages {
  return { links: countLinksInto(db, toPath(base, '', locale)), translated: listTranslatedPaths(db, base, locale) }
}

function countLinksInto(db: SqlDatabase, folder: string): Map<string, number> {
  const rows = db
    .prepare(
      `SELECT t.path, count(*) AS links FROM link_target t JOIN link l ON l.target_id = t.id
       WHERE t.path >= ? AND t.path < ? GROUP BY t.id`,
    )
    .all<{ path: string; links: number }>(folder, `${folder}\u{10ffff}`)
  return new Map(rows.map(({ path, links }) => [path, links]))
}

function listTranslatedPaths(db: SqlDatabase, base: string, locale: Locale): Set<string> {
  const names = db
    .prepare(
      `SELECT DISTINCT page.name FROM page JOIN guide ON guide.id = guide_id
       WHERE base = ? AND locale <> ? AND status = 'live'`,
    )
    .firstColumn<string>(base, locale)
  return new Set(names.map((name) => toPath(base, name, locale)))
}

export interface PriorityShift {
  /** Subtracted where the new page links to. */
  readonly linked: number
  /** Added where the new page is in another language. */
  readonly translated: number
}

/**
 * A page came into the index: what it links to is asked for earlier, in whichever guide a crawl is open, and its
 * translations later. Callers hold a transaction. Passes of a refresh keep their order: there, priority says why a page
 * is asked for.
 */
export function shiftPriorities(
  db: SqlDatabase,
  stored: DocUrl,
  links: readonly string[],
  { linked, translated }: PriorityShift,
): void {
  const shift = db.prepare(
    `UPDATE frontier SET priority = priority + ? WHERE state = 'pending' AND path = ? AND guide_id = (
       SELECT id FROM guide WHERE base = ? AND locale = ? AND pass_started_at IS NOT NULL
         AND coalesce(pass_kind, 'crawl') = 'crawl')`,
  )
  for (const path of links) {
    const url = parseDocUrl(path)
    if (url && path !== stored.path) shift.run(-linked, path, url.base, url.locale)
  }
  const others = db
    .prepare('SELECT locale FROM guide WHERE base = ? AND locale <> ?')
    .firstColumn<Locale & string>(stored.base, stored.locale)
  for (const locale of others) {
    shift.run(translated, toPath(stored.base, stored.page, locale), stored.base, locale)
  }
}
