// The index as servers hold it: opened when first needed, opened again when the file at its place is another one, never
// locked. A server that started before there was an index finds it when it appears.

import type { CommandSetting } from '../../core/model/printed-commands.ts'
import { startTimer, type Timer } from '../../core/platform/timer.ts'
import { findIndexStat } from '../../store/index/index-folder.ts'
import { type IndexFile, isInWalMode, makeNoIndexError, openIndexForReading } from '../../store/index/open-index.ts'
import { isFilled } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

export interface IndexReader {
  /** Throws DocsError NO_INDEX, also for an index without pages, and the other errors of opening. */
  getDatabase(): Promise<SqlDatabase>
  /** The same, without an index or its pages undefined. */
  findDatabase(): Promise<SqlDatabase | undefined>
  /** The file as it is, with pages or without: for those who say what goes on in it. */
  findFile(): Promise<SqlDatabase | undefined>
  close(): void
}

/** Answers that began on a file which was replaced meanwhile may still be waiting for the live site. */
const RETIRE_AFTER_MS = 60_000

export function createIndexReader(file: string, setting?: CommandSetting): IndexReader {
  let open: { index: IndexFile; seen: SeenFile } | undefined
  const retired = new Map<IndexFile, Timer>()
  let opening: Promise<SqlDatabase> | undefined
  const retire = (index: IndexFile) => {
    const close = () => {
      retired.delete(index)
      index.close()
    }
    retired.set(index, startTimer(RETIRE_AFTER_MS, close, { keepsAlive: false }))
  }
  const openAgain = async (seen: SeenFile): Promise<SqlDatabase> => {
    const index = await openIndexForReading(file)
    if (open) retire(open.index)
    open = { index, seen }
    return index.db
  }
  const openCurrent = async () => {
    const seen = lookAt(file)
    if (open && (seen === undefined || seen.state === open.seen.state)) return open.index.db
    // Looked at before it is opened: a change in between is seen the next time.
    const found = seen ? { ...seen, isWal: isWal(file) } : NOT_SEEN
    if (open && isSameFile(open.seen, found)) {
      open = { ...open, seen: found }
      return open.index.db
    }
    opening ??= openAgain(found).finally(() => {
      opening = undefined
    })
    return opening
  }
  const findFile = async () => (open || lookAt(file) !== undefined ? openCurrent() : undefined)
  // A file that has pages is looked at once: they are taken out one by one, and never all.
  let withPages: SqlDatabase | undefined
  const findDatabase = async () => {
    const db = await findFile()
    if (db && db !== withPages && isFilled(db)) withPages = db
    return db === withPages ? db : undefined
  }
  return {
    async getDatabase() {
      const db = await findDatabase()
      if (!db) throw makeNoIndexError(file, setting)
      return db
    },
    findDatabase,
    findFile,
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

interface SeenFile {
  readonly place: string
  /** Changes with every write to the file. */
  readonly state: string
  readonly isWal: boolean
}

const NOT_SEEN: SeenFile = { place: '', state: '', isWal: false }

// A file that was renamed to its place has another inode. One that was copied over the old one keeps it, and SQLite
// need not notice: its change counter may be the same. So a file at rest that has changed is opened anew; while there
// is a write-ahead log, SQLite sees by that what is written.
function isSameFile(before: SeenFile, now: SeenFile): boolean {
  return before.place === now.place && before.isWal && now.isWal
}

// A file that goes away meanwhile has no log.
function isWal(file: string): boolean {
  try {
    return isInWalMode(file)
  } catch {
    return false
  }
}

function lookAt(file: string): SeenFile | undefined {
  const stat = findIndexStat(file)
  if (!stat || stat.size === 0n) return undefined
  const place = `${stat.dev}:${stat.ino}`
  return { place, state: `${place}:${stat.size}:${stat.mtimeNs}`, isWal: false }
}
