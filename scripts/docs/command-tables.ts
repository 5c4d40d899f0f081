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

export function commandsOf(program: Command): NamedCommand[] {
  const below = (parent: Command, prefix: string): NamedCommand[] =>
    parent.commands.flatMap((command) => {
      const name = `${prefix}${command.name()}`
      return [{ name, command }, ...below(command, `${name} `)]
    })
  return below(program, '')
}

export function commandTable(program: Command, japanese?: Japanese): string {
  const rows = commandsOf(program)
    .filter(({ name }) => !name.includes(' '))
    .map(({ name, command }) => {
      const does = japanese ? translated(japanese.commands, name) : sentence(command.summary())
      return `| \`${[name, argumentsOf(command)].filter(Boolean).join(' ')}\` | ${cell(does)} |`
    })
  return table(japanese ? ['コマンド', '内容'] : ['Command', 'What it does'], rows)
}

export function commandReference(program: Command): string {
  const global = optionTable(program.options)
  const parts = commandsOf(program).map(({ name, command }) => {
    const usage = ['aws-docs-offline', name, command.options.length > 0 ? '[options]' : '', argumentsOf(command)]
    const options = command.options.length > 0 ? `\n\n${optionTable(command.options)}` : ''
    const examples = (EXAMPLES[name] ?? []).map((example) => `aws-docs-offline ${example}`).join('\n')
    const head = `### ${name}\n\n\`${usage.filter(Boolean).join(' ')}\`\n\n${command.description()}`
    return `${head}\n\n\`\`\`sh\n${examples}\n\`\`\`${options}`
  })
  return `Options of every command:\n\n${global}\n\n${parts.join('\n\n')}`
}

export function environmentTable(): string {
  return table(
    ['Variable', 'Meaning'],
    Object.entries(ENVIRONMENT_VARIABLES).map(([name, meaning]) => `| \`${name}\` | ${cell(sentence(meaning))} |`),
  )
}

export function table(head: readonly [string, string, ...string[]], rows: readonly string[]): string {
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join('\n')
}

export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;')
}

export function translated(texts: Readonly<Record<string, string>>, name: string): string {
  const text = texts[name]
  if (text === undefined) throw new Error(`scripts/docs/japanese.ts has no entry for "${name}": add one`)
  return text
}

function optionTable(options: readonly Option[]): string {
  return table(
    ['Option', 'Meaning'],
    options.map(({ flags, description, defaultValue }) => {
      const byDefault = defaultValue === undefined ? '' : ` Default: ${String(defaultValue)}.`
      return `| \`${flags.replaceAll('|', '\\|')}\` | ${cell(sentence(description))}${byDefault} |`
    }),
  )
}

function argumentsOf(command: Command): string {
  return command.registeredArguments
    .map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '…' : ''}`.toUpperCase()
      return argument.required ? name : `[${name}]`
    })
    .join(' ')
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(first) ? first : `${first}.`
}
