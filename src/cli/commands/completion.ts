// completion: the script that makes a shell complete commands, options and guides; and the answers that the script asks
// for.

import { Argument, type Command } from 'commander'
import type { App } from '../../app.ts'
import { CLIENTS } from '../../clients/known-clients.ts'
import { LOCALES } from '../../core/model/locale.ts'
import { print, runWithApp } from '../command-context.ts'
import { completeWords } from '../completion/complete-words.ts'
import { formatCompletion, SCRIPTS, SHELLS, type Shell } from '../completion/completion-scripts.ts'

export function registerCompletion(program: Command): void {
  program
    .command('completion')
    .summary('print the completion script of a shell')
    .description(
      'Prints a script that completes commands, options and ids of guides in your shell: source ' +
        '<(aws-docs-offline completion bash), or the same with zsh, or aws-docs-offline completion fish | ' +
        'source. The script asks the program itself for what could follow; words after -- are such a ' +
        'question.',
    )
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(SHELLS))
    .argument('[words...]', 'after --: the words of a command line, the last of them being typed')
    .action(async (shell: Shell, words: string[], _options: unknown, command: Command) => {
      if (words.length === 0) print(SCRIPTS[shell])
      else await runWithApp(command, (app) => answer(app, shell, words, program))
    })
}

async function answer(app: App, shell: Shell, words: readonly string[], program: Command): Promise<void> {
  const guides = await listGuideIds(app)
  const readValues = (name: string) => {
    if (name === 'guide') return guides
    if (name === 'locale') return LOCALES
    if (name === 'command') return program.commands.map((command) => command.name())
    return name === 'client' ? CLIENTS.map(({ id }) => id) : undefined
  }
  const text = formatCompletion(shell, completeWords(program, words, readValues))
  if (text !== '') print(text)
}

// Those of the catalog, and those that were harvested by URL. Whoever is typing is not told that the index is damaged.
async function listGuideIds(app: App): Promise<string[]> {
  const guides = await app.guides.listKnown().catch(() => app.guides.listCatalog())
  return guides.map(({ id }) => id).sort()
}
