// The MCP server's own account of itself as Markdown: asked of the built program by a real client.

import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { cell, table, translated } from './command-tables.ts'
import type { Japanese } from './japanese.ts'

const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

type Tool = Awaited<ReturnType<Client['listTools']>>['tools'][number]
type Prompt = Awaited<ReturnType<Client['listPrompts']>>['prompts'][number]

export interface ServerDescription {
  readonly tools: readonly Tool[]
  readonly prompts: readonly Prompt[]
}

export async function describeServer(program = PROGRAM): Promise<ServerDescription> {
  const client = new Client({ name: 'generate-docs', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [program, '--offline', 'serve'] }))
  try {
    const { tools } = await client.listTools()
    const prompts = client.getServerCapabilities()?.prompts ? (await client.listPrompts()).prompts : []
    return { tools, prompts }
  } finally {
    await client.close()
  }
}

export function toolTable({ tools }: ServerDescription, japanese?: Japanese): string {
  const rows = tools.map((tool) => {
    const does = japanese ? translated(japanese.tools, tool.name) : firstSentence(tool.description ?? '')
    return `| \`${tool.name}(${parametersOf(tool)
      .map(({ name, required }) => (required ? name : `${name}?`))
      .join(', ')})\` | ${cell(does)} |`
  })
  return table(japanese ? ['ツール', '内容'] : ['Tool', 'What it does'], rows)
}

export function toolReference({ tools }: ServerDescription): string {
  return tools
    .map((tool) => {
      const rows = parametersOf(tool).map(
        ({ name, required, description, byDefault }) =>
          `| \`${name}\` | ${required ? 'yes' : ''} | ${byDefault} | ${cell(description)} |`,
      )
      const parameters = rows.length > 0 ? `\n\n${table(['Argument', 'Required', 'Default', 'Meaning'], rows)}` : ''
      return `### ${tool.name}\n\n${tool.description ?? ''}${parameters}`
    })
    .join('\n\n')
}

export function promptTable({ prompts }: ServerDescription): string {
  return table(
    ['Prompt', 'What it does'],
    prompts.map(
      ({ name, arguments: given = [], description = '' }) =>
        `| \`${name}(${given.map((one) => (one.required ? one.name : `${one.name}?`)).join(', ')})\` | ` +
        `${cell(description)} |`,
    ),
  )
}

function parametersOf({ inputSchema }: Tool) {
  const required = new Set(inputSchema.required ?? [])
  return Object.entries(inputSchema.properties ?? {}).map(([name, schema]) => {
    const { description = '', default: byDefault } = schema as { description?: string; default?: unknown }
    return {
      name,
      required: required.has(name) && byDefault === undefined,
      description,
      byDefault: byDefault === undefined ? '' : `\`${JSON.stringify(byDefault)}\``,
    }
  })
}

export function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
}
