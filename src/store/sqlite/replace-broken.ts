// A file that is absent or broken is made by one process only, while the others wait for it: another that had seen it
// broken would remove the new one, and whoever has that open would go on alone with a file that nobody else sees. Nor
// can two set up one file at a time: SQLite does not wait where one of them changes the journal mode.

import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { startTimer } from '../../core/platform/timer.ts'

const TRIES = 40
const WAIT_MS = 50
/** Times that an error is not believed: it may be that of a file that another process was making. */
const DOUBTED = 2

/**
 * What `open` gives once the file can be opened; `isBroken` says of its errors which mean that the file is beyond use.
 */
export async function replaceBroken<T>(file: string, open: () => T, isBroken: (error: unknown) => boolean): Promise<T> {
  const lock = `${file}.new`
  for (let left = TRIES; ; left--) {
    let isWhole = false
    if (existsSync(file) && !existsSync(lock))
      try {
        return open()
      } catch (error) {
        isWhole = !isBroken(error)
        const isDoubted = existsSync(lock) || left > TRIES - DOUBTED
        if (left <= 0 || (isWhole && !isDoubted)) throw error
      }
    if (!isWhole && takeLock(lock)) return replaceUnderLock(file, lock, open, isBroken)
    // Nobody needs this long: whoever took it was killed.
    if (left <= 1) rmSync(lock, { force: true })
    await new Promise<void>((resolve) => startTimer(WAIT_MS, resolve))
  }
}

function replaceUnderLock<T>(file: string, lock: string, open: () => T, isBroken: (error: unknown) => boolean): T {
  try {
    return open() // another may have replaced it since
  } catch (error) {
    if (!isBroken(error)) throw error
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
    return open()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
