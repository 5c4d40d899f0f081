// The built server as an assistant starts it: time to the first answer, time of an answer, memory at rest, size of
// answers.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { countTokens } from '../../src/core/text/count-tokens.ts'
import { computeQuantile, type JudgedQuery } from '../eval/judged-queries.ts'
import { computeQuantiles } from './measure-search.ts'

export interface ServerFigures {
  readonly startMs: number
  readonly calls: { readonly p50: number; readonly p95: number }
  readonly restBytes: number
  readonly busyBytes: number
  readonly textTokens: { readonly median: number; readonly max: number }
  readonly structuredTokens: { readonly median: number; readonly max: number }
}

const STARTS = 5

export async function measureServer(indexFile: string, queries: readonly JudgedQuery[]): Promise<ServerFigures> {
  const starts: number[] = []
  for (let n = 0; n < STARTS; n++) {
    const start = performance.now()
    const { client } = await connect(indexFile)
    await call(client, 'How do I delete an object?')
    starts.push(performance.now() - start)
    await client.close()
  }
  const { client, pid } = await connect(indexFile)
  await call(client, 'How do I delete an object?')
  const restBytes = readResidentBytes(pid)
  for (const { query } of queries) await call(client, query)
  const times: number[] = []
  const text: number[] = []
  const structured: number[] = []
  for (const { query } of queries) {
    const start = performance.now()
    const answer = await call(client, query)
    times.push(performance.now() - start)
    text.push(countTokens(answer.text))
    structured.push(countTokens(JSON.stringify(answer.structured)))
  }
  const busyBytes = readResidentBytes(pid)
  await client.close()
  return {
    startMs: computeQuantile(starts, 0.5),
    calls: computeQuantiles(times),
    restBytes,
    busyBytes,
    textTokens: { median: computeQuantile(text, 0.5), max: Math.max(...text) },
    structuredTokens: { median: computeQuantile(structured, 0.5), max: Math.max(...structured) },
  }
}

async function connect(indexFile: string) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [resolve('dist/cli/main.js'), 'serve', '--index', indexFile, '--offline'],
    stderr: 'ignore',
  })
  const client = new Client({ name: 'bench', version: '1' })
  await client.connect(transport)
  return { client, pid: transport.pid ?? 0 }
}

async function call(client: Client, query: string): Promise<{ text: string; structured: unknown }> {
  const result = await client.callTool({ name: 'search_documentation', arguments: { search_phrase: query } })
  const blocks = Array.isArray(result.content) ? result.content : []
  const text = blocks.map((block: { text?: string }) => block.text ?? '').join('\n')
  if (result.isError) throw new Error(`The server answered with an error: ${text}`)
  return { text, structured: result.structuredContent }
}

// Linux says it in /proc; elsewhere the figure is left out.
function readResidentBytes(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) * 1024
  } catch {
    return 0
  }
}
