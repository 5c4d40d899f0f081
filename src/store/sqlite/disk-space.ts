// Whether a disk has space: asked before a long write begins, since half of one helps nobody.

import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { DocsError } from '../../core/model/errors.ts'
import { findNearestFolder } from '../../core/platform/find-nearest-folder.ts'

/** Bytes that an unprivileged process may still write on the disk of `path`, which need not exist yet. */
export async function getFreeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(existsSync(path) ? path : findNearestFolder(path))
  return bavail * bsize
}

/** Throws DocsError DISK_FULL, naming both sizes, when less than `needed` bytes are free where `path` is. */
export async function requireDiskSpace(
  path: string,
  needed: number,
  what: string,
  measure: (path: string) => Promise<number> = getFreeBytes,
): Promise<void> {
  const free = await measure(path)
  if (free >= needed) return
  throw new DocsError(
    'DISK_FULL',
    `${what} needs about ${formatMegabytes(needed)} on the disk of ${path}; ${formatMegabytes(free)} are free.`,
    { hint: 'Free some space, or name a file on another disk; nothing was changed.' },
  )
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`
}
