// setup: the configuration that makes an assistant start this server, printed or put in its place.

import { type Command, Option } from 'commander'
import type { SetupAnswer } from '../../app/clients.ts'
import { CLIENTS, PLATFORMS, type Platform } from '../../clients/known-clients.ts'
import { DocsError } from '../../core/model/errors.ts'
import { print, runWithApp, talk } from '../command-context.ts'
import type { GlobalOptions } from '../program-options.ts'
import { isPassing, makeServerEntry, PASSING_WARNING } from '../server-entry.ts'

interface SetupOptions {
  readonly write?: boolean
  readonly remove?: boolean
  readonly platform?: Platform
  readonly json?: boolean
}

export function registerSetup(program: Command): void {
  program
    .command('setup')
    .summary('set up an assistant to use this server')
    .description(
      'Prints the configuration that makes an assistant start this server, or puts it in its file, ' +
        'keeping everything else there and a backup beside it. Without a CLIENT lists those that are known ' +
        'and where their files are. An --index that is given here is passed on.',
    )
    .argument('[client]', `one of ${CLIENTS.map(({ id }) => id).join(', ')}`)
    .option('--write', 'put it in the file of the client')
    .option('--remove', 'take it out of the file again')
    .addOption(new Option('--platform <name>', 'show the file of another platform').choices(PLATFORMS))
    .option('--json', 'the answer as one line of JSON')
    .addHelpText('after', '\nExit codes: 0 done, 1 the file cannot be changed and is as it was.')
    .action((client: string | undefined, options: SetupOptions, command: Command) =>
      client === undefined ? list(options, command) : setUp(client, options, command),
    )
}

async function list({ json, write, remove }: SetupOptions, command: Command): Promise<void> {
  if (write || remove) {
    throw new DocsError('BAD_INPUT', 'No client was named.', { hint: '"aws-docs-offline setup" lists them.' })
  }
  await runWithApp(command, async (app) => {
    const clients = await app.clients.list()
    if (json) {
      print(clients)
      return
    }
    print(clients.map(({ id, state, file }) => `${id.padEnd(15)} ${state.padEnd(11)} ${file}`).join('\n'))
    talk('"aws-docs-offline setup CLIENT" shows what would be written, --write writes it, --remove takes it out again.')
  })
}

async function setUp(client: string, { write, remove, platform, json }: SetupOptions, command: Command): Promise<void> {
  if (write && remove) {
    throw new DocsError('BAD_INPUT', '--write and --remove were both given.', { hint: 'Give one of them.' })
  }
  const script = process.argv[1] ?? ''
  const server = makeServerEntry(command.optsWithGlobals<GlobalOptions>(), {
    execPath: process.execPath,
    script,
    env: process.env,
  })
  await runWithApp(command, async (app) => {
    const action = write ? 'write' : remove ? 'remove' : 'show'
    const answer = await app.clients.setUp({ client, action, server, platform })
    if (json) print(answer)
    else describe(answer, client)
    if (action !== 'remove' && isPassing(server.args[0] ?? '')) {
      talk(PASSING_WARNING)
    }
  })
}

function describe(answer: SetupAnswer, client: string): void {
  switch (answer.kind) {
    case 'shown':
      print(answer.config)
      talk(`${answer.name} reads this from ${answer.file}.`)
      talk(
        answer.isDistant
          ? 'The paths of Node and of the script are those of this machine: put those of the other one in their place.'
          : `"aws-docs-offline setup ${client} --write" puts it there, keeping everything else in the file.`,
      )
      return
    case 'written':
    case 'removed':
      print(answer.file)
      talk(`${answer.kind === 'written' ? 'Written' : 'Taken out'}. ${answer.afterwards}`)
      if (answer.backup !== undefined) talk(`The file as it was: ${answer.backup}`)
      return
    case 'unchanged':
      print(answer.file)
      talk('Nothing had to be changed.')
  }
}
