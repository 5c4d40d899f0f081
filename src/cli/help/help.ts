// help: how a command is used, for those who ask by a word and not by an option.

import type { Command } from 'commander'
import { requireCommand } from './unknown-command.ts'

export function registerHelp(program: Command): void {
  program
    .command('help')
    .summary('say how a command is used')
    .description('Says how a command is used, as its --help does; without a command, which commands there are.')
    .argument('[command...]', 'a command, such as crawl, or guides find')
    .action((words: string[]) => words.reduce(requireCommand, program).help())
}
