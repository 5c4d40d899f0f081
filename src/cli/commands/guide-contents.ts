// guides contents: the table of contents of an indexed guide, as many levels as fit.

import type { Command } from 'commander'
import { findFolder, type GuideContents } from '../../app/index/guide-contents.ts'
import { formatDocUrl } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import { getFullTitle } from '../../core/model/guide.ts'
import type { Locale } from '../../core/model/locale.ts'
import { shorten } from '../../core/text/shorten.ts'
import { makeIntegerParser, parseLocaleOption, print, runWithApp, talk } from '../command-context.ts'

interface ContentsOptions {
  readonly start: number
  readonly limit: number
  readonly locale?: Locale
  readonly json?: boolean
}

/** Puts it below the command `guides`. */
export function registerContents(guides: Command): void {
  guides
    .command('contents')
    .description(
      'Lists the contents of an indexed guide, or of one chapter of it; with words, the entries that hold them.',
    )
    .argument('<guide>', 'catalog id, or URL of a page: the contents below it')
    .argument('[words...]', 'words to look for in titles and names of pages')
    .option('--limit <n>', 'entries to show; as many levels as fit', makeIntegerParser(1, 100_000), 60)
    .option('--start <n>', 'entry to begin at', makeIntegerParser(0, 100_000), 0)
    .option('--locale <locale>', 'language of the contents', parseLocaleOption)
    .option('--json', 'the same as one line of JSON')
    .action((guide: string, words: string[], _options: unknown, command: Command) =>
      showContents(guide, words, command),
    )
}

async function showContents(of: string, words: readonly string[], command: Command): Promise<void> {
  // --json is an option of the parent too, which takes it.
  const { start: startIndex, limit, locale, json } = command.optsWithGlobals<ContentsOptions>()
  await runWithApp(command, async (app) => {
    const found = await app.guides.getContents({ of, words, locale, startIndex, limit })
    const { guide, part, others } = found
    if (json) print(toData(found))
    if (words.length > 0 && part.total === 0) throw makeNoEntryError(words, found)
    if (json) return
    talk(`${[`${getFullTitle(guide)} (${guide.locale})`, ...part.trail].join(' > ')}`)
    if (part.rows.length > 0) print(formatText(found))
    else talk(part.total > 0 ? `The contents end at entry ${part.total}.` : 'It has no contents.')
    if (part.nextIndex !== undefined) talk(`--start ${part.nextIndex} goes on (${part.total} entries in all).`)
    if (others.length > 0) talk(`The guide is indexed in ${others.join(', ')} too.`)
  })
}

function makeNoEntryError(words: readonly string[], { guide, part }: GuideContents): DocsError {
  const place = [getFullTitle(guide), ...part.trail].join(' > ')
  const asked = shorten(words.join(' '))
  return new DocsError(
    'PAGE_NOT_FOUND',
    `No entry of the contents of ${place} (${guide.locale}) holds all of: ${asked}.`,
    {
      hint: `Use fewer words, or search the text: "aws-docs-offline search WORDS --guide ${guide.catalogId}".`,
    },
  )
}

function formatText({ guide, part }: GuideContents): string {
  const folder = findFolder(guide)
  return part.rows
    .map(({ title, page, level, pagesBelow }) => {
      const below = pagesBelow > 0 ? ` (${pagesBelow} below)` : ''
      const url = page === undefined ? '' : `  ${formatDocUrl(folder + page)}`
      return `${'  '.repeat(level - 1)}${title}${below}${url}`
    })
    .join('\n')
}

function toData({ guide, part, others }: GuideContents) {
  const folder = findFolder(guide)
  const rows = part.rows.map(({ page, ...row }) => ({
    ...row,
    ...(page !== undefined && { url: formatDocUrl(folder + page) }),
  }))
  return { id: guide.catalogId, locale: guide.locale, otherLocales: others, ...part, rows }
}
