// What somebody is told who asked for something that failed. Where others than the operator may ask, nothing that is
// the operator's stands in it: no file of the machine and nothing of its configuration. Pure.

import type { DocsError, ErrorCode } from './errors.ts'
import { type CommandSetting, nameIndex } from './printed-commands.ts'

/** Who asks can do nothing about these, and they name files. */
const OPERATORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NOT_AN_INDEX',
  'INDEX_TOO_NEW',
  'INDEX_DAMAGED',
  'INDEX_UNREADABLE',
  'INDEX_READ_ONLY',
  'INDEX_BUSY',
  'NO_SQLITE',
  'DISK_FULL',
  'CRAWL_RUNNING',
  'BAD_CONFIG',
])

/** Whether the operator is to be told, in the log, what the asker is not. */
export function isForOperator({ code }: DocsError, { isPublic = false }: CommandSetting): boolean {
  return isPublic && OPERATORS.has(code)
}

export const ASK_OPERATOR = 'This server could not read what this needs; its log says why, and "doctor" what to do.'

/** What happened and what to do. */
export function explainToAsker(error: DocsError, setting: CommandSetting): string {
  return isForOperator(error, setting) ? ASK_OPERATOR : nameIndex(error.adviceFor(setting), setting.namedIndex)
}
