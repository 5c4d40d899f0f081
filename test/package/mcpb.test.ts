// The .mcpb bundle, unpacked and started as a host does it: with @anthropic-ai/mcpb, the code that Claude Desktop uses.

import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { getMcpConfigForManifest, unpackExtension, v0_3 } from '@anthropic-ai/mcpb'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { type BuiltMcpb, buildMcpb } from '../../scripts/mcpb/build.ts'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { useLampIndex } from '../mcp/mcp-setup.ts'
import { HAS_SQLITE, makeTemporaryFolder, READ_AT_RUN_TIME, ROOT } from './packed.ts'

const made = useLampIndex()
let built: BuiltMcpb
let unpacked = ''

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mcpb-test-'))
  built = await buildMcpb(folder)
  unpacked = join(folder, 'unpacked')
  expect(await unpackExtension({ mcpbPath: built.file, outputDir: unpacked, silent: true })).toBe(true)
  return () => rm(folder, { recursive: true, force: true })
})

test('the same sources give the same bytes', async () => {
  const again = await buildMcpb(makeTemporaryFolder())
  expect(again.sha256).toBe(built.sha256)
  expect(readFileSync(again.file).equals(readFileSync(built.file))).toBe(true)
})

test('it is small, needs no package beside it and holds nothing native', () => {
  const names = readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
  expect(names.filter((name) => name.endsWith('.node') || name.includes('node_modules'))).toEqual([])
  expect(built.bytes).toBeLessThan(2_000_000)
  for (const file of READ_AT_RUN_TIME) expect(names).toContain(file)
  const licences = readFileSync(join(unpacked, 'THIRD-PARTY-LICENSES.txt'), 'utf8')
  for (const name of ['zod', 'htmlparser2', '@modelcontextprotocol/server']) expect(licences).toContain(`${name} `)
})

test('the thread that extracts is in it, beside the code that starts it', async () => {
  const folder = join(unpacked, 'dist/cli')
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const starting = files.filter((name) => readFileSync(join(folder, name), 'utf8').includes('./extraction-worker'))
  expect(starting).toHaveLength(1)
  const thread = new Worker(join(folder, 'extraction-worker.js'))
  onTestFinished(() => void thread.terminate())
  expect(await once(thread, 'message')).toEqual([{ kind: 'ready' }])
  const url = parseDocUrl('/lamp/latest/dg/a.html')
  thread.postMessage({ html: '<div id="main-col-body"><h1>Lamp</h1><p>Glows.</p></div>', url })
  expect(await once(thread, 'message')).toMatchObject([{ extraction: { page: { markdown: '# Lamp\n\nGlows.' } } }])
})

test('its manifest names the version of the package, and Node from 22.13 on', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const manifest = readManifest()
  expect(manifest).toMatchObject({ version, compatibility: { runtimes: { node: '>=22.13.0' } } })
  expect(Object.keys(manifest.user_config ?? {})).toEqual(['index_file', 'offline'])
})

test('the server in it offers the tools of the manifest', async () => {
  const client = await startAsHost({})
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(readManifest().tools?.map(({ name }) => name))
  expect(tools.length).toBeGreaterThan(1)
})

test('with an index chosen by the user it answers from it, by the SQLite of Node; an older Node is told what it lacks', async () => {
  const client = await startAsHost({ index_file: join(made.folder, 'index.sqlite'), offline: true })
  const answer = await client.callTool({ name: 'search_documentation', arguments: { search_phrase: 'lamp' } })
  const [first] = answer.content as { text?: string }[]
  expect(answer.isError === true).toBe(!HAS_SQLITE)
  expect(first?.text).toContain(HAS_SQLITE ? 'https://docs.aws.amazon.com/lamp/latest/dg/' : 'Use Node 22.13 or newer')
})

test('without any choice it starts, with the index of the command line', async () => {
  const client = await startAsHost({})
  const answer = await client.callTool({
    name: 'search_documentation',
    arguments: { search_phrase: 'lamp' },
  })
  const [first] = answer.content as { text?: string }[]
  expect(answer.isError).toBe(true)
  expect(first?.text).toContain('There is no index at')
  expect(first?.text).toContain(join('aws-docs-offline', 'index.sqlite'))
})

test('the server.json beside it names it by its hash', () => {
  const { packages } = JSON.parse(readFileSync(built.registryEntry, 'utf8')) as { packages: object[] }
  expect(packages).toContainEqual(expect.objectContaining({ registryType: 'mcpb', fileSha256: built.sha256 }))
})

function readManifest() {
  return v0_3.McpbManifestSchema.parse(JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8')))
}

/** Starts the server with what a user chose in the host's dialog, in a home of its own and with no network. */
async function startAsHost(userConfig: Record<string, string | boolean>): Promise<Client> {
  const config = await getMcpConfigForManifest({
    manifest: readManifest(),
    extensionPath: unpacked,
    systemDirs: {},
    userConfig: { offline: true, ...userConfig },
    pathSeparator: '/',
  })
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
  onTestFinished(() => client.close())
  const home = makeTemporaryFolder()
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: config?.args ?? [],
      env: { ...config?.env, HOME: home, XDG_DATA_HOME: home },
      cwd: home,
    }),
  )
  return client
}
