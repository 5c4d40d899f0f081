// What clients demand of the schemas of tools, read from what the server lists. Each rule names who publishes it.

import { expect, test } from 'vitest'
import { countTokens } from '../../src/core/text/count-tokens.ts'
import type { SessionChoices } from '../../src/mcp/transport/stdio.ts'
import { call, connect, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()
const IN_CHINA = { AWS_DOCUMENTATION_PARTITION: 'aws-cn' }
type Node = Readonly<Record<string, unknown>>

/**
 * Gemini: the fields of https://ai.google.dev/api/caching#Schema, less those that combine schemas; its converters
 * refuse a list of types, and know no reference; an object has properties. OpenAI:
 * https://platform.openai.com/docs/guides/function-calling, an object at the root, without a composition; a description
 * has 1,024 characters at most. Claude Code shows a model 2 KB of a description.
 */
const PLAIN = new Set([
  'type',
  'description',
  'enum',
  'items',
  'properties',
  'required',
  'default',
  'minimum',
  'maximum',
])
const TYPES = new Set(['object', 'array', 'string', 'integer', 'boolean'])
const LONGEST_DESCRIPTION = 1024

async function listTools(environment: Record<string, string> = IN_CHINA, choices: SessionChoices = {}) {
  const { tools } = await (await connect('newer', lamp.folder, environment, choices)).listTools()
  return tools
}

test('every input schema is an object of plain types, which Gemini, OpenAI, Claude and VS Code all take', async () => {
  const breaches: string[] = []
  const check = (node: Node, where: string) => {
    for (const key of Object.keys(node)) if (!PLAIN.has(key)) breaches.push(`${where}: ${key}`)
    if (typeof node.type !== 'string' || !TYPES.has(node.type)) breaches.push(`${where}: type ${node.type}`)
    // VS Code drops a tool with an array that does not say of what: https://github.com/microsoft/vscode/issues/248810
    if ((node.type === 'array') !== 'items' in node) breaches.push(`${where}: items`)
    if (node.items) check(node.items as Node, `${where}[]`)
    if (node.type === 'object' && Object.keys((node.properties as Node) ?? {}).length === 0)
      breaches.push(`${where}: no properties`)
    if ('default' in node && !isOfType(node.default, node)) breaches.push(`${where}: default`)
    if (String(node.description ?? '').length > LONGEST_DESCRIPTION) breaches.push(`${where}: description`)
    // Gemini: an enum of texts only, none of them empty.
    if (Array.isArray(node.enum) && node.enum.some((one) => typeof one !== 'string' || one === '')) breaches.push(where)
    for (const [name, inner] of Object.entries((node.properties as Node) ?? {})) {
      // Claude: https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use
      if (!/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/.test(name)) breaches.push(`${where}: name ${name}`)
      check(inner as Node, `${where}.${name}`)
    }
    for (const name of (node.required as string[]) ?? [])
      if (!(name in (node.properties as Node))) breaches.push(`${where}: requires ${name}`)
  }
  const tools = await listTools()
  for (const { name, inputSchema, description = '' } of tools) {
    // With the server's name in front, as Claude Code (mcp__server__tool), Gemini's (mcp_server_tool) and Cursor (60
    // characters for both) have it.
    expect(`mcp__aws-docs-offline__${name}`).toMatch(/^[a-zA-Z][a-zA-Z0-9_-]{0,59}$/)
    expect(description.length).toBeGreaterThan(0)
    expect(description.length).toBeLessThanOrEqual(LONGEST_DESCRIPTION)
    expect(inputSchema.type).toBe('object')
    check(inputSchema as Node, name)
  }
  expect(tools).toHaveLength(8)
  expect(breaches).toEqual([])
})

function isOfType(value: unknown, { type, minimum = Number.MIN_SAFE_INTEGER, maximum = Infinity }: Node): boolean {
  if (type === 'integer')
    return Number.isInteger(value) && Number(value) >= Number(minimum) && Number(value) <= Number(maximum)
  return typeof value === type
}

test('every argument is described, with an example where its kind leaves a question', async () => {
  for (const { name, inputSchema } of await listTools())
    for (const [argument, { description }] of Object.entries((inputSchema.properties ?? {}) as Record<string, Node>))
      expect([name, argument, description]).toEqual([name, argument, expect.stringContaining('Example: ')])
})

test('no schema of an answer combines schemas either', async () => {
  for (const { outputSchema } of await listTools())
    expect(JSON.stringify(outputSchema ?? {})).not.toMatch(/"(?:anyOf|oneOf|allOf|\$ref|\$defs)"|"type":\[/)
})

test('all tools together, as they are listed, cost a conversation 2,600 tokens at most', async () => {
  for (const environment of [{}, IN_CHINA])
    expect(countTokens(JSON.stringify(await listTools(environment)))).toBeLessThanOrEqual(2600)
})

test('with --tools basic the server offers searching and reading alone, and speaks of nothing else', async () => {
  const client = await connect('newer', lamp.folder, IN_CHINA, { tools: 'basic' })
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['search_documentation', 'read_documentation'])
  expect(countTokens(JSON.stringify(tools))).toBeLessThanOrEqual(1000)
  expect(client.getInstructions()).not.toMatch(/search_table|read_sections|recommend|list_guides|whats_changed/)
  const { isError } = await call(client, 'search_documentation', { search_phrase: 'dimming' })
  expect(isError).toBe(false)
})
