// What the tools' arguments have in common. Schemas here are plain; what models send instead is led to them by
// tools/read-arguments.ts.

import { z } from 'zod'
import { type Locale, makeUnknownLocaleError, parseLocale } from '../../core/model/locale.ts'
import { PARTITIONS } from '../../core/model/partition.ts'

/** Clients cut or refuse longer answers. */
const LONGEST_ANSWER = 40_000

/**
 * Callers of the published server may ask for a million characters; they get as many as clients bear, and the way to go
 * on.
 */
export const MAX_LENGTH = z.number().int().min(1)

export function limitLength(maxLength: number, answers = 1): number {
  return Math.min(maxLength, Math.floor(LONGEST_ANSWER / answers))
}

export const ONE_URL = z
  .string()
  .min(1)
  .max(2000)
  .describe(
    'URL or path of a page, with or without locale, .html and #anchor. Example: "/lambda/latest/dg/welcome.html"',
  )

export const LOCALE = z
  .string()
  .optional()
  .describe('Language to answer in. By default that of the query. Example: "ja_jp"')

export const PARTITION = z
  .enum(PARTITIONS)
  .optional()
  .describe('Only that site; aws-cn is the China Regions. Example: "aws-cn"')

/** In answers: absent for pages of docs.aws.amazon.com. */
export const PARTITION_OF = z.enum(PARTITIONS).optional()

/** Throws BAD_INPUT with the languages that there are. */
export function findLocale(text: string | undefined): Locale | undefined {
  const locale = text === undefined ? undefined : parseLocale(text)
  if (text === undefined || locale) return locale
  throw makeUnknownLocaleError(text)
}

/**
 * For tools that change nothing, of which idempotentHint says nothing. `openWorld` says whether they may ask the live
 * site.
 */
export function makeReadOnlyHints(openWorld: boolean) {
  return { readOnlyHint: true, destructiveHint: false, openWorldHint: openWorld }
}
