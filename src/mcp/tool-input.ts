// What the tools' arguments have in common. Many clients send null for an argument that they leave out, as the published server's schemas allow: here
// the two mean the same, so that defaults apply, and the schemas that models read stay plain.

import { z } from 'zod'
import { DocsError } from '../core/errors.ts'
import { LOCALES, type Locale, parseLocale } from '../core/locale.ts'

export function toolInput<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(withoutNulls, z.object(shape))
}

function withoutNulls(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))
}

export const LOCALE = z
  .string()
  .optional()
  .describe('Language to answer in. By default that of the query. Example: "ja_jp"')

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
