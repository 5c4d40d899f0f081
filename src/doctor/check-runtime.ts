// Node and SQLite: whether this process can hold an index at all.

import { getOldestNode } from '../core/platform/product-version.ts'
import { probeSqlite } from '../store/sqlite/probe-sqlite.ts'
import { type CheckResult, makeError, makeFailure, makeOk } from './check-result.ts'

export function checkNode(version: string = process.versions.node): CheckResult {
  const oldest = getOldestNode()
  return isOlder(version, oldest)
    ? makeError(
        'node',
        `Node ${version} is older than ${oldest}.`,
        `Install Node ${oldest} or newer; 22.13 has SQLite built in.`,
      )
    : makeOk('node', `Node ${version} (${process.execPath})`)
}

export async function checkSqlite(): Promise<CheckResult> {
  try {
    const { driver, version } = await probeSqlite()
    return makeOk('sqlite', `SQLite ${version} by ${driver}, with full-text search (FTS5)`)
  } catch (error) {
    const remedy =
      'Use Node 22.13 or newer, or reinstall: this SQLite has no full-text search that could hold the index.'
    return makeFailure('sqlite', error, remedy)
  }
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number))
  for (const n of [0, 1, 2]) {
    const difference = (a?.[n] ?? 0) - (b?.[n] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
