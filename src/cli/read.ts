// read: a page as Markdown on stdout; where it came from on stderr.

import type { Command } from 'commander'
import { integerOption, print, talk, withApp } from './command-context.ts'

interface ReadOptions {
  readonly section?: string
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
    .option('--section <title>', 'begin at this section, by title or anchor')
    .option('--start <n>', 'character to begin at', integerOption(0, 100_000_000), 0)
    .option('--max-length <n>', 'characters to print (default: all)', integerOption(1, 100_000_000))
    .option('--fresh', 'ask the live site even when the page is indexed')
    .option('--json', 'the page and what is known of it as one line of JSON')
    .action((url: string, options: ReadOptions, command: Command) => read(url, options, command))
}

async function read(
  url: string,
  { section, start, maxLength, fresh, json }: ReadOptions,
  command: Command,
): Promise<void> {
  await withApp(command, async (app) => {
    const page = await app.documentation.read({
      url,
      startIndex: start,
      maxLength: maxLength ?? Number.MAX_SAFE_INTEGER,
      ...(section !== undefined && { section }),
      ...(fresh && { fresh }),
    })
    if (json) {
      print(page)
      return
    }
    talk(
      `${page.url} (${page.partition ? `${page.partition}, ` : ''}${page.source}, ${new Date(page.fetchedAt).toISOString().slice(0, 10)})`,
    )
    if (page.notice !== undefined) talk(page.notice)
    print(page.markdown.trimEnd())
    if (page.endIndex < page.totalLength)
      talk(`Cut; --start ${page.endIndex} goes on (${page.totalLength} characters in all).`)
  })
}
