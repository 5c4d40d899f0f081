// The program: its commands and what all of them take. Commands load what they need when they run, so that starting stays quick.

import { Command, type Option } from 'commander'
import { productVersion } from '../core/product-version.ts'
import { printable } from '../core/text/printable.ts'
import { registerChanges } from './changes.ts'
import { registerCompletion } from './completion.ts'
import { registerCrawl } from './crawl.ts'
import { registerDoctor } from './doctor.ts'
import { registerExport } from './export.ts'
import { registerGuides } from './guides.ts'
import { registerHelp } from './help.ts'
import { addExamples } from './help-examples.ts'
import { registerImport } from './import.ts'
import { registerInit } from './init.ts'
import { registerKeygen } from './keygen.ts'
import { registerPublish } from './publish.ts'
import { registerPull } from './pull.ts'
import { registerRead } from './read.ts'
import { registerRefresh } from './refresh.ts'
import { registerSearch } from './search.ts'
import { registerServe } from './serve.ts'
import { registerSetup } from './setup.ts'
import { registerStatus } from './status.ts'
import { rejectUnknownCommand } from './unknown-command.ts'
import { registerVerify } from './verify.ts'

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
  const program = new Command('aws-docs-offline')
    .description('The AWS documentation, indexed on your own machine and answered over MCP.')
    .version(productVersion())
    .option('--index <file>', 'the index file (default: in the data folder of the operating system)')
    .option('--offline', 'open no socket at all')
    .showHelpAfterError('(--help says how)')
    .helpCommand(false)
    // What was typed is repeated in errors, and scripts type what they have read.
    .configureOutput({ writeErr: (text) => void process.stderr.write(printable(text)) })
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
