// The tool whats_changed: what changed in the documentation since a day, page by page, and how far back the record
// goes.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { DocsError } from '../../core/model/errors.ts'
import { parseSince } from '../../core/platform/duration.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { quoteBriefly } from '../../core/text/shorten.ts'
import { describeRecord } from '../../read/describe-record.ts'
import type { ChangedPage, ChangeLog } from '../../read/read-changes.ts'
import { fitAnswer } from '../answer/answer-budget.ts'
import { makeStructuredResult } from '../answer/tool-result.ts'
import { findLocale, LOCALE } from '../arguments/tool-input.ts'
import { registerTool } from './register-tool.ts'

const INPUT = z.object({
  guide: z
    .string()
    .max(2000)
    .optional()
    .describe('Only this guide, by its id or the URL of a page. Example: "lambda-dg"'),
  since: z.string().max(40).default('30d').describe('A span back from now, or a date. Example: "7d" or "2026-09-01"'),
  limit: z.number().int().min(1).max(200).default(20).describe('Most changes to return, newest first. Example: 50'),
  locale: LOCALE.describe('Only guides in this language. Example: "ja_jp"'),
})

const CHANGE = z.object({
  at: z.string(),
  kind: z.enum(['added', 'changed', 'removed', 'moved']),
  url: z.string(),
  title: z.string(),
  product: z.string(),
  guide: z.string(),
  locale: z.string(),
  sections: z
    .object({ added: z.array(z.string()), removed: z.array(z.string()), edited: z.array(z.string()) })
    .optional(),
  moved_to: z.string().optional(),
})

const OUTPUT = z.object({
  since: z.string(),
  /** From when on the record is whole; absent when nothing is indexed. */
  record_begins: z.string().optional(),
  total: z.number(),
  changes: z.array(CHANGE),
  hint: z.string().optional(),
})

type Output = z.infer<typeof OUTPUT>

export function registerWhatsChanged(server: McpServer, app: App, logger: Logger): void {
  registerTool(server, app, logger, 'whats_changed', {
    title: 'What changed',
    description:
      'Lists pages that were added, changed, moved or removed since a day, newest first, with the ' +
      'sections that differ. Dates are when this index saw the change. The answer says how far back the ' +
      'record goes.',
    input: INPUT,
    output: OUTPUT,
    openWorld: false,
    answer: async ({ guide, since: asked, limit, locale: language }, { mostTokens }) => {
      const locale = findLocale(language)
      const now = app.clock.now()
      const since = parseTime(asked, now)
      const log = await app.documentation.listChanges({
        ...(guide !== undefined && { guides: [guide] }),
        ...(locale && { locale }),
        since,
        limit,
      })
      const render = (some: ChangeLog) => {
        const output = describe(some, { since, now, locale })
        return makeStructuredResult(output, formatText(output))
      }
      const dropOne = (some: ChangeLog) =>
        some.changes.length > 0 ? { ...some, changes: some.changes.slice(0, -1) } : undefined
      return fitAnswer(log, render, dropOne, mostTokens)
    },
  })
}

function parseTime(text: string, now: number): number {
  const since = parseSince(text, now)
  if (since !== undefined) return since
  throw new DocsError('BAD_INPUT', `${quoteBriefly(text)} is neither a span of time nor a date.`, {
    hint: 'Write "30d", "12h" or "2026-09-01".',
  })
}

function describe(log: ChangeLog, asked: Parameters<typeof describeRecord>[1]): Output {
  const { changes, total, goesBackTo } = log
  const hints = [
    ...describeRecord(log, asked),
    total > changes.length ? `${formatCount(total - changes.length, 'more change')}; a larger limit gives all.` : '',
  ].filter(Boolean)
  return {
    since: new Date(asked.since).toISOString(),
    ...(goesBackTo !== undefined && { record_begins: new Date(goesBackTo).toISOString() }),
    total,
    changes: changes.map(describeChange),
    ...(hints.length > 0 && { hint: hints.join(' ') }),
  }
}

function describeChange({ at, kind, url, title, product, guide, locale, sections, movedTo }: ChangedPage) {
  return {
    at: new Date(at).toISOString(),
    kind,
    url,
    title,
    product,
    guide,
    locale,
    ...(sections && {
      sections: { added: [...sections.added], removed: [...sections.removed], edited: [...sections.edited] },
    }),
    ...(movedTo !== undefined && { moved_to: movedTo }),
  }
}

function formatText({ since, changes, hint, record_begins: begins }: Output): string {
  const rows = changes.map(({ at, kind, url, title, guide, locale, sections, moved_to: movedTo }) =>
    [
      `${at.slice(0, 10)} ${kind}: ${title} (${guide}, ${locale})`,
      movedTo === undefined ? url : `${url} is now ${movedTo}`,
      ...Object.entries(sections ?? {}).flatMap(([how, titles]) =>
        titles.length > 0 ? [`${how}: ${titles.join('; ')}`] : [],
      ),
    ].join('\n'),
  )
  // Where it begins later, the hint says so.
  const record = begins === undefined || begins > since ? '' : `; the record begins ${begins.slice(0, 10)}`
  const none = `No change is recorded since ${since.slice(0, 10)}${record}.`
  return [rows.length === 0 ? none : rows.join('\n\n'), hint ?? ''].filter(Boolean).join('\n\n')
}
