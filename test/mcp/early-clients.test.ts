// Revisions of the protocol before 2025-06-18 know no links to resources, and their clients refuse an answer that holds
// one.

import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { expect, onTestFinished, test } from 'vitest'
import { LAMP_URL } from './lamp-site.ts'
import { makeServerCommand } from './mcp-program.ts'
import { call, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()

async function connectAsking(revision: string): Promise<Client> {
  const transport = new StdioClientTransport(makeServerCommand(lamp.folder))
  const send = transport.send.bind(transport)
  transport.send = (message) =>
    send(
      'method' in message && message.method === 'initialize'
        ? { ...message, params: { ...message.params, protocolVersion: revision } }
        : message,
    )
  const client = new Client({ name: 'test', version: '1.0.0' })
  onTestFinished(() => client.close())
  await client.connect(transport)
  return client
}

test.each([
  ['2024-11-05', false],
  ['2025-03-26', false],
  ['2025-06-18', true],
  ['2025-11-25', true],
])('answers in revision %s hold links to resources: %s', async (revision, linked) => {
  const client = await connectAsking(revision)
  const kinds = linked ? ['text', 'resource_link'] : ['text']
  for (const [tool, input] of [
    ['search_documentation', { search_phrase: 'dim the lamp' }],
    ['recommend', { url: `${LAMP_URL}dimming.html` }],
  ] as const) {
    const { content, text } = await call(client, tool, input)
    expect([...new Set(content.map(({ type }) => type))]).toEqual(kinds)
    expect(text).toContain(LAMP_URL)
  }
})
