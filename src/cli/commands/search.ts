// search: the same search that the MCP tool asks, for people and scripts.

import { type Command, Option } from 'commander'
import { DocsError } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import { PARTITIONS, type Partition } from '../../core/model/partition.ts'
import { quoteForShell } from '../../core/model/printed-commands.ts'
import type { MatchedWord } from '../../search/results/matched-words.ts'
import { collectOption, makeIntegerParser, parseLocaleOption, print, runWithApp, talk } from '../command-context.ts'
import { makeHitRows } from '../format/hit-rows.ts'
import { getScreen, printPieces } from '../terminal/style.ts'

interface SearchOptions {
  readonly limit: number
  readonly locale?: Locale
  readonly guide?: string[]
  readonly product?: string[]
  readonly guideType?: string[]
  readonly partition?: Partition
  readonly also?: string[]
  readonly json?: boolean
  readonly explain?: boolean
}

export function registerSearch(program: Command): void {
  program
    .command('search')
    .summary('search the index')
    .description('Searches the index, and the live site when the index holds too little and --offline is not given.')
    .argument('[words...]', 'a question, keywords, an identifier or an error message')
    .option('--limit <n>', 'pages to show', makeIntegerParser(1, 50), 5)
    .option('--locale <locale>', 'language to return (default: that of the query)', parseLocaleOption)
    .option('--guide <id...>', 'only these guides of the catalog, or all of a product')
    .option('--product <name...>', 'only these products, by a name or short name')
    .option('--guide-type <title...>', 'only guides with these titles, such as "Developer Guide"')
    .addOption(
      new Option('--partition <name>', 'only that site: aws-cn is docs.amazonaws.cn, of the China Regions').choices(
        PARTITIONS,
      ),
    )
    .option('--also <wording>', 'the same in other words, in any language; up to four times', collectOption)
    .option('--json', 'the answer as one line of JSON')
    .option('--explain', 'say what the words weigh and what adds to the score of each page')
    .action((words: string[], options: SearchOptions, command: Command) => search(words.join(' '), options, command))
}

async function search(text: string, options: SearchOptions, command: Command): Promise<void> {
  if (text.trim() === '')
    throw new DocsError('BAD_INPUT', 'No question was given.', {
      hint: 'Put it before --guide, --product and --guide-type, which take all that follows them, or behind "--".',
    })
  const { limit, locale, guide, product, guideType, partition, also, json, explain = false } = options
  await runWithApp(command, async (app) => {
    const chosen = guide && (await app.guides.chooseIds(guide))
    const answer = await app.documentation.search({
      text,
      limit,
      ...(locale && { locale }),
      ...(chosen && { guides: chosen }),
      ...(product && { products: product }),
      ...(guideType && { guideTypes: guideType }),
      ...(partition && { partition }),
      ...(also && { alsoPhrased: also }),
    })
    if (json) {
      print(answer)
      return
    }
    if (explain) print(`Words: ${answer.words.map(formatWord).join(', ')}\n`)
    if (answer.hits.length > 0) printPieces(makeHitRows({ ...answer, isExplained: explain }, getScreen(process.stdout)))
    if (explain) talk(`Coverage: ${answer.coverage.grade} (${answer.coverage.confidence.toFixed(2)}).`)
    if (answer.address !== undefined)
      talk(`That is the address of a page: "aws-docs-offline read ${quoteForShell(answer.address)}" shows it.`)
    if (answer.prices !== undefined) talk(answer.prices)
    if (answer.suggestion !== undefined) talk(answer.suggestion)
    if (answer.hint !== undefined) talk(answer.hint)
    if (answer.live.reason !== undefined) talk(`The live search was not used: ${answer.live.reason}.`)
  })
}

function formatWord({ term, weight, origin }: MatchedWord): string {
  return `${term} ${weight.toFixed(1)}${origin === 'typed' ? '' : ` (${origin})`}`
}
