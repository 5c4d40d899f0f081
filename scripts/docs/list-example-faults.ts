// Examples in the documentation that could not work: a command, an option or an npm script that does not exist. Reads
// fenced shell blocks.

import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { listCommands } from './command-tables.ts'

/** Come with npm itself. */
const NPM_COMMANDS = new Set(['ci', 'cit', 'install', 'install-ci-test', 'link', 'pack', 'test', 'rebuild', 'exec'])

export function listExampleFaults(file: string, program: Command, scripts: readonly string[]): string[] {
  if (!existsSync(file)) return [`${file} is missing`]
  const text = readFileSync(file, 'utf8')
  const blocks = [...text.matchAll(/^ *```(?:sh|bash|console)\n([\s\S]*?)^ *```/gm)].map(([, body = '']) => body)
  const lines = blocks.flatMap((body) => body.replaceAll(/\\\n\s*/g, ' ').split('\n'))
  return lines.flatMap((line) => {
    const fault = findFault(line.replace(/\s#\s.*$/, '').trim(), program, scripts)
    return fault === undefined ? [] : [`${file}: "${line.trim()}": ${fault}`]
  })
}

function findFault(line: string, program: Command, scripts: readonly string[]): string | undefined {
  const script = /\bnpm run (?:-s )?([\w:-]+)/.exec(line)?.[1]
  if (script !== undefined && !scripts.includes(script)) return `package.json has no script "${script}"`
  const npm = /(?:^|&& )npm (?!run\b)([a-z-]+)/.exec(line)?.[1]
  if (npm !== undefined && !NPM_COMMANDS.has(npm)) return `npm has no command "${npm}" that is used here`
  const called = /(?:^|\s|&& |\/)(?:aws-docs-offline(?=\s)|dist\/cli\/main\.js)\s*(.*)$/.exec(line)?.[1]
  return called === undefined || /^(?:claude|code)\b/.test(line) ? undefined : findCallFault(called, program)
}

function findCallFault(call: string, program: Command): string | undefined {
  const words = call.split(/\s+[|>;&]/)[0]?.match(/"[^"]*"|'[^']*'|\S+/g) ?? []
  const commands = listCommands(program)
  let current: { name: string; command: Command } | undefined
  let takesNext = false
  for (const word of words) {
    if (word.startsWith('-')) {
      const [flag = ''] = word.split('=')
      const options = [...program.options, ...(current?.command.options ?? [])]
      const option = options.find(({ short, long }) => flag === short || flag === long)
      if (!option && !['-h', '--help', '-V', '--version'].includes(flag)) return `no option "${flag}"`
      takesNext = option?.required === true && !word.includes('=')
      continue
    }
    const isValue = takesNext
    takesNext = false
    if (isValue) continue
    const name = current ? `${current.name} ${word}` : word
    const next = commands.find((entry) => entry.name === name)
    if (next) current = next
    else if (!current) return `no command "${word}"`
  }
  return undefined
}
