// The schema, as numbered steps that are only ever added to. `user_version` says which steps a file has had;
// `application_id` says that it is one of ours.

import { fillContexts } from '../pages/link-rows.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { PASSAGES_PER_PAGE } from './passage-id.ts'
import { reindexAll } from './reindex-pages.ts'

/** "AWSD": written into the SQLite header of every index. */
export const APPLICATION_ID = 0x41575344

interface Migration {
  readonly version: number
  readonly sql: string
  /** Fills what the step added with what the file holds. */
  readonly fill?: (db: SqlDatabase) => void
}

const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

      -- One row a guide and locale. The id is part of every passage id (passage-id.ts).
      CREATE TABLE guide (
        id INTEGER PRIMARY KEY,
        catalog_id TEXT NOT NULL,
        base TEXT NOT NULL,
        locale TEXT NOT NULL,
        product TEXT NOT NULL,
        title TEXT NOT NULL,
        toc BLOB,
        toc_files TEXT,
        completed_at INTEGER,
        -- When the pass that the frontier belongs to was begun; NULL when it is over.
        pass_started_at INTEGER,
        UNIQUE (base, locale)
      );

      -- status: live | untranslated (the site answers English here) | gone
      CREATE TABLE page (
        id INTEGER PRIMARY KEY,
        guide_id INTEGER NOT NULL REFERENCES guide (id) ON DELETE CASCADE,
        path TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        status TEXT NOT NULL,
        title TEXT NOT NULL,
        description TEXT NOT NULL,
        breadcrumb TEXT NOT NULL,
        machine_translated INTEGER NOT NULL DEFAULT 0,
        content_hash TEXT NOT NULL,
        extraction_version INTEGER NOT NULL,
        etag TEXT,
        last_modified TEXT,
        toc_order INTEGER,
        first_seen_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        fetched_at INTEGER NOT NULL,
        checked_at INTEGER NOT NULL
      );
      CREATE INDEX page_guide ON page (guide_id, name);
      CREATE INDEX page_name ON page (name);

      -- Apart from page, so that scanning pages does not read their text. Markdown and tables are compressed.
      CREATE TABLE page_text (
        page_id INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
        length INTEGER NOT NULL,
        markdown BLOB NOT NULL,
        tables BLOB
      );

      CREATE TABLE section (
        page_id INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        level INTEGER NOT NULL,
        title TEXT NOT NULL,
        anchor TEXT NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        PRIMARY KEY (page_id, ordinal)
      ) WITHOUT ROWID;

      -- Which page a passage belongs to follows from its id.
      CREATE TABLE passage (
        id INTEGER PRIMARY KEY,
        section INTEGER NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        anchor TEXT NOT NULL
      );

      -- Terms are made in core/terms.ts and stand here separated by blanks, so the tokenizer has only to split: what a reader's
      -- ICU or SQLite build thinks of a character never matters. Contentless: the text is in page_text.
      CREATE VIRTUAL TABLE passage_index USING fts5 (
        title, heading, body, code,
        content = '', contentless_delete = 1, detail = 'column', tokenize = 'ascii'
      );

      -- Learnt from the index after a harvest (learn-from-index.ts): terms that stand in many passages, and in how many.
      CREATE TABLE common_term (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID;
      -- What a Japanese word is called in English, from the headings of translated pages.
      CREATE TABLE translation (source TEXT NOT NULL, target TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY (source, target)) WITHOUT ROWID;

      -- Targets are told apart by number: most pages link to the same few.
      CREATE TABLE link_target (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
      CREATE TABLE link (
        source_id INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
        target_id INTEGER NOT NULL REFERENCES link_target (id),
        PRIMARY KEY (source_id, target_id)
      ) WITHOUT ROWID;
      CREATE INDEX link_by_target ON link (target_id);

      -- kind: added | changed | removed | moved. sections: {added, removed, edited} as JSON.
      CREATE TABLE page_change (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        guide_id INTEGER NOT NULL REFERENCES guide (id) ON DELETE CASCADE,
        title TEXT NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        detail TEXT NOT NULL
      );
      CREATE INDEX page_change_at ON page_change (at);

      -- What a crawl still has to fetch. state: pending | leased | done. outcome is the page's word in the report.
      CREATE TABLE frontier (
        guide_id INTEGER NOT NULL REFERENCES guide (id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        state TEXT NOT NULL,
        priority INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before INTEGER NOT NULL DEFAULT 0,
        lease_until INTEGER,
        outcome TEXT,
        detail TEXT,
        PRIMARY KEY (guide_id, path)
      ) WITHOUT ROWID;
      CREATE INDEX frontier_next ON frontier (guide_id, state, priority);

      -- A run without finished_at and with a fresh heartbeat is the writers' lock. since: when the first of the runs that it goes on
      -- from began. covered: it got through all that it was asked for, so the next one begins anew.
      CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        holder TEXT NOT NULL,
        since INTEGER NOT NULL,
        covered INTEGER NOT NULL DEFAULT 0,
        started_at INTEGER NOT NULL,
        heartbeat_at INTEGER NOT NULL,
        finished_at INTEGER,
        exit_code INTEGER,
        report TEXT
      );
    `,
  },
  {
    version: 2,
    sql: `
      -- What the pass that the frontier belongs to set out to ask for: crawl (every page; NULL means the same) | refresh (what was due).
      ALTER TABLE guide ADD COLUMN pass_kind TEXT;
      -- File name of the guide's feed, as its pages give it.
      ALTER TABLE guide ADD COLUMN feed TEXT;

      -- Addresses that the contents, the sitemap or links name and that were no page of the guide when last asked.
      CREATE TABLE dead_path (
        guide_id INTEGER NOT NULL REFERENCES guide (id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        checked_at INTEGER NOT NULL,
        PRIMARY KEY (guide_id, path)
      ) WITHOUT ROWID;
    `,
  },
  {
    version: 3,
    sql: `
      -- What the page says where it links: terms, each once (core/link-context.ts).
      ALTER TABLE link ADD COLUMN said TEXT NOT NULL DEFAULT '';
    `,
    fill: fillContexts,
  },
  {
    version: 4,
    sql: `
      -- Terms in the passage's text, repeated as often as they occur.
      ALTER TABLE passage ADD COLUMN terms INTEGER NOT NULL DEFAULT 0;
      -- twice, often: terms that the text says at least so often (fulltext/term-columns.ts).
      DROP TABLE passage_index;
      CREATE VIRTUAL TABLE passage_index USING fts5 (
        title, heading, body, code, twice, often,
        content = '', contentless_delete = 1, detail = 'column', tokenize = 'ascii'
      );

      -- Learnt from the index after a harvest (fulltext/learn-doclists.ts): where common terms stand, and what an ordinal of theirs means.
      CREATE TABLE doclist (term TEXT PRIMARY KEY, postings INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
      -- What pages say where they link to others; ordinals are those of pages.
      CREATE TABLE anchor_doclist (term TEXT PRIMARY KEY, postings INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE learned_array (name TEXT PRIMARY KEY, value BLOB NOT NULL);
      -- Pages whose passages were written or removed since.
      CREATE TABLE unlearned_page (page_id INTEGER PRIMARY KEY);
    `,
    fill: reindexAll,
  },
  {
    version: 5,
    sql: `
      -- The same in less space. Long lists spill over from a B-tree without row ids, where a quarter of a page is the most that a
      -- row has in it: these tables are looked up by a term, and then have one row to read.
      CREATE TABLE doclist_5 (term TEXT PRIMARY KEY, postings INTEGER NOT NULL, list BLOB NOT NULL);
      INSERT INTO doclist_5 SELECT term, postings, list FROM doclist ORDER BY term;
      DROP TABLE doclist;
      ALTER TABLE doclist_5 RENAME TO doclist;

      -- Pages that are done, and after a pass all are, need no order.
      DROP INDEX frontier_next;
      CREATE INDEX frontier_next ON frontier (guide_id, priority) WHERE state = 'pending';

      -- page_guide answers as well: guides are few.
      DROP INDEX IF EXISTS page_name;

      -- anchor: empty where it is that of the passage's section, as it nearly always is (fulltext/passage-index.ts).
      CREATE TABLE passage_5 (
        id INTEGER PRIMARY KEY,
        section INTEGER NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        anchor TEXT NOT NULL,
        terms INTEGER NOT NULL DEFAULT 0
      );
      INSERT INTO passage_5
        SELECT p.id, p.section, p.start, p.end, iif(p.anchor = s.anchor, '', p.anchor), p.terms
        FROM passage p LEFT JOIN section s ON s.page_id = p.id / ${PASSAGES_PER_PAGE} AND s.ordinal = p.section
        ORDER BY p.id;
      DROP TABLE passage;
      ALTER TABLE passage_5 RENAME TO passage;
    `,
  },
  {
    version: 6,
    sql: `
      -- Plural acronyms ("AMIs") are terms, which they were not, and so are whole labels (core/text/labels.ts): what
      -- was learnt knew none of them.
      DELETE FROM doclist;
      DELETE FROM anchor_doclist;
      DELETE FROM learned_array;
      DELETE FROM unlearned_page;
      INSERT INTO passage_index (passage_index) VALUES ('delete-all');
    `,
    fill: (db) => {
      fillContexts(db)
      reindexAll(db)
    },
  },
]

/** Readers take a file of this schema as it is: what came later is the writers' business. */
export const OLDEST_READABLE_SCHEMA = 4

export const SCHEMA_VERSION = MIGRATIONS.at(-1)?.version ?? 0

/** Brings the file to SCHEMA_VERSION, each step in a transaction of its own; another process may be doing the same. */
export function migrate(db: SqlDatabase): void {
  for (const { version, sql, fill } of MIGRATIONS) {
    if (readSchemaVersion(db) >= version) continue
    db.transaction(() => {
      if (readSchemaVersion(db) >= version) return
      db.exec(sql)
      fill?.(db)
      db.exec(`PRAGMA user_version = ${version}`)
    })
  }
}

export function readSchemaVersion(db: SqlDatabase): number {
  return db.prepare('PRAGMA user_version').get<{ user_version: number }>()?.user_version ?? 0
}
