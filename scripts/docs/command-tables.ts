// Commands, options and environment variables as Markdown, from the program itself. Pure.

import type { Command, Option } from 'commander'
import { EXAMPLES } from '../../src/cli/help/help-examples.ts'
import { ENVIRONMENT_VARIABLES } from '../../src/cli/program-options.ts'
import type { Japanese } from './japanese.ts'

export interface NamedCommand {
  /** `guides add`. */
  readonly name: string
  readonly command: Command
}

export function listCommands(program: Command): NamedCommand[] {
  const listBelow = (parent: Command, prefix: string): NamedCommand[] =>
    parent.commands.flatMap((command) => {
      const name = `${prefix}${command.name()}`
      return [{ name, command }, ...listBelow(command, `${name} `)]
    })
  return listBelow(program, '')
}

export function makeCommandTable(program: Command, japanese?: Japanese): string {
  const rows = listCommands(program)
    .filter(({ name }) => !name.includes(' '))
    .map(({ name, command }) => {
      const does = japanese ? translateText(japanese.commands, name) : toSentence(command.summary())
      return `| \`${[name, formatArguments(command)].filter(Boolean).join(' ')}\` | ${escapeCell(does)} |`
    })
  return makeTable(japanese ? ['コマンド', '内容'] : ['Command', 'What it does'], rows)
}

export function makeCommandReference(program: Command): string {
  const global = makeOptionTable(program.options)
  const parts = listCommands(program).map(({ name, command }) => {
    const usage = ['aws-docs-offline', name, command.options.length > 0 ? '[options]' : '', formatArguments(command)]
    const options = command.options.length > 0 ? `\n\n${makeOptionTable(command.options)}` : ''
    const examples = (EXAMPLES[name] ?? []).map((example) => `aws-docs-offline ${example}`).join('\n')
    const head = `### ${name}\n\n\`${usage.filter(Boolean).join(' ')}\`\n\n${command.description()}`
    return `${head}\n\n\`\`\`sh\n${examples}\n\`\`\`${options}`
  })
  return `Options of every command:\n\n${global}\n\n${parts.join('\n\n')}`
}

export function makeEnvironmentTable(): string {
  return makeTable(
    ['Variable', 'Meaning'],
    Object.entries(ENVIRONMENT_VARIABLES).map(
      ([name, meaning]) => `| \`${name}\` | ${escapeCell(toSentence(meaning))} |`,
    ),
  )
}

export function makeTable(head: readonly [string, string, ...string[]], rows: readonly string[]): string {
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join('\n')
}

export function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;')
}

export function translateText(texts: Readonly<Record<string, string>>, name: string): string {
  const text = texts[name]
  if (text === undefined) throw new Error(`scripts/docs/japanese.ts has no entry for "${name}": add one`)
  return text
}

function makeOptionTable(options: readonly Option[]): string {
  return makeTable(
    ['Option', 'Meaning'],
    options.map(({ flags, description, defaultValue }) => {
      const isNothing = defaultValue === undefined || (Array.isArray(defaultValue) && defaultValue.length === 0)
      const byDefault = isNothing ? '' : ` Default: ${String(defaultValue)}.`
      return `| \`${flags.replaceAll('|', '\\|')}\` | ${escapeCell(toSentence(description))}${byDefault} |`
    }),
  )
}

function formatArguments(command: Command): string {
  return command.registeredArguments
    .map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '…' : ''}`.toUpperCase()
      return argument.required ? name : `[${name}]`
    })
    .join(' ')
}

function toSentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(first) ? first : `${first}.`
}
