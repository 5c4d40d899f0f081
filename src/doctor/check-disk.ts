// Permissions and disk space where the index is or will be.

import { accessSync, constants, existsSync } from 'node:fs'
import { findNearestFolder } from '../core/platform/find-nearest-folder.ts'
import { getFileSize } from '../core/platform/find-stat.ts'
import { findFileInTheWay } from '../store/index/index-folder.ts'
import { getFreeBytes } from '../store/sqlite/disk-space.ts'
import { type CheckResult, makeError, makeFailure, makeOk, makeWarning } from './check-result.ts'

/** Below this not even a refresh of one guide fits; below the other a crawl of a large one may not. */
const TIGHT_BYTES = 50_000_000
const EASY_BYTES = 500_000_000

export function checkPermissions(file: string): CheckResult {
  if (existsSync(file) && !may(file, constants.R_OK)) {
    return makeError('permissions', `${file} cannot be read by this user.`, 'Give this user the right to read it.')
  }
  const inTheWay = findFileInTheWay(file)
  if (inTheWay !== undefined) {
    return makeError(
      'permissions',
      `${file} cannot be made: ${inTheWay} is a file and no folder.`,
      'Move that file away, or name an index elsewhere with --index.',
    )
  }
  if (mayWrite(file)) return makeOk('permissions', `${file} can be ${existsSync(file) ? 'read and written' : 'made'}`)
  return makeWarning(
    'permissions',
    `${existsSync(file) ? `${file} can be read and not written` : `${findNearestFolder(file)} cannot be written`} ` +
      'by this user.',
    'Search and read need no more than that. To crawl, refresh or import, use a user or a folder that can be written.',
  )
}

export async function checkSpace(
  file: string,
  measure: (path: string) => Promise<number> = getFreeBytes,
): Promise<CheckResult> {
  let free: number
  try {
    free = await measure(file)
  } catch (error) {
    return makeFailure('disk', error, 'Check that the disk of the index is there.')
  }
  const size = getFileSize(file)
  const message = `${formatGigabytes(free)} are free on the disk of ${file}`
  if (free < TIGHT_BYTES) {
    return makeError('disk', `${message}: too little to write.`, 'Free some space, or name an index on another disk.')
  }
  if (free < Math.max(EASY_BYTES, size)) {
    return makeWarning('disk', `${message}: an import or a crawl may not fit.`, 'Free some space before the next one.')
  }
  return makeOk('disk', message)
}

/** Whether this user may write the file, or make it and the folders to it. */
export function mayWrite(file: string): boolean {
  return may(findNearestFolder(file), constants.W_OK) && (!existsSync(file) || may(file, constants.W_OK))
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

function formatGigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
