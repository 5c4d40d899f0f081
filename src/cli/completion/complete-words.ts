// What could stand at the end of a command line that is being typed: read from the program's own tree of commands, so
// that it knows what the program knows. Pure.

import type { Argument, Command, Option } from 'commander'

export interface CompletionWord {
  readonly value: string
  readonly description: string
}

export type Completion =
  | { readonly kind: 'words'; readonly candidates: readonly CompletionWord[] }
  /** A file is wanted: shells complete those better themselves. */
  | { readonly kind: 'files' }

/** Values of an option or argument by the name of its placeholder or its own. */
export type ValuesOf = (name: string) => readonly string[] | undefined

const FILES = /\b(file|key|bundle|folder)\b/

/** `words` are those after the program's name; the last one is being typed and may be empty. */
export function completeWords(program: Command, words: readonly string[], valuesOf: ValuesOf): Completion {
  const typed = words.at(-1) ?? ''
  const { command, option, position, isLiteral } = walk(program, words.slice(0, -1))
  const attached = /^(--[^=]+)=(.*)$/.exec(typed)
  if (attached && !isLiteral) {
    const named = readOptions(command, program).find(({ long }) => long === attached[1])
    if (!named || !takesValue(named)) return filterTyped([], typed)
    const found = completeValues(named.argChoices, findPlaceholder(named.flags), named.attributeName(), valuesOf)
    if (found.kind === 'files') return found
    return filterTyped(
      found.candidates.map((one) => ({ ...one, value: `${attached[1]}=${one.value}` })),
      typed,
    )
  }
  const isOption = typed.startsWith('-') && !isLiteral
  if (option && !(isOption && option.variadic)) {
    const found = completeValues(option.argChoices, findPlaceholder(option.flags), option.attributeName(), valuesOf)
    return found.kind === 'files' ? found : filterTyped(found.candidates, typed)
  }
  if (isOption) return filterTyped(readOptions(command, program).map(toOptionCandidate), typed)
  const subcommands = position === 0 ? command.commands.map(toCommandCandidate) : []
  const argument = findArgument(command, position)
  const found = argument
    ? completeValues(argument.argChoices, argument.name(), argument.name(), valuesOf)
    : ({ kind: 'words', candidates: [] } as const)
  if (found.kind === 'files') return found
  return filterTyped([...subcommands, ...found.candidates], typed)
}

interface Place {
  readonly command: Command
  /** An option that still wants a value, or takes more. */
  readonly option: Option | undefined
  /** Arguments before the word that is being typed. */
  readonly position: number
  /** After `--`. */
  readonly isLiteral: boolean
}

function walk(program: Command, words: readonly string[]): Place {
  let command = program
  let option: Option | undefined
  let position = 0
  for (const [n, word] of words.entries()) {
    if (word === '--') return { command, option: undefined, position: position + words.length - n - 1, isLiteral: true }
    if (word.startsWith('-')) {
      const found = readOptions(command, program).find(({ long, short }) => word === long || word === short)
      option = found && takesValue(found) ? found : undefined
      continue
    }
    if (option) {
      // bash splits --option=value at the sign.
      if (word !== '=' && !option.variadic) option = undefined
      continue
    }
    const below = position === 0 ? command.commands.find((one) => one.name() === word) : undefined
    if (below) command = below
    else position += 1
  }
  return { command, option, position, isLiteral: false }
}

function completeValues(
  choices: readonly string[] | undefined,
  placeholder: string,
  name: string,
  valuesOf: ValuesOf,
): Completion {
  const known = choices ?? valuesOf(name) ?? valuesOf(placeholder)
  if (known) return { kind: 'words', candidates: known.map((value) => ({ value, description: '' })) }
  return FILES.test(placeholder) ? { kind: 'files' } : { kind: 'words', candidates: [] }
}

function filterTyped(candidates: readonly CompletionWord[], typed: string): Completion {
  return { kind: 'words', candidates: candidates.filter(({ value }) => value.startsWith(typed)) }
}

function findArgument(command: Command, position: number): Argument | undefined {
  const last = command.registeredArguments.at(-1)
  return command.registeredArguments[position] ?? (last?.variadic ? last : undefined)
}

// Options of the program may stand anywhere; help is none of those that commander lists.
function readOptions(command: Command, program: Command): Option[] {
  const help = command.createOption('-h, --help', 'display help for command')
  return [...command.options, ...(command === program ? [] : program.options.filter(isAnywhere)), help]
}

function isAnywhere({ long }: Option): boolean {
  return long !== '--version'
}

function toOptionCandidate({ long, short, description }: Option): CompletionWord {
  return { value: long ?? short ?? '', description }
}

function toCommandCandidate(command: Command): CompletionWord {
  return { value: command.name(), description: command.summary() || command.description() }
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional
}

// `--since <bundle>`: bundle.
function findPlaceholder(flags: string): string {
  return /[<[]([^>\].]+)/.exec(flags)?.[1] ?? ''
}
