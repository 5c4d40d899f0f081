// How long a query may be, on every surface, and what is said of a longer one.

import { DocsError } from './errors.ts'

/** More than a pasted error with its stack trace; a web address can carry it. */
export const LONGEST_QUERY = 10_000

/** Throws BAD_INPUT for a query over the limit. */
export function requireQueryLength({ length }: string): void {
  if (length > LONGEST_QUERY) throw new DocsError('BAD_INPUT', describeTooLong(length))
}

export function describeTooLong(length: number): string {
  return (
    `A query may be ${LONGEST_QUERY} characters long, and this one has ${length}. Of a long error, give ` +
    'the first and the last lines.'
  )
}
