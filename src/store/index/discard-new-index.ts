// An index that was made for a write of which nothing came: it goes again, so that there is none where none was.

import { rmSync } from 'node:fs'
import type { IndexFile } from './open-index.ts'

/**
 * Removes the file when it holds no page and nobody else has it open. Whoever opens it at that very moment waits, and
 * SQLite then refuses to write to a file that has lost its name.
 */
export function discardNewIndex({ file, db }: IndexFile): void {
  try {
    // Only the last one connected gets out of WAL mode.
    db.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    const isEmpty = db.prepare('SELECT 1 FROM page LIMIT 1').get() === undefined
    const isHeld = db.prepare('SELECT 1 FROM run WHERE finished_at IS NULL').get() !== undefined
    const isOurs = db.prepare('PRAGMA journal_mode').get<{ journal_mode: string }>()?.journal_mode === 'delete'
    if (isEmpty && !isHeld && isOurs) rmSync(file)
    db.exec('ROLLBACK')
  } catch {
    // Somebody is using it, or the system keeps a file that is open: an empty index is in nobody's way.
  }
}
