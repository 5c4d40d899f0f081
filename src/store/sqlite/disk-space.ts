// Whether a disk has space: asked before a long write begins, since half of one helps nobody.

import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { DocsError } from '../../core/model/errors.ts'
import { nearestFolder } from '../../core/platform/nearest-folder.ts'

/** Bytes that an unprivileged process may still write on the disk of `path`, which need not exist yet. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(existsSync(path) ? path : nearestFolder(path))
  return bavail * bsize
}

/** Throws DocsError DISK_FULL, naming both sizes, when less than `needed` bytes are free where `path` is. */
export async function requireDiskSpace(
  path: string,
  needed: number,
  what: string,
  measure: (path: string) => Promise<number> = freeBytes,
): Promise<void> {
  const free = await measure(path)
  if (free >= needed) return
  throw new DocsError(
    'DISK_FULL',
    `${what} needs about ${megabytes(needed)} on the disk of ${path}; ${megabytes(free)} are free.`,
    { hint: 'Free some space, or name a file on another disk; nothing was changed.' },
  )
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`
}
