// Why a file could not be read or written, in words and not in the codes of the system.

import { DocsError, toMessage } from '../model/errors.ts'
import { FolderError } from './folder-error.ts'

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'its folder is not one',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'its disk is read-only',
  EEXIST: 'it is there already',
  ENOSPC: 'its disk is full',
  EDQUOT: 'the quota of this user is used up',
  EFBIG: 'its file system takes no larger file',
}

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export function explainFileError(error: unknown): string {
  if (error instanceof FolderError) return error.message
  return WORDS[getSystemCode(error)] ?? toMessage(error)
}

/** The same of a file that was to be made: what is not there is its folder. */
export function explainFailedWriting(error: unknown): string {
  return getSystemCode(error) === 'ENOENT' && !(error instanceof FolderError)
    ? 'its folder is not there'
    : explainFileError(error)
}

/** The code that the system or a part of Node gives an error; empty where it has none. */
export function getSystemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Whether the disk, the quota or the file system holds no more. */
export function isDiskFull(error: unknown): boolean {
  return NO_ROOM.has(getSystemCode(error))
}

/**
 * The error to throw where `file` could not be written because there is no room; undefined where that is not why.
 * `kept` goes on "Free some disk space and run the same command again".
 */
export function findDiskFullError(error: unknown, file: string, kept = ''): DocsError | undefined {
  if (!isDiskFull(error)) return undefined
  return new DocsError('DISK_FULL', `There is no space left to write ${file}.`, {
    hint: `Free some disk space and run the same command again${kept}.`,
    cause: error,
  })
}
