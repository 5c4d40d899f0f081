// read: a page as Markdown on stdout; where it came from on stderr.

import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { DocsError } from '../../core/model/errors.ts'
import { formatSuggestion } from '../../core/text/near-names.ts'
import { quoteBriefly } from '../../core/text/shorten.ts'
import type { PageReading } from '../../read/read-page.ts'
import type { SectionsReading } from '../../read/read-sections.ts'
import { collectOption, EXIT, makeIntegerParser, print, runWithApp, talk } from '../command-context.ts'
import { renderMarkdownLines } from '../terminal/markdown-screen.ts'
import { getScreen, type Piece, printPieces } from '../terminal/style.ts'

interface ReadOptions {
  readonly section?: string[]
  readonly start: number
  readonly maxLength?: number
  readonly fresh?: boolean
  readonly json?: boolean
}

export function registerRead(program: Command): void {
  program
    .command('read')
    .summary('print a page as Markdown')
    .description('Prints a page of the documentation as Markdown: from the index, else from the live site.')
    .argument('<url>', 'URL or path of a page, with or without an #anchor')
    .option(
      '--section <title>',
      'only this section, by title, path ("Limits > Quotas") or anchor; may be repeated',
      collectOption,
    )
    .option('--start <n>', 'character of the page to begin at', makeIntegerParser(0, 100_000_000), 0)
    .option('--max-length <n>', 'characters to print (default: all)', makeIntegerParser(1, 100_000_000))
    .option('--fresh', 'ask the live site even when the page is indexed')
    .option('--json', 'the page and what is known of it as one line of JSON')
    .action((url: string, options: ReadOptions, command: Command) => read(url, options, command))
}

async function read(url: string, options: ReadOptions, command: Command): Promise<void> {
  if (options.section && options.start > 0) {
    throw new DocsError('BAD_INPUT', '--section and --start were both given.', { hint: 'Give one of them.' })
  }
  const { section: titles } = options
  await runWithApp(command, (app) => (titles ? readSections(app, url, titles, options) : readWhole(app, url, options)))
}

async function readWhole(app: App, url: string, { start, maxLength, fresh, json }: ReadOptions): Promise<void> {
  const page = await app.documentation.read({
    url,
    startIndex: start,
    maxLength: maxLength ?? Number.MAX_SAFE_INTEGER,
    ...(fresh && { fresh }),
  })
  if (json) {
    print(page)
    return
  }
  tellSource(page)
  if (page.markdown !== '') printMarkdown(page.markdown)
  if (page.endIndex < page.totalLength)
    talk(`Cut; --start ${page.endIndex} goes on (${page.totalLength} characters in all).`)
}

async function readSections(app: App, url: string, titles: readonly string[], options: ReadOptions): Promise<void> {
  const { maxLength = Number.MAX_SAFE_INTEGER, fresh, json } = options
  const reading = await app.documentation.readSections({ url, titles, maxLength, ...(fresh && { fresh }) })
  if (reading.missing.length > 0) process.exitCode = EXIT.partial
  if (json) {
    print(reading)
    return
  }
  tellSource(reading)
  for (const title of titles) {
    const [first, ...more] = reading.found.filter(({ requested }) => requested === title)
    if (first?.isNear) talk(`No section is called ${quoteBriefly(title)}; this is "${first.title}".`)
    if (first && more.length > 0) talk(`${more.length + 1} sections of the page are called "${first.title}".`)
  }
  printMarkdown(reading.found.map(({ markdown }) => markdown).join('\n\n'))
  for (const { requested, closest } of reading.missing) {
    talk(`No section ${quoteBriefly(requested)} here. ${formatSuggestion(closest)}`)
  }
  const cut = reading.found.find(({ continueAt }) => continueAt !== undefined)
  if (cut) talk(`Cut; without --section, --start ${cut.continueAt} goes on.`)
}

function tellSource({ url, partition, source, fetchedAt, notice }: PageReading | SectionsReading): void {
  talk(`${url} (${partition ? `${partition}, ` : ''}${source}, ${new Date(fetchedAt).toISOString().slice(0, 10)})`)
  if (notice !== undefined) talk(notice)
}

// What is piped stays the Markdown that it is.
function printMarkdown(markdown: string): void {
  const screen = getScreen(process.stdout)
  if (!screen.isTerminal) {
    print(markdown.trimEnd())
    return
  }
  const lines = renderMarkdownLines(markdown.trimEnd(), screen)
  printPieces(
    lines.map(
      ({ text, kind }, at): Piece => ({
        text: `${at > 0 ? '\n' : ''}${text}`,
        style: kind === 'heading' ? 'title' : kind === 'fence' ? 'quiet' : undefined,
      }),
    ),
  )
}
