// A word that should name a command and does not.

import type { Command } from 'commander'
import { distance } from 'fastest-levenshtein'
import { shorten } from '../../core/text/shorten.ts'

/**
 * Ends the process with 1 where the words that were given to the program begin with one that is neither a command nor
 * an option.
 */
export function rejectUnknownCommand(program: Command): void {
  const [word] = program.args
  if (word !== undefined && !word.startsWith('-')) requireCommand(program, word)
}

/** Prints what was probably meant and ends the process with 1 when there is no such command below `parent`. */
export function requireCommand(parent: Command, word: string): Command {
  const found = parent.commands.find((command) => command.name() === word)
  if (found) return found
  const [near] = parent.commands
    .map((command) => command.name())
    .filter((name) => distance(word, name) <= Math.ceil(name.length / 3))
    .sort((a, b) => distance(word, a) - distance(word, b))
  parent.error(`error: unknown command '${shorten(word)}'${near === undefined ? '' : `\n(Did you mean ${near}?)`}`)
}
