// What the tools' arguments have in common. Many clients send null for an argument that they leave out, as the published server's schemas allow: here
// the two mean the same, so that defaults apply, and the schemas that models read stay plain.

import { z } from 'zod'
import { DocsError } from '../core/errors.ts'
import { LOCALES, type Locale, parseLocale } from '../core/locale.ts'
import { PARTITIONS } from '../core/model/partition.ts'

export function toolInput<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(withoutNulls, z.object(shape))
}

function withoutNulls(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))
}

/** Clients cut or refuse longer answers. */
const LONGEST_ANSWER = 40_000

/** Callers of the published server may ask for a million characters; they get as many as clients bear, and the way to go on. */
export const MAX_LENGTH = z.number().int().min(1).max(1_000_000)

export function withinLimit(maxLength: number, answers = 1): number {
  return Math.min(maxLength, Math.floor(LONGEST_ANSWER / answers))
}

export const ONE_URL = z
  .string()
  .min(1)
  .max(2000)
  .describe(
    'URL or path of a page, with or without locale, .html and #anchor. Example: "https://docs.aws.amazon.com/lambda/latest/dg/welcome.html"',
  )

/** A list, or one entry without the brackets. */
export function listOf<Entry extends z.ZodType<string>>(entry: Entry, most: number, least = 1) {
  return z.preprocess((input) => {
    const value = unwrapJson(input)
    return typeof value === 'string' ? [value] : value
  }, z.array(entry).min(least).max(most))
}

/** Some models send a list as its JSON text. */
export function unwrapJson(input: unknown): unknown {
  if (typeof input !== 'string' || !input.trimStart().startsWith('[')) return input
  try {
    return JSON.parse(input)
  } catch {
    return input
  }
}

export const LOCALE = z
  .string()
  .optional()
  .describe('Language to answer in. By default that of the query. Example: "ja_jp"')

export const PARTITION = z
  .enum(PARTITIONS)
  .optional()
  .describe(
    'Only that site: aws is docs.aws.amazon.com, aws-cn the China Regions (docs.amazonaws.cn). Example: "aws-cn"',
  )

/** In answers: absent for pages of docs.aws.amazon.com. */
export const PARTITION_OF = z.enum(PARTITIONS).optional()

/** Throws BAD_INPUT with the languages that there are. */
export function localeOf(text: string | undefined): Locale | undefined {
  const locale = text === undefined ? undefined : parseLocale(text)
  if (text === undefined || locale) return locale
  throw new DocsError('BAD_INPUT', `"${text.slice(0, 40)}" is not a language of the documentation.`, {
    hint: `Use one of ${LOCALES.join(', ')}.`,
  })
}

/** For tools that change nothing. `openWorld` says whether they may ask the live site. */
export function readOnly(openWorld: boolean) {
  return { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: openWorld }
}
