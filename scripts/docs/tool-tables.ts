// The MCP server's own account of itself as Markdown: asked of the built program by a real client.

import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { escapeCell, makeTable, translateText } from './command-tables.ts'
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

export function makeToolTable({ tools }: ServerDescription, japanese?: Japanese): string {
  const rows = tools.map((tool) => {
    const does = japanese ? translateText(japanese.tools, tool.name) : cutFirstSentence(tool.description ?? '')
    return `| \`${tool.name}(${listParameters(tool)
      .map(({ name, required }) => (required ? name : `${name}?`))
      .join(', ')})\` | ${escapeCell(does)} |`
  })
  return makeTable(japanese ? ['ツール', '内容'] : ['Tool', 'What it does'], rows)
}

export function makeToolReference({ tools }: ServerDescription): string {
  return tools
    .map((tool) => {
      const rows = listParameters(tool).map(
        ({ name, required, description, byDefault }) =>
          `| \`${name}\` | ${required ? 'yes' : ''} | ${byDefault} | ${escapeCell(description)} |`,
      )
      const parameters = rows.length > 0 ? `\n\n${makeTable(['Argument', 'Required', 'Default', 'Meaning'], rows)}` : ''
      return `### ${tool.name}\n\n${tool.description ?? ''}${parameters}`
    })
    .join('\n\n')
}

export function makePromptTable({ prompts }: ServerDescription): string {
  return makeTable(
    ['Prompt', 'What it does'],
    prompts.map(
      ({ name, arguments: given = [], description = '' }) =>
        `| \`${name}(${given.map((one) => (one.required ? one.name : `${one.name}?`)).join(', ')})\` | ` +
        `${escapeCell(description)} |`,
    ),
  )
}

function listParameters({ inputSchema }: Tool) {
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

export function cutFirstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
}
