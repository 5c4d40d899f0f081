// guides: the catalog, and what of it is indexed.

import type { Command } from 'commander'
import type { App } from '../app.ts'
import { findGuides, guideOfUrl } from '../core/catalog.ts'
import { parseDocUrl } from '../core/doc-url.ts'
import { DocsError } from '../core/errors.ts'
import type { CatalogGuide } from '../core/guide.ts'
import type { GuideSummary } from '../store/guide-rows.ts'
import { ageOf } from './age.ts'
import { print, talk, withApp } from './command-context.ts'

interface GuidesOptions {
  readonly json?: boolean
}

export function registerGuides(program: Command): void {
  const guides = program
    .command('guides')
    .summary('list the guides that can be harvested')
    .description('Lists the catalog: every guide that can be named by its id, and what of it is in the index.')
    .option('--json', 'one line of JSON')
    .action((options: GuidesOptions, command: Command) => withApp(command, (app) => list(app, app.catalog(), options)))
  guides
    .command('find')
    .description('Lists the guides whose id, title, product or path holds all the words.')
    .argument('<words...>', 'words to look for')
    .action((words: string[], _options: GuidesOptions, command: Command) =>
      // "guides --json" is an option of the parent, which takes it before "find" sees it.
      withApp(command, (app) =>
        list(
          app,
          requireFound(findGuides(app.catalog(), words), words),
          command.optsWithGlobals<GuidesOptions>(),
          words,
        ),
      ),
    )
  guides
    .command('add')
    .description('Adds a guide to the catalog by the URL of any of its pages.')
    .argument('<url>', 'URL of a page of the guide')
    .action((url: string, _options: unknown, command: Command) => withApp(command, async (app) => add(app, url)))
}

async function list(
  app: App,
  catalog: readonly CatalogGuide[],
  options: GuidesOptions,
  words: readonly string[] = [],
): Promise<void> {
  const { guides: indexed } = await app.status()
  const rows = [...catalog, ...unlisted(app.catalog(), indexed, words)].map((guide) => ({
    ...guide,
    indexed: indexed
      .filter(({ base }) => base === guide.base)
      .map(({ locale, pages, oldest, newest }) => ({ locale, pages, oldest, newest })),
  }))
  if (options.json) {
    print(rows)
    return
  }
  const width = Math.max(...rows.map(({ id }) => id.length))
  const now = app.clock.now()
  print(
    rows
      .map(({ id, product, title, locales, indexed: copies }) => {
        const state = copies
          .map(
            ({ locale, pages, oldest }) =>
              `${locale}: ${pages} pages${oldest === undefined ? '' : `, ${ageOf(oldest, now)}`}`,
          )
          .join('; ')
        const name = title.startsWith(product) ? title : `${product} ${title}`
        return `${id.padEnd(width)}  ${name} [${locales.join(' ')}]${state === '' ? '' : `  (${state})`}`
      })
      .join('\n'),
  )
}

// Guides that were harvested by URL and never added.
function unlisted(
  catalog: readonly CatalogGuide[],
  indexed: readonly GuideSummary[],
  words: readonly string[],
): CatalogGuide[] {
  const known = new Set(catalog.map(({ base }) => base))
  const found = new Map<string, CatalogGuide>()
  for (const { base, catalogId: id, product, title, locale } of indexed) {
    if (known.has(base)) continue
    const locales = [...(found.get(base)?.locales ?? []), locale]
    found.set(base, { id, title, product, base, locales })
  }
  return findGuides([...found.values()], words)
}

function requireFound(guides: CatalogGuide[], words: readonly string[]): CatalogGuide[] {
  if (guides.length > 0) return guides
  throw new DocsError('UNKNOWN_GUIDE', `No guide of the catalog holds all of: ${words.join(' ')}.`, {
    hint: 'Use fewer words, or add a guide by the URL of one of its pages: "aws-docs-offline guides add URL".',
  })
}

function add(app: App, text: string): void {
  const url = parseDocUrl(text)
  if (!url) {
    throw new DocsError('OUT_OF_SCOPE', `"${text.slice(0, 200)}" is not a page of a guide of the AWS documentation.`, {
      hint: 'Give the URL of one of its pages, such as https://docs.aws.amazon.com/lambda/latest/dg/welcome.html.',
    })
  }
  const guide = guideOfUrl(app.catalog(), url)
  const known = app.catalog().some(({ base }) => base === guide.base)
  if (!known) app.addGuide({ ...guide, locales: [...new Set([...guide.locales, url.locale])] })
  print(guide.id)
  talk(
    known
      ? `The guide at ${guide.base} is in the catalog already.`
      : `Added. "aws-docs-offline crawl ${guide.id}" harvests it.`,
  )
}
