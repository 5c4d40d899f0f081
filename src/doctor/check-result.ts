// What an examination finds: one thing looked at, how bad it is, and what to do about it.

import { DocsError, toMessage } from '../core/model/errors.ts'
import { type CommandSetting, USUAL_SETTING } from '../core/model/printed-commands.ts'

/** `warning`: works, and somebody should look at it. `error`: something does not work. */
export type Level = 'ok' | 'warning' | 'error'

export interface CheckResult {
  /** What was looked at: a stable name. */
  readonly check: string
  readonly level: Level
  readonly message: string
  /** What to do; undefined when all is well. */
  readonly remedy: string | undefined
}

export function makeOk(check: string, message: string): CheckResult {
  return { check, level: 'ok', message, remedy: undefined }
}

export function makeWarning(check: string, message: string, remedy: string): CheckResult {
  return { check, level: 'warning', message, remedy }
}

export function makeError(check: string, message: string, remedy: string): CheckResult {
  return { check, level: 'error', message, remedy }
}

/** A DocsError says itself what to do; `remedy` is for anything else. */
export function makeFailure(
  check: string,
  error: unknown,
  remedy: string,
  setting: CommandSetting = USUAL_SETTING,
): CheckResult {
  const own = error instanceof DocsError ? error.hintFor(setting) : undefined
  // Who reads this has asked it.
  const told = own?.replace(/; "aws-docs-offline doctor" tells what is wrong(?=\.)/, '')
  return makeError(check, toMessage(error), told ?? remedy)
}
