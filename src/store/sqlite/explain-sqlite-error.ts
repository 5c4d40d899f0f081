// What SQLite says about a file, turned into what a person can act on. Result codes decide, since both bindings carry
// them; texts only where there is no code (opening fails before SQLite is asked).

import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { describeReplacing } from '../../core/model/printed-commands.ts'
import { explainFileError } from '../../core/platform/explain-file-error.ts'

// Primary result codes: https://sqlite.org/rescode.html
const CODES: Record<string, number> = {
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_NOMEM: 7,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_TOOBIG: 18,
  SQLITE_NOTADB: 26,
}
// What the schema of a damaged file comes to, without a code of its own.
const NOT_OUR_SCHEMA =
  /^no such (?:table|column|module|index|tokenizer|collation)|^vtable constructor failed|^error in tokenizer|^invalid fts5 file format/
const NEARLY_FULL_BYTES = 1024 * 1024

/** The DocsError for what a binding threw about `file`; what is no trouble with the file comes back as it was. */
export function explainSqliteError(error: unknown, file: string): unknown {
  if (error instanceof DocsError) return error
  const text = toMessage(error)
  switch (getResultCode(error)) {
    case CODES.SQLITE_BUSY:
    case CODES.SQLITE_LOCKED:
      return new DocsError('INDEX_BUSY', `${file} is locked by another process.`, {
        hint: 'Wait for the crawl or import that is running, then try again.',
        cause: error,
      })
    case CODES.SQLITE_NOTADB:
      return new DocsError('NOT_AN_INDEX', `${file} is not a SQLite database.`, {
        hint: 'Name another file with --index or AWS_DOCS_INDEX; this one was left as it is.',
        cause: error,
      })
    case CODES.SQLITE_FULL:
      return makeDiskFullError(error, file)
    case CODES.SQLITE_IOERR:
      // The shared-memory file beside a WAL cannot grow on a full disk either, and that is said as an I/O error.
      return isNearlyFull(file) ? makeDiskFullError(error, file) : makeUnreadableError(error, file, text)
    // A length in the file that is none asks for more memory than there is.
    case CODES.SQLITE_NOMEM:
    case CODES.SQLITE_TOOBIG:
      return makeUnreadableError(error, file, text)
    case CODES.SQLITE_CORRUPT:
      return makeDamagedError(error, file, text)
    case CODES.SQLITE_READONLY:
    case CODES.SQLITE_CANTOPEN:
      return makeReadOnlyError(error, file, text)
  }
  // Every statement is ours and was right when the file was opened.
  if (NOT_OUR_SCHEMA.test(text)) return makeUnreadableError(error, file, `it is not the index that it was (${text})`)
  if (/\b(ENOENT|EACCES|EROFS|EPERM|ENOTDIR|EISDIR|EEXIST)\b|directory does not exist/.test(text))
    return makeReadOnlyError(error, file, explainFileError(error))
  return /\bENOSPC\b/.test(text) ? makeDiskFullError(error, file) : error
}

/**
 * Whether the file itself is beyond use, and not only out of reach just now; also of an error that was explained
 * already.
 */
export function isBrokenFile(error: unknown): boolean {
  const code = getResultCode(error instanceof DocsError ? error.cause : error)
  return code === CODES.SQLITE_NOTADB || code === CODES.SQLITE_CORRUPT
}

/** Runs `work` and throws what explainSqliteError makes of its errors. */
export function runExplained<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw explainSqliteError(error, file)
  }
}

// better-sqlite3: code 'SQLITE_IOERR_WRITE'; node:sqlite: errcode 778, whose low byte is the primary code.
function getResultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  if (typeof errcode === 'number') return errcode & 0xff
  if (typeof code !== 'string') return undefined
  return CODES[code] ?? CODES[code.split('_').slice(0, 2).join('_')]
}

function makeDiskFullError(cause: unknown, file: string): DocsError {
  return new DocsError('DISK_FULL', `There is no space left to write ${file}.`, {
    hint: 'Free some disk space and run the same command again; everything committed so far is kept.',
    cause,
  })
}

function makeDamagedError(cause: unknown, file: string, text: string): DocsError {
  return new DocsError('INDEX_DAMAGED', `${file} is damaged: ${text}.`, {
    hint: (setting) => `${describeReplacing(setting)}; "aws-docs-offline doctor" tells what is wrong.`,
    cause,
  })
}

// A disk or a network folder that failed once says nothing about what the file holds.
function makeUnreadableError(cause: unknown, file: string, text: string): DocsError {
  return new DocsError('INDEX_UNREADABLE', `${file} could not be read or written just now: ${text}.`, {
    hint: 'Try again; if it says the same, "aws-docs-offline doctor" tells whether the file is whole.',
    cause,
  })
}

function makeReadOnlyError(cause: unknown, file: string, text: string): DocsError {
  return new DocsError('INDEX_READ_ONLY', `${file} cannot be opened here: ${text}.`, {
    hint: 'Check that the file and its folder exist and that you may write there, or name another with --index.',
    cause,
  })
}

function isNearlyFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file))
    return bavail * bsize < NEARLY_FULL_BYTES
  } catch {
    return false
  }
}
