// What an edit of a configuration is asked to do, and what it says when the text is not one that can be edited.

import { DocsError } from '../core/model/errors.ts'
import type { Values } from './known-clients.ts'

export interface EntryPlace {
  /** The key that holds all servers. */
  readonly container: string
  /** The key of ours. */
  readonly name: string
}

export interface Put extends EntryPlace {
  /** Set in any case; other keys of an entry that is there stay. */
  readonly entry: Values
  /** Set when there is no entry yet. */
  readonly initial: Values
}

/** Thrown without the name of the file, which the caller knows. */
export function makeUnreadableError(what: string, cause?: unknown): DocsError {
  return new DocsError('BAD_CONFIG', what, {
    hint: 'Fix it first, or put in by hand what the command prints without --write; the file was left as it is.',
    cause,
  })
}

/** Line ends as most of the text has them. */
export function detectLineEnd(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n'
}
