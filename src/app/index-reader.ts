// The index as servers hold it: opened when first needed, opened again when the file at its place is another one, never locked. A server that started
// before there was an index finds it when it appears.

import { statSync } from 'node:fs'
import { startTimer, type Timer } from '../core/platform/timer.ts'
import { type IndexFile, noIndex, openIndexForReading } from '../store/open-index.ts'
import { isFilled } from '../store/page-rows.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'

export interface IndexReader {
  /** Throws DocsError NO_INDEX, also for an index without pages, and the other errors of opening. */
  database(): Promise<SqlDatabase>
  /** The same, without an index or its pages undefined. */
  databaseIfAny(): Promise<SqlDatabase | undefined>
  /** The file as it is, with pages or without: for those who say what goes on in it. */
  fileIfAny(): Promise<SqlDatabase | undefined>
  close(): void
}

/** Answers that began on a file which was replaced meanwhile may still be waiting for the live site. */
const RETIRE_AFTER_MS = 60_000

export function createIndexReader(file: string): IndexReader {
  let open: { index: IndexFile; identity: string } | undefined
  const retired = new Map<IndexFile, Timer>()
  let opening: Promise<SqlDatabase> | undefined
  const retire = (index: IndexFile) => {
    const close = () => {
      retired.delete(index)
      index.close()
    }
    retired.set(index, startTimer(RETIRE_AFTER_MS, close, { keepsAlive: false }))
  }
  const openAgain = async (identity: string): Promise<SqlDatabase> => {
    const index = await openIndexForReading(file)
    if (open) retire(open.index)
    open = { index, identity }
    return index.db
  }
  const current = async () => {
    const identity = identityOf(file)
    if (open && (open.identity === identity || identity === undefined)) return open.index.db
    opening ??= openAgain(identity ?? '').finally(() => {
      opening = undefined
    })
    return opening
  }
  const fileIfAny = async () => (open || identityOf(file) !== undefined ? current() : undefined)
  // A file that has pages is looked at once: they are taken out one by one, and never all.
  let withPages: SqlDatabase | undefined
  const databaseIfAny = async () => {
    const db = await fileIfAny()
    if (db && db !== withPages && isFilled(db)) withPages = db
    return db === withPages ? db : undefined
  }
  return {
    async database() {
      const db = await databaseIfAny()
      if (!db) throw noIndex(file)
      return db
    },
    databaseIfAny,
    fileIfAny,
    close() {
      for (const [index, timer] of retired) {
        timer.stop()
        index.close()
      }
      retired.clear()
      open?.index.close()
      open = undefined
    },
  }
}

// A file that was replaced has another inode; one that is written in place keeps it, and SQLite sees the change itself.
function identityOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat && stat.size > 0 ? `${stat.dev}:${stat.ino}` : undefined
}
