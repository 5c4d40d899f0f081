// The configuration file of another program: read whole, and replaced whole or not at all, with a backup beside it. A
// symbolic link stays one, and the file keeps its mode.

import { constants, copyFileSync, existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DocsError } from '../core/model/errors.ts'
import { explainFailedWriting, findDiskFullError } from '../core/platform/explain-file-error.ts'
import { makeFolder } from '../core/platform/make-folder.ts'
import { replaceFile } from '../core/platform/replace-file.ts'
import { makeUnreadableError } from './edit.ts'

/** Undefined when there is no such file. Throws DocsError BAD_CONFIG when it is no text in UTF-8. */
export function readConfig(file: string): string | undefined {
  const bytes = explainFileErrors(file, () => {
    if (existsSync(file)) return readFileSync(file)
    if (lstatSync(file, { throwIfNoEntry: false })) throw new Error('it is a symbolic link to a file that is not there')
    return undefined
  })
  if (!bytes) return undefined
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes) || text.includes('\0')) throw makeUnreadableError('it is no text in UTF-8')
  return text
}

export interface Written {
  /** The file as it was; undefined when there was none. */
  readonly backup: string | undefined
}

/**
 * Replaces what `before` was read from. Throws DocsError BAD_CONFIG when it has changed since, or cannot be written.
 */
export function writeConfig(file: string, before: string | undefined, text: string, now: number): Written {
  if (readConfig(file) !== before) {
    throw new DocsError('BAD_CONFIG', `${file} was changed by another program meanwhile.`, {
      hint: 'Close that program and run the command again; the file was left as it is.',
    })
  }
  return explainFileErrors(file, () => {
    if (before === undefined) {
      makeFolder(dirname(file))
      replaceFile(file, text, 0o600)
      return { backup: undefined }
    }
    const target = realpathSync(file)
    const backup = `${file}.${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}.bak`
    // Of two changes within a second the first one's backup is the one to keep.
    if (!existsSync(backup)) copyFileSync(target, backup, constants.COPYFILE_EXCL)
    replaceFile(target, text, statSync(target).mode & 0o7777)
    return { backup }
  })
}

function explainFileErrors<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DocsError) throw error
    const noRoom = findDiskFullError(error, file)
    if (noRoom) throw noRoom
    throw new DocsError('BAD_CONFIG', `${file} cannot be read or replaced: ${explainFailedWriting(error)}.`, {
      hint: 'Check who may write it and its folder, or put in by hand what the command prints without --write.',
      cause: error,
    })
  }
}
