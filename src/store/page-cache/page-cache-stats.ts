// What is in the file of pages read live, looked at without making, fixing or locking it.

import { DocsError } from '../../core/model/errors.ts'
import { getFileSize } from '../../core/platform/find-stat.ts'
import { loadDriver } from '../sqlite/load-driver.ts'

export type CacheStats =
  | { readonly kind: 'none' }
  | { readonly kind: 'pages'; readonly pages: number; readonly bytes: number }
  /** It will be started anew when a page is next read live. */
  | { readonly kind: 'damaged'; readonly reason: string }

/** `bytes` are those of the file. */
export async function readPageCacheStats(file: string): Promise<CacheStats> {
  const size = getFileSize(file)
  if (size === 0) return { kind: 'none' }
  const driver = await loadDriver()
  try {
    const db = driver.open(file, { readOnly: true, busyTimeoutMs: 1000 })
    try {
      const problem = db.prepare('PRAGMA quick_check(1)').firstColumn<string>()[0]
      if (problem !== 'ok') return { kind: 'damaged', reason: problem ?? 'it cannot be checked' }
      const pages = db.prepare('SELECT count(*) AS n FROM cached_page').get<{ n: number }>()?.n ?? 0
      return { kind: 'pages', pages, bytes: size + getFileSize(`${file}-wal`) }
    } finally {
      db.close()
    }
  } catch (error) {
    return { kind: 'damaged', reason: error instanceof DocsError ? error.message : String(error) }
  }
}
