// A command that says, of an option that it does not have, which one was probably meant. Commander itself counts
// letters only: it finds `--limit` for `--lmit`, and nothing for `--delay`, `-limit` or `--lmit=3`.

import { Command } from 'commander'
import { distance } from 'fastest-levenshtein'
import { findNearNames } from '../../core/text/near-names.ts'
import { shorten } from '../../core/text/shorten.ts'

/** Shorter parts of a name tell nothing: `--no-…`. */
const SHORTEST_PART = 4

export class SuggestingCommand extends Command {
  override createCommand(name?: string): Command {
    return new SuggestingCommand(name)
  }

  /** Commander calls this, though its types do not name it. */
  unknownOption(flag: string): never {
    // What is joined to an option is its value.
    const [typed = flag] = flag.split('=', 1)
    this.error(`error: unknown option '${shorten(typed)}'${formatSuggestion(this, typed)}`, {
      code: 'commander.unknownOption',
    })
  }
}

function formatSuggestion(command: Command, flag: string): string {
  const name = toName(flag)
  const commands = listCommands(findRoot(command)).filter((one) => listOptionNames(one).includes(name))
  // Before the word for the command an option is taken for one of the default command.
  const behind = commands.find((one) => one !== command && isTypedBehind(one, command))
  if (behind) return `\n(--${name} is an option of ${behind.name()}: write it behind "${behind.name()}".)`
  const [first, ...others] = findNearOptions(name, listOptionNames(command)).map((one) => `--${one}`)
  if (first !== undefined && others.length === 0) return `\n(Did you mean ${first}?)`
  if (first !== undefined) return `\n(Did you mean one of ${[first, ...others].join(', ')}?)`
  return commands.length === 0 ? '' : `\n(--${name} is an option of ${commands.map(formatCommandName).join(', ')}.)`
}

// Of a command below the program only: the default command is one of those, and is given all that is typed.
function isTypedBehind(one: Command, taken: Command): boolean {
  const { parent } = taken
  return (
    parent !== null && one.parent === parent && !parent.args.includes(taken.name()) && parent.args.includes(one.name())
  )
}

/** The nearest kind that there is: holding the typed name, written nearly like it, held by it. */
function findNearOptions(name: string, known: readonly string[]): string[] {
  if (name.length < 2) return []
  const holding = known.filter((one) => `-${one}`.includes(`-${name}`))
  if (holding.length > 0) return holding
  const near = findNearNames(name, known)
  if (near.length > 0) return near
  const swapped = known.filter((one) => distance(name, one) <= Math.ceil(one.length / 3))
  if (swapped.length > 0) return swapped
  // `--page-limit` where there is `--limit` or `--max-pages`.
  const parts = name.split('-').filter((part) => part.length >= SHORTEST_PART)
  const held = known.filter((one) => parts.includes(one))
  return held.length > 0 ? held : [...new Set(parts.flatMap((part) => findNearNames(part, known)))]
}

// `-limit`, `--maxPages` and `--max_pages` are other ways to write the same.
function toName(flag: string): string {
  return flag
    .replace(/^-+/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}

function listOptionNames(command: Command): string[] {
  const own = command.createHelp().visibleOptions(command)
  const above = command.parent ? listOptionNames(command.parent).filter((name) => name !== 'version') : []
  return [...new Set([...own.flatMap(({ long }) => (long ? [long.slice(2)] : [])), ...above])]
}

function listCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(listCommands)]
}

function findRoot(command: Command): Command {
  return command.parent ? findRoot(command.parent) : command
}

function formatCommandName(command: Command): string {
  return command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name()
}
