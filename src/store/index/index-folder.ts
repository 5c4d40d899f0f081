// The folder of an index: made where it is not there yet, and where it cannot be, told in words which one and why.

import { accessSync, type BigIntStats, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { getSystemCode, isDiskFull } from '../../core/platform/explain-file-error.ts'
import { findNearestFolder } from '../../core/platform/find-nearest-folder.ts'
import { findStat } from '../../core/platform/find-stat.ts'
import { FolderError } from '../../core/platform/folder-error.ts'
import { makeFolder } from '../../core/platform/make-folder.ts'

const ELSEWHERE = 'name an index elsewhere with --index, or another folder for all files with AWS_DOCS_DATA'

/** Makes the folder that the index is to be in. Throws DocsError INDEX_READ_ONLY or DISK_FULL. */
export function makeIndexFolder(file: string): void {
  requireNoFileInTheWay(file)
  try {
    makeFolder(dirname(file))
  } catch (error) {
    if (!(error instanceof FolderError)) throw error
    const { folder, reason } = error
    throw isDiskFull(error)
      ? new DocsError('DISK_FULL', `There is no space left to make the folder ${folder}.`, {
          hint: 'Free some disk space and run the same command again.',
          cause: error,
        })
      : new DocsError('INDEX_READ_ONLY', `The folder ${folder} cannot be made: ${reason}.`, {
          hint: `Make it by other means, or ${ELSEWHERE}.`,
          cause: error,
        })
  }
  if (!existsSync(file)) requireWritable(dirname(file))
}

function requireWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK)
  } catch (error) {
    const why = getSystemCode(error) === 'EROFS' ? 'its disk is read-only' : 'this user may not write there'
    throw new DocsError('INDEX_READ_ONLY', `No index can be made in ${folder}: ${why}.`, {
      hint: `See to that, or ${ELSEWHERE}.`,
      cause: error,
    })
  }
}

/**
 * Undefined where there is no index yet. Throws DocsError INDEX_READ_ONLY where there can be none, and where it may not
 * be looked at.
 */
export function findIndexStat(file: string): BigIntStats | undefined {
  let stat: BigIntStats | undefined
  try {
    stat = findStat(file)
  } catch (error) {
    throw new DocsError('INDEX_READ_ONLY', `${file} cannot be looked at: ${explainLooking(error, file)}.`, {
      hint: `Give this user the right to, or ${ELSEWHERE}.`,
      cause: error,
    })
  }
  if (!stat) requireNoFileInTheWay(file)
  return stat
}

/** The file that stands where a folder of the index is to be; undefined where there is none. */
export function findFileInTheWay(file: string): string | undefined {
  const nearest = findNearestFolder(file)
  return findStat(nearest)?.isDirectory() === false ? nearest : undefined
}

function requireNoFileInTheWay(file: string): void {
  const inTheWay = findFileInTheWay(file)
  if (inTheWay === undefined) return
  throw new DocsError('INDEX_READ_ONLY', `There can be no index ${file}: ${inTheWay} is a file and no folder.`, {
    hint: `Move that file away, or ${ELSEWHERE}.`,
  })
}

function explainLooking(error: unknown, file: string): string {
  switch (getSystemCode(error)) {
    case 'EACCES':
    case 'EPERM':
      return `this user may not look into its folder ${dirname(file)}`
    case 'ELOOP':
      return 'it is a link that leads back to itself'
    case 'ENAMETOOLONG':
      return 'its name is too long'
    default:
      return toMessage(error)
  }
}
