// A folder that could not be made: which, and why in words and not in the codes of the system.

import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { toMessage } from '../model/errors.ts'

export class FolderError extends Error {
  override readonly name = 'FolderError'
  readonly folder: string
  /** Goes on "cannot be made: ". */
  readonly reason: string
  /** The system's, as of the error that it gave. */
  readonly code: string
  readonly syscall = 'mkdir'

  constructor(folder: string, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const reason = explain(folder, code) ?? toMessage(cause)
    super(`the folder ${folder} cannot be made: ${reason}`, { cause })
    this.folder = folder
    this.reason = reason
    this.code = code
  }
}

function explain(folder: string, code: string): string | undefined {
  const parent = dirname(folder)
  switch (code) {
    case 'EEXIST':
      return existsSync(folder)
        ? `${folder} is a file and no folder`
        : 'there is a link of that name, to something that is not there'
    case 'ENOTDIR':
      return `${findFile(parent)} is a file and no folder`
    case 'ENOENT':
      return `the system makes none in ${parent}`
    case 'EACCES':
    case 'EPERM':
      return `this user may make none in ${parent}`
    case 'EROFS':
      return `the disk of ${parent} is read-only`
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk of ${parent} is full`
    case 'ENAMETOOLONG':
      return 'its name is too long'
    default:
      return undefined
  }
}

// What was made a moment ago is a folder, so that it is the first one that there is.
function findFile(path: string): string {
  let file = path
  while (!existsSync(file) && dirname(file) !== file) file = dirname(file)
  return statSync(file).isDirectory() ? path : file
}
