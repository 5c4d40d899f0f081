// changes: what changed in the documentation, page by page, as far back as the index has been watching.

import type { Command } from 'commander'
import { DocsError } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import { parseSince } from '../../core/platform/duration.ts'
import { quoteBriefly } from '../../core/text/shorten.ts'
import { describeRecord } from '../../read/describe-record.ts'
import type { ChangedPage, ChangeLog } from '../../read/read-changes.ts'
import { EXIT, makeIntegerParser, parseLocaleOption, print, runWithApp, talk } from '../command-context.ts'
import { formatGuideName } from '../format/crawl-progress.ts'
import { type Piece, printPieces } from '../terminal/style.ts'

interface ChangesOptions {
  readonly since: string
  readonly limit: number
  readonly locale?: Locale
  readonly text?: boolean
  readonly json?: boolean
}

export function registerChanges(program: Command): void {
  program
    .command('changes')
    .summary('list what changed in the documentation')
    .description(
      'Lists pages that were added, changed, moved or removed, newest first, with the sections that ' +
        'differ. The answer says how far back the record goes: nothing is known of what changed before a ' +
        'guide was first harvested.',
    )
    .argument('[guide]', 'catalog id, or URL of a page (default: every indexed guide)')
    .option('--since <when>', 'how far to look back: a span such as 30d, or a date such as 2026-09-01', '30d')
    .option('--limit <n>', 'changes to show', makeIntegerParser(1, 100_000), 100)
    .option('--locale <locale>', 'only guides in this language', parseLocaleOption)
    .option('--text', 'what the text said before and says now, as far as this index saw it change')
    .option('--json', 'the answer as one line of JSON')
    .action((guide: string | undefined, options: ChangesOptions, command: Command) =>
      showChanges(guide, options, command),
    )
}

async function showChanges(guide: string | undefined, options: ChangesOptions, command: Command): Promise<void> {
  const { limit, locale, json } = options
  await runWithApp(command, async (app) => {
    const now = app.clock.now()
    const since = parseTime(options.since, now)
    const log = await app.documentation.listChanges({
      ...(guide !== undefined && { guides: [guide] }),
      ...(locale && { locale }),
      since,
      limit,
    })
    // Of a guide that is not there in that language, listChanges says so itself.
    if (locale !== undefined && log.guides.length === 0) process.exitCode = EXIT.refused
    if (json) {
      print(toData(log, since))
      return
    }
    if (log.changes.length > 0) printPieces(log.changes.flatMap((change, at) => makePieces(change, at, options.text)))
    if (options.text && log.changes.some(hasNoText)) talk(NO_TEXT)
    for (const note of describeNotes(log, { since, now, locale })) talk(note)
  })
}

/** A span back from now, or a date. */
function parseTime(text: string, now: number): number {
  const since = parseSince(text, now)
  if (since !== undefined) return since
  throw new DocsError(
    'BAD_INPUT',
    `${quoteBriefly(text)} is neither a span of time such as 30d nor a date such as 2026-09-01.`,
  )
}

function makePieces(change: ChangedPage, index: number, isWithText = false): Piece[] {
  const { at, kind, title, url, guide, locale, sections, text, movedTo } = change
  const parts = sections ? Object.entries(sections).filter(([, titles]) => titles.length > 0) : []
  return [
    { text: `${index > 0 ? '\n' : ''}${formatDate(at)} ${kind.padEnd(7)} ` },
    { text: `${formatGuideName({ catalogId: guide, locale })}: ` },
    { text: title, style: 'title' },
    { text: `\n  ${url}${movedTo === undefined ? '' : ` is now ${movedTo}`}` },
    ...parts.map(([how, titles]) => ({ text: `\n  ${how}: ${titles.join('; ')}` })),
    ...(isWithText ? text.flatMap(makeTextPieces) : []),
  ]
}

function makeTextPieces({ section, removed, added }: ChangedPage['text'][number]): Piece[] {
  return [
    { text: `\n  ${section}`, style: 'title' },
    ...removed.map((line): Piece => ({ text: `\n    - ${line}`, style: 'removed' })),
    ...added.map((line): Piece => ({ text: `\n    + ${line}`, style: 'added' })),
  ]
}

function hasNoText({ kind, text }: ChangedPage): boolean {
  return kind === 'changed' && text.length === 0
}

const NO_TEXT =
  'Of some changes the text is not known: they were recorded before it was kept, came with a bundle, or were too long.'

function describeNotes(log: ChangeLog, asked: Parameters<typeof describeRecord>[1]): string[] {
  const { changes: shown, total } = log
  const notes: string[] = []
  if (total === 0) notes.push(`No change since ${formatDate(asked.since)}.`)
  if (total > shown.length) notes.push(`${total - shown.length} more; a larger --limit shows them.`)
  const record = describeRecord(log, asked)
  return [...notes, ...(record.length > 0 ? record : ['The record is whole for that time.'])]
}

function toData({ changes: shown, total, goesBackTo, guides }: ChangeLog, since: number) {
  const formatInstant = (time: number) => new Date(time).toISOString()
  return {
    since: formatInstant(since),
    goesBackTo: goesBackTo === undefined ? null : formatInstant(goesBackTo),
    guides: guides.map((one) => ({ ...one, goesBackTo: formatInstant(one.goesBackTo) })),
    total,
    changes: shown.map(({ at, ...change }) => ({ at: formatInstant(at), ...change })),
  }
}

function formatDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
