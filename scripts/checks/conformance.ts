// Other people's programs ask the built server: the MCP conformance suite and the Inspector, over HTTP and stdio, for
// both eras of the protocol.
//   npm run conformance      with Node 22 or newer; gets both programs from npm; details in build/conformance
// The suite is written for a test server: what it asks of that server's fixtures, or of what this one does not declare,
// fails and is counted. Exit 1 for any other failure.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeSmallIndex } from '../fuzz/small-index.ts'
import { readOptions } from '../read-options.ts'
import { listUnexpectedFailures, type SuiteCheck } from './conformance-failures.ts'

const SUITE = '@modelcontextprotocol/conformance@0.2.0-alpha.12'
const INSPECTOR = '@modelcontextprotocol/inspector@2.12.0'
const REVISIONS = ['2025-11-25', '2026-07-28']
const ERAS = ['legacy', 'modern']
const PROGRAM = 'dist/cli/main.js'
const RESULTS = 'build/conformance'

async function main(): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), 'conformance-'))
  const env = { ...process.env, AWS_DOCS_DATA: data, AWS_DOCS_OFFLINE: '1' }
  rmSync(RESULTS, { recursive: true, force: true })
  await writeSmallIndex(join(data, 'index.sqlite'))
  const { child, url } = await startServer(env)
  try {
    const suites = REVISIONS.map((revision) => runSuite(url, revision))
    const stdio = ['-e', `AWS_DOCS_DATA=${data}`, '-e', 'AWS_DOCS_OFFLINE=1', 'node', PROGRAM, 'serve']
    const inspected = ERAS.flatMap((era) => [inspect(era, 'HTTP', [url]), inspect(era, 'stdio', stdio)])
    return [...suites, ...inspected].every(Boolean) ? 0 : 1
  } finally {
    child.kill()
    rmSync(data, { recursive: true, force: true })
  }
}

async function startServer(env: NodeJS.ProcessEnv): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const args = [PROGRAM, 'serve', '--http', '--port', '0', '--rate-limit', '0']
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'pipe'] })
  let said = ''
  for await (const text of child.stderr.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += String(text)
    const url = /"mcp":"([^"]+)"/.exec(said)?.[1]
    if (url !== undefined) {
      child.stderr.resume()
      return { child, url }
    }
  }
  throw new Error(`the server did not start: ${said}`)
}

function runSuite(url: string, revision: string): boolean {
  const folder = join(RESULTS, revision)
  runNpx(SUITE, ['server', '--url', url, '--requirements', revision, '-o', folder])
  const scenarios = readdirSync(folder).map((name) => ({
    name: name.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, ''),
    checks: JSON.parse(readFileSync(join(folder, name, 'checks.json'), 'utf8')) as readonly SuiteCheck[],
  }))
  const checks = scenarios.flatMap((one) => one.checks)
  const failed = checks.filter(({ status }) => status === 'FAILURE').length
  const unexpected = listUnexpectedFailures(scenarios)
  console.log(`${revision}: ${checks.length} checks, ${failed} failed, ${unexpected.length} of them not as expected`)
  for (const failure of unexpected) console.error(`  ${failure}`)
  return checks.length > failed && unexpected.length === 0
}

function inspect(era: string, over: string, target: readonly string[]): boolean {
  const args = ['--cli', '--protocol-era', era, '--method', 'tools/list', '--strict', ...target]
  const { status, output } = runNpx(INSPECTOR, args)
  const isWell = status === 0 && output.includes('search_documentation')
  console.log(`Inspector, ${era}, ${over}: ${isWell ? 'lists the tools' : `failed\n${output}`}`)
  return isWell
}

function runNpx(program: string, args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const options = { encoding: 'utf8', timeout: 10 * 60_000, shell: process.platform === 'win32' } as const
  const { status, stdout, stderr } = spawnSync('npx', ['--yes', program, ...args], options)
  return { status, output: `${stdout}${stderr}` }
}

readOptions({})
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error('The conformance suite and the Inspector need Node 22 or newer.')
  process.exitCode = 1
} else process.exitCode = await main()
