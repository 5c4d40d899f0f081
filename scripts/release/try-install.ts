// Does the package install and answer in a bare folder?   npm run try-install -- [--node FOLDER] [--scripts
// blocked|allowed] [--fix] [--keep] Packs, installs the file with npm under the node of FOLDER, harvests the sample
// guide through the real crawler, and asks the installed server over MCP; prints how long each step took. --scripts is
// whether npm may run install scripts (default: blocked). Where the program refuses to start it prints what it says,
// and --fix then runs the command that the message names. Exit 1 without an answer. Needs npm's registry.

import { type SpawnOptions, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { startSampleSite } from '../quickstart/sample-site.ts'
import { readOptions, refuseCommand } from '../read-options.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const GUIDE = 'https://docs.aws.amazon.com/aws-docs-offline/latest/guide/'
const QUESTION = 'How do I keep the index fresh with cron?'
const REMEDY = /npm rebuild .*$/m

interface Ended {
  readonly code: number | null
  readonly output: string
}

const { values } = readOptions({
  options: {
    node: { type: 'string', default: dirname(process.execPath) },
    scripts: { type: 'string', default: 'blocked' },
    fix: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
if (!['blocked', 'allowed'].includes(values.scripts)) refuseCommand('--scripts is "blocked" or "allowed".')

const folder = mkdtempSync(join(tmpdir(), 'try-install-'))
const site = await startSampleSite()
const env: Record<string, string> = {
  ...keepDefined(process.env),
  PATH: `${resolve(values.node)}${delimiter}${process.env.PATH ?? ''}`,
  AWS_DOCS_DATA: join(folder, 'data'),
  AWS_DOCS_ORIGIN: site.origin,
}
let passed = false
try {
  passed = await tryInstall()
} finally {
  await site.close()
  if (values.keep) console.log(`\nKept: ${folder}`)
  else rmSync(folder, { recursive: true, force: true })
}
process.exitCode = passed ? 0 : 1

async function tryInstall(): Promise<boolean> {
  await requireOk('npm pack', 'npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT })
  const file = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const versions = [await run('node', ['--version']), await run('npm', ['--version'])].map(({ output }) =>
    output.trim(),
  )
  console.log(`Node ${versions[0]}, npm ${versions[1]}, install scripts ${values.scripts}\n`)

  const beganMs = performance.now()
  const flag = `--ignore-scripts=${values.scripts === 'blocked'}`
  await requireOk(`npm install ${flag} ${file}`, 'npm', ['install', '--no-audit', '--no-fund', flag, `./${file}`])
  let harvest = await runTimed('npx aws-docs-offline crawl (the sample guide)', 'npx', [
    ...['--no-install', 'aws-docs-offline', 'crawl', GUIDE],
  ])
  const remedy = REMEDY.exec(harvest.output)?.[0].trim()
  if (harvest.code !== 0 && values.fix && remedy !== undefined) {
    console.log(`\nIt says:\n${harvest.output.trim()}\n`)
    const [command = '', ...words] = remedy.split(' ')
    await requireOk(remedy, command, words)
    harvest = await runTimed('npx aws-docs-offline crawl (again)', 'npx', [
      ...['--no-install', 'aws-docs-offline', 'crawl', GUIDE],
    ])
  }
  if (harvest.code !== 0) {
    console.log(`\nNo answer. It says (exit code ${harvest.code}):\n${harvest.output.trim()}`)
    return false
  }
  const startedMs = performance.now()
  const answer = await askInstalled()
  printStep('npx aws-docs-offline serve, from start to the first answer', startedMs)
  printStep('from the start of the install to the first answer', beganMs)
  console.log(`\n"${QUESTION}":\n${answer.slice(0, 600)}`)
  return true
}

async function askInstalled(): Promise<string> {
  const client = new Client({ name: 'try-install', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
  const args = ['--no-install', 'aws-docs-offline', '--offline', 'serve']
  await client.connect(new StdioClientTransport({ command: 'npx', args, env, cwd: folder }))
  try {
    const result = await client.callTool({
      name: 'search_documentation',
      arguments: { search_phrase: QUESTION, limit: 1 },
    })
    const [first] = result.content as { text?: string }[]
    if (result.isError || !first?.text) throw new Error(`no answer: ${JSON.stringify(result.content)}`)
    return first.text
  } finally {
    await client.close()
  }
}

async function runTimed(step: string, command: string, words: readonly string[], options: SpawnOptions = {}) {
  const startedMs = performance.now()
  const ended = await run(command, words, options)
  printStep(step, startedMs)
  return ended
}

async function requireOk(step: string, command: string, words: readonly string[], options: SpawnOptions = {}) {
  const { code, output } = await runTimed(step, command, words, options)
  if (code !== 0) throw new Error(`${step} ended with ${code}:\n${output}`)
}

async function run(command: string, words: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  const child = spawn(command, words, { cwd: folder, env, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const code = await new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done))
  return { code, output }
}

function printStep(step: string, sinceMs: number): void {
  console.log(`${((performance.now() - sinceMs) / 1000).toFixed(1).padStart(6)} s  ${step}`)
}

function keepDefined(variables: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(variables).filter(([name]) => !name.startsWith('AWS_DOCS_') && !name.startsWith('npm_'))
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
