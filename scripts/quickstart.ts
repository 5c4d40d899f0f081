// npm run quickstart: shows the product working, end to end and on real machinery, without a network. The sample guide that comes with the product is
// served on the loopback interface, harvested by the real crawler into an index of its own, then searched, read, and asked over MCP by a real client.

import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { startSampleSite } from './quickstart/sample-site.ts'

const PROGRAM = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const DATA = resolve('.quickstart')
const GUIDE = 'https://docs.aws.amazon.com/aws-docs-offline/latest/guide/'
const GUIDE_JA = GUIDE.replace('.com/', '.com/ja_jp/')
const run = promisify(execFile)

/** A harvest gets two minutes: it takes about a second. */
const TIMEOUT_MS = 120_000

rmSync(DATA, { recursive: true, force: true })
const site = await startSampleSite()
const env = {
  ...process.env,
  AWS_DOCS_ORIGIN: site.origin,
  AWS_DOCS_DATA: DATA,
  AWS_DOCS_INDEX: `${DATA}/index.sqlite`,
}

async function program(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [PROGRAM, ...args], { env, timeout: TIMEOUT_MS })
  return stdout.trimEnd()
}

function step(title: string, text: string): void {
  console.log(`\n== ${title}\n\n${text}`)
}

try {
  step(
    `Harvested the sample guide in English and Japanese into ${DATA}/index.sqlite`,
    await program('crawl', GUIDE, GUIDE_JA),
  )
} finally {
  await site.close()
}
step(
  'Searched: "how do I look up one row of a table"',
  await program('--offline', 'search', '--limit', '2', 'how do I look up one row of a table'),
)
step(
  'Searched in Japanese: 「料金はどこで調べますか」',
  await program('--offline', 'search', '--limit', '1', '料金はどこで調べますか'),
)
step(
  'Read the page on errors from its first section',
  await program('--offline', 'read', `${GUIDE}troubleshooting.html`, '--max-length', '700'),
)
step('Asked the MCP server over stdio, as an assistant does', await askOverMcp())
step(
  'For your assistant: the configuration that most clients read',
  JSON.stringify({ mcpServers: { 'aws-docs': { command: process.execPath, args: [PROGRAM] } } }, undefined, 2),
)
console.log(`
Next, harvest a real guide (about 5 s a page, as the site's robots.txt asks; stop and go on as you like):

  npm run crawl -- lambda-dg
`)

async function askOverMcp(): Promise<string> {
  const client = new Client({ name: 'quickstart', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
  const args = [PROGRAM, '--offline', 'serve']
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env: definedOnly(env) }))
  try {
    const { tools } = await client.listTools()
    const answer = await client.callTool({
      name: 'search_documentation',
      arguments: { search_phrase: 'How do I keep the index fresh with cron?', limit: 2 },
    })
    if (answer.isError) throw new Error(`search_documentation failed: ${JSON.stringify(answer.content)}`)
    const [first] = answer.content as { type: string; text?: string }[]
    return `Tools: ${tools.map(({ name }) => name).join(', ')}\n\nsearch_documentation "How do I keep the index fresh with cron?":\n${first?.text ?? ''}`
  } finally {
    await client.close()
  }
}

function definedOnly(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
