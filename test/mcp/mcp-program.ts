// The built program as an MCP server over stdio, for tests of what only a process has: its options, its environment and
// its streams.

import { fileURLToPath } from 'node:url'
import { StdioClientTransport as NewerTransport } from '@modelcontextprotocol/client/stdio'
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { onTestFinished } from 'vitest'
import { type Connection, createClient, type Era } from './mcp-setup.ts'

const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** How to start the built program on the data of `folder`, without a network. */
export function makeServerCommand(
  folder: string,
  environment: Record<string, string> = {},
  args: readonly string[] = [],
) {
  return {
    command: process.execPath,
    args: [PROGRAM, 'serve', ...args],
    env: { AWS_DOCS_DATA: folder, AWS_DOCS_OFFLINE: '1', ...environment },
  }
}

/** Starts the built program and connects a client of that era to it. */
export async function connectToProgram(
  era: Era,
  folder: string,
  environment: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Connection> {
  const server = makeServerCommand(folder, environment, args)
  const client = createClient(era)
  onTestFinished(() => client.close())
  if (client instanceof OlderClient) await client.connect(new OlderTransport(server))
  else await client.connect(new NewerTransport(server))
  return client
}
