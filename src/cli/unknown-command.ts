// A first word that names no command.

import type { Command } from 'commander'
import { distance } from 'fastest-levenshtein'

/** Prints what was probably meant and ends the process with 1. */
export function rejectUnknownCommand(program: Command, [word = '']: readonly string[]): never {
  const near = program.commands
    .map((command) => command.name())
    .filter((name) => distance(word, name) <= Math.max(1, name.length / 3))
    .sort((a, b) => distance(word, a) - distance(word, b))
  const hint = near[0] === undefined ? '' : `\n(Did you mean ${near[0]}?)`
  program.error(`error: unknown command '${word}'${hint}`)
}
