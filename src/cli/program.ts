// The program: its commands and what all of them take. Commands load what they need when they run, so that starting
// stays quick.

import type { Command, Option } from 'commander'
import { getProductVersion } from '../core/platform/product-version.ts'
import { toPrintable } from '../core/text/printable.ts'
import { shortenQuoted } from '../core/text/shorten.ts'
import { registerChanges } from './commands/changes.ts'
import { registerCompletion } from './commands/completion.ts'
import { registerCrawl } from './commands/crawl.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerExport } from './commands/export.ts'
import { registerGuides } from './commands/guides.ts'
import { registerImport } from './commands/import.ts'
import { registerInit } from './commands/init.ts'
import { registerKeygen } from './commands/keygen.ts'
import { registerPublish } from './commands/publish.ts'
import { registerPull } from './commands/pull.ts'
import { registerRead } from './commands/read.ts'
import { registerRefresh } from './commands/refresh.ts'
import { registerSearch } from './commands/search.ts'
import { registerServe } from './commands/serve.ts'
import { registerSetup } from './commands/setup.ts'
import { registerStatus } from './commands/status.ts'
import { registerVerify } from './commands/verify.ts'
import { registerHelp } from './help/help.ts'
import { addExamples } from './help/help-examples.ts'
import { SuggestingCommand } from './help/suggesting-command.ts'
import { rejectUnknownCommand } from './help/unknown-command.ts'

const COMMANDS = [
  registerServe,
  registerInit,
  registerCrawl,
  registerRefresh,
  registerSearch,
  registerRead,
  registerGuides,
  registerStatus,
  registerChanges,
  registerDoctor,
  registerExport,
  registerImport,
  registerVerify,
  registerKeygen,
  registerPublish,
  registerPull,
  registerSetup,
  registerCompletion,
  registerHelp,
]

function isForCommands({ long }: Option): boolean {
  return long !== '--version'
}

export function createProgram(): Command {
  const program = new SuggestingCommand('aws-docs-offline')
    .description('The AWS documentation, indexed on your own machine and answered over MCP.')
    .version(getProductVersion())
    .option('--index <file>', 'the index file (default: in the data folder of the operating system)')
    .option('--offline', 'open no socket at all')
    .showHelpAfterError('(--help says how)')
    .helpCommand(false)
    // What was typed is repeated in errors, and scripts type what they have read.
    .configureOutput({
      writeErr: (text) => void process.stderr.write(toPrintable(text)),
      outputError: (text, write) => write(shortenQuoted(text)),
    })
    // The default command would be given whatever is none.
    .hook('preSubcommand', () => rejectUnknownCommand(program))
  // Commands take their settings from here when they are made.
  program.configureHelp({
    showGlobalOptions: true,
    visibleGlobalOptions: (command) => (command === program ? [] : program.options.filter(isForCommands)),
  })
  for (const register of COMMANDS) register(program)
  addExamples(program)
  return program
}
