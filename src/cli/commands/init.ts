// init: from nothing to an assistant that answers, in one command: choose guides, get them, set up what is found here.

import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { CLIENTS } from '../../clients/known-clients.ts'
import { describeCompleteness, SEARCHABLE_ALREADY } from '../../core/model/completeness.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import { EXIT, parseLocaleOption, print, runWithApp, talk } from '../command-context.ts'
import { formatGuideName } from '../format/crawl-progress.ts'
import { type GotGuides, getGuides } from '../init/get-guides.ts'
import { askForGuides, isYes, openDialogue } from '../init/questions.ts'
import { type ClientResult, listFoundClients, setUpClients } from '../init/set-up-found.ts'
import type { GlobalOptions } from '../program-options.ts'
import { isPassing, makeServerEntry, PASSING_WARNING } from '../server-entry.ts'

interface InitOptions {
  readonly guide?: string[]
  readonly locale?: Locale
  readonly yes?: boolean
  readonly from?: string
  readonly trust?: string
  readonly wait?: boolean
  readonly client?: string[]
  readonly setup: boolean
  readonly json?: boolean
}

export function registerInit(program: Command): void {
  program
    .command('init')
    .summary('choose guides, get them, and set up the assistants of this machine')
    .description(
      'Takes you from nothing to an assistant that answers. Asks which guides you want, beginning with ' +
        'those of what the project in this folder uses (SDK clients, CDK modules, Terraform resources, ' +
        'types in templates); gets them from the configured source, else harvests them in the background, ' +
        'where they can be searched as they come; and sets up the assistants that are found here, each ' +
        'with a backup of its file. With --guide or --yes it asks nothing. Run it again as you like: what ' +
        'is done is left alone.',
    )
    .option('--guide <id...>', 'guides to get: catalog ids, or URLs of pages')
    .option('--locale <locale>', 'language to get them in (default: that of the URL, else English)', parseLocaleOption)
    .option('--yes', 'get the guides of what the project in this folder uses, and ask nothing')
    .option('--from <folder|url>', 'source to pull from (default: AWS_DOCS_PULL_FROM; without one, the site)')
    .option('--trust <key>', 'file of the public key of that source (default: AWS_DOCS_TRUST)')
    .option('--wait', 'harvest in the foreground, and end when all is there')
    .option(
      '--client <id...>',
      `assistants to set up, of ${CLIENTS.map(({ id }) => id).join(', ')} (default: those found)`,
    )
    .option('--no-setup', 'set up no assistant')
    .option('--json', 'what was done as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, or on its way in the background; 1 wrong input; 2 done in part; 3 refused ' +
        '(no such guide, offline, nothing reachable, another writer).',
    )
    .action((options: InitOptions, command: Command) => runWithApp(command, (app) => init(app, options, command)))
}

interface Plan {
  readonly names: readonly string[]
  readonly clients: readonly string[]
  readonly isNoneFound: boolean
}

async function init(app: App, options: InitOptions, command: Command): Promise<void> {
  const { locale, from, trust, wait, json } = options
  const { chooseClient } = await import('../../clients/setup-client.ts')
  const clients = options.client?.map((id) => chooseClient(id).id)
  const plan = await makePlan(app, { ...options, ...(clients && { client: clients }) })
  const got = await getGuides(app, { names: plan.names, locale, from, trust, isWaiting: wait === true })
  const server = makeServerEntry(command.optsWithGlobals<GlobalOptions>(), {
    execPath: process.execPath,
    script: process.argv[1] ?? '',
    env: process.env,
  })
  const set = await setUpClients(app, plan.clients, server)
  if (json) print({ ...got, clients: set })
  else describe(got, set)
  if (plan.isNoneFound) {
    talk(
      'No assistant was found here. "aws-docs-offline setup" lists those that are known, and sets one up by its name.',
    )
  }
  if (set.length > 0 && isPassing(server.args[0] ?? '')) talk(PASSING_WARNING)
  process.exitCode = chooseExitCode(got, set)
}

async function makePlan(app: App, options: InitOptions): Promise<Plan> {
  const suggestions = await app.guides.suggest(process.cwd())
  const found = options.setup ? (options.client ?? (await listFoundClients(app)).map(({ id }) => id)) : []
  const ids = suggestions.map(({ catalogId }) => catalogId)
  const isNoneFound = options.setup && found.length === 0
  if (options.guide || options.yes) {
    const names = [...new Set([...(options.guide ?? []), ...(options.yes ? ids : [])])]
    if (names.length > 0) return { names, clients: found, isNoneFound }
    throw makeNoGuideError('Nothing in this folder says plainly what of AWS it uses.', [])
  }
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw makeNoGuideError('No guide was named, and there is no terminal to ask on.', ids)
  }
  const person = openDialogue()
  try {
    const names = await askForGuides(person, suggestions, await app.guides.listKnown())
    if (names.length === 0) throw makeNoGuideError('No guide was chosen.', ids)
    const isAsked = found.length > 0 && options.client === undefined
    const isSetUp = !isAsked || isYes(await person.ask(`Set up ${found.join(', ')} to use this? [Y/n] `))
    return { names, clients: isSetUp ? found : [], isNoneFound }
  } finally {
    person.close()
  }
}

function makeNoGuideError(message: string, suggested: readonly string[]): DocsError {
  const yes = suggested.length === 0 ? '' : `, or --yes for what this folder uses: ${suggested.join(', ')}`
  return new DocsError('BAD_INPUT', message, {
    hint:
      `Give --guide with the ids of guides, such as "--guide lambda-dg s3-userguide"${yes}. ` +
      '"aws-docs-offline guides find WORDS" finds them.',
  })
}

function describe({ guides, harvest }: GotGuides, clients: readonly ClientResult[]): void {
  for (const { id, locale, completeness } of guides) {
    const state = completeness ? describeCompleteness(completeness) : 'no page yet'
    print(`${formatGuideName({ catalogId: id, locale })}: ${state}`)
  }
  for (const { id, outcome, file, note } of clients) {
    print(`${id}: ${outcome} ${file}`)
    if (note !== '') talk(outcome === 'failed' ? `warning: ${note}` : note)
  }
  if (harvest?.kind === 'running') {
    talk(
      `It goes on in the background (process ${harvest.process}, log ${harvest.log}); "aws-docs-offline ` +
        'status" says how far it is.',
    )
    talk(`${SEARCHABLE_ALREADY} Try: aws-docs-offline search "your question"`)
  } else if (harvest?.log !== undefined && harvest.exitCode !== EXIT.ok) {
    // On a full disk the log has no word of it.
    const why = harvest.lastLine === '' ? `its log ${harvest.log} is empty` : harvest.lastLine
    talk(`The harvest ended with ${harvest.exitCode}: ${why}`)
    talk('Run the same command again to go on, or name a source with --from and its key with --trust.')
  }
}

function chooseExitCode({ harvest }: GotGuides, clients: readonly ClientResult[]): number {
  if (harvest?.kind === 'ended' && harvest.exitCode !== EXIT.ok) return harvest.exitCode
  return clients.some(({ outcome }) => outcome === 'failed') ? EXIT.partial : EXIT.ok
}
