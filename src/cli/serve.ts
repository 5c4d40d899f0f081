// serve: the MCP server over standard input and output.

import type { Command } from 'commander'
import { stderrLogger } from '../core/logger.ts'
import { productVersion } from '../core/product-version.ts'
import { untilInterrupted, withApp } from './command-context.ts'
import { rejectUnknownCommand } from './unknown-command.ts'

export function registerServe(program: Command): void {
  program
    .command('serve', { isDefault: true })
    .summary('answer an assistant over MCP (the default)')
    .description('Answers over MCP on standard input and output, for assistants that start the server themselves.')
    // As the default command it is given whatever is no command.
    .allowExcessArguments()
    .action((_options: unknown, command: Command) => {
      if (command.args.length > 0) rejectUnknownCommand(program, command.args)
      return withApp(command, async (app) => {
        const { serveOverStdio } = await import('../mcp/stdio.ts')
        await serveOverStdio(app, productVersion(), stderrLogger, untilInterrupted('Stopping.'))
      })
    })
}
