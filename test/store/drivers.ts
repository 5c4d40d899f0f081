// Every store test runs with each SQLite binding that loads in this process: better-sqlite3 where it is built,
// node:sqlite from Node 22.13 on.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type IndexFile, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { loadDriver } from '../../src/store/sqlite/load-driver.ts'
import type { SqlDriver } from '../../src/store/sqlite/sql-driver.ts'

const loaded = await Promise.allSettled([loadDriver('better-sqlite3'), loadDriver('node:sqlite')])
export const DRIVERS: readonly SqlDriver[] = loaded.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))

/** A file name in a folder that goes away with the test. */
export function makeTemporaryFile(name = 'index.sqlite'): string {
  const folder = mkdtempSync(join(tmpdir(), 'store-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, name)
}

/** A new index that is closed when the test ends. */
export async function openNewIndex(driver: SqlDriver, file = makeTemporaryFile()): Promise<IndexFile> {
  const index = await openIndexForWriting(file, driver)
  onTestFinished(() => index.close())
  return index
}
