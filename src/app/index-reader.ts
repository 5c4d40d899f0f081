// The index as servers hold it: opened when first needed, opened again when the file at its place is another one, never locked. A server that started
// before there was an index finds it when it appears.

import { statSync } from 'node:fs'
import { type IndexFile, openIndexForReading } from '../store/open-index.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'

export interface IndexReader {
  /** Throws DocsError NO_INDEX and the other errors of opening. */
  database(): Promise<SqlDatabase>
  /** The same, without an index undefined. */
  databaseIfAny(): Promise<SqlDatabase | undefined>
  close(): void
}

export function createIndexReader(file: string): IndexReader {
  let open: { index: IndexFile; identity: string } | undefined
  let opening: Promise<SqlDatabase> | undefined
  const openAgain = async (identity: string): Promise<SqlDatabase> => {
    const index = await openIndexForReading(file)
    open?.index.close()
    open = { index, identity }
    return index.db
  }
  const database = async () => {
    const identity = identityOf(file)
    if (open && (open.identity === identity || identity === undefined)) return open.index.db
    opening ??= openAgain(identity ?? '').finally(() => {
      opening = undefined
    })
    return opening
  }
  return {
    database,
    databaseIfAny: async () => (open || identityOf(file) !== undefined ? database() : undefined),
    close() {
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
