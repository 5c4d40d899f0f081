// The built program as the quickstart shows it: commands, and its MCP server asked by a real client.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

export const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface Built {
  readonly env: NodeJS.ProcessEnv
  /** What it prints; its talk goes on to stderr where `isHeard`. Throws when it fails. */
  run(args: readonly string[], isHeard?: boolean): Promise<string>
  /** A step of the show: a title, what to run, and what that printed. */
  show(title: string, ...args: string[]): Promise<void>
  /** The tools that there are, and the first text of an answer to a search. */
  askOverMcp(phrase: string): Promise<string>
}

/** A harvest of twelve pages takes a minute. */
const TIMEOUT_MS = 300_000

export function openBuiltProgram(environment: NodeJS.ProcessEnv): Built {
  const env = { ...process.env, ...environment }
  const run = async (args: readonly string[], isHeard = false) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env,
      timeout: TIMEOUT_MS,
      stdio: ['ignore', 'pipe', isHeard ? 'inherit' : 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`"${args.join(' ')}" ended with ${code}: ${stdout}${stderr}`.trim())
    return stdout.trimEnd()
  }
  return {
    env,
    run,
    async show(title, ...args) {
      printStep(title, await run(args))
    },
    askOverMcp: (phrase) => askOverMcp(env, phrase),
  }
}

export function printStep(title: string, text: string): void {
  console.log(`\n== ${title}\n\n${text}`)
}

async function askOverMcp(env: NodeJS.ProcessEnv, phrase: string): Promise<string> {
  const client = new Client({ name: 'quickstart', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
  const args = [PROGRAM, '--offline', 'serve']
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env: keepDefined(env) }))
  try {
    const { tools } = await client.listTools()
    const answer = await client.callTool({
      name: 'search_documentation',
      arguments: { search_phrase: phrase, limit: 2 },
    })
    if (answer.isError) throw new Error(`search_documentation failed: ${JSON.stringify(answer.content)}`)
    const [first] = answer.content as { type: string; text?: string }[]
    const names = tools.map(({ name }) => name).join(', ')
    return `Tools: ${names}\n\nsearch_documentation "${phrase}":\n${first?.text ?? ''}`
  } finally {
    await client.close()
  }
}

function keepDefined(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
