// setup over the files of clients as they are found on disks: other servers, broken texts, links, modes, and no file at
// all.

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { CLIENTS } from '../../src/clients/known-clients.ts'
import { makeTemporaryFolder } from '../bundle/synthetic-index.ts'
import { runIn } from './run-in-folder.ts'
import { PROGRAM } from './run-program.ts'

const OTHERS = '{\n  "mcpServers": {\n    "other": { "command": "other" }\n  }\n}\n'

function makeCursor(text = OTHERS) {
  const home = makeTemporaryFolder()
  const file = join(home, '.cursor', 'mcp.json')
  mkdirSync(dirname(file))
  writeFileSync(file, text)
  return { home, file }
}

let places: Promise<ReadonlyMap<string, string>> | undefined

/** Where the file of the client is, from the home folder: asked once for all clients. */
async function findPlace(id: string): Promise<string> {
  places ??= askPlaces(makeTemporaryFolder())
  const place = (await places).get(id)
  if (place === undefined) throw new Error(`setup names no file for ${id}`)
  return place
}

async function askPlaces(home: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await runIn(home, ['setup', '--json'])
  const clients = JSON.parse(stdout) as readonly { readonly id: string; readonly file: string }[]
  return new Map(clients.map(({ id, file }) => [id, relative(home, file)]))
}

function listBackups(file: string): string[] {
  return readdirSync(dirname(file)).filter((name) => name.startsWith(basename(file)) && name.endsWith('.bak'))
}

describe.each(CLIENTS.map((client) => [client.id, client] as const))('%s', (id, client) => {
  const isToml = client.format === 'toml'
  const others = isToml
    ? '# mine\n[mcp_servers.other]\ncommand = "other" # keep\n'
    : `{\n  "theme": "dark",\n  "${client.container}": {\n    "other": { "command": "other" } // keep\n  }\n}\n`

  it('is set up over a file with another server, and as before when that is undone', async () => {
    const home = makeTemporaryFolder()
    const file = join(home, await findPlace(id))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, others)

    const written = await runIn(home, ['setup', id, '--write'])
    expect(written).toMatchObject({ code: 0, stdout: `${file}\n` })
    const after = readFileSync(file, 'utf8')
    const data = isToml ? parseToml(after) : JSON.parse(after.replace(' // keep', ''))
    expect(Object.keys(data[client.container])).toEqual(['other', 'aws-docs-offline'])
    expect(data[client.container]['aws-docs-offline']).toMatchObject({
      command: process.execPath,
      args: [PROGRAM, 'serve'],
      env: { AWS_DOCS_DATA: home },
    })
    expect(after).toContain('keep')
    const [backup = '', ...more] = listBackups(file)
    expect(more).toEqual([])
    expect(readFileSync(join(dirname(file), backup), 'utf8')).toBe(others)

    expect((await runIn(home, ['setup', id, '--write'])).stderr).toContain('Nothing had to be changed')
    expect(readFileSync(file, 'utf8')).toBe(after)
    expect(listBackups(file)).toEqual([backup])

    expect(await runIn(home, ['setup', id, '--remove'])).toMatchObject({ code: 0, stdout: `${file}\n` })
    expect(readFileSync(file, 'utf8')).toBe(others)
  })

  it('is set up where there was no file, and prints the same without --write', async () => {
    const home = makeTemporaryFolder()
    const shown = await runIn(home, ['setup', id])
    expect(shown.code).toBe(0)
    const file = (await runIn(home, ['setup', id, '--write'])).stdout.trim()
    expect(shown.stderr).toContain(file)
    const [before, after] = [shown.stdout, readFileSync(file, 'utf8')].map((text) =>
      isToml ? parseToml(text) : JSON.parse(text),
    )
    expect(after).toEqual(before)
    expect(listBackups(file)).toEqual([])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

it('passes the index and offline mode on, with absolute paths', async () => {
  const home = makeTemporaryFolder()
  const { stdout } = await runIn(home, ['--index', 'docs.sqlite', '--offline', 'setup', 'cursor'], { cwd: home })
  expect(JSON.parse(stdout).mcpServers['aws-docs-offline'].args).toEqual([
    PROGRAM,
    '--index',
    join(home, 'docs.sqlite'),
    '--offline',
    'serve',
  ])
  const env = { AWS_DOCS_INDEX: '/srv/docs.sqlite', AWS_DOCS_SQLITE: 'better-sqlite3' }
  const told = JSON.parse((await runIn(home, ['setup', 'cursor'], { env })).stdout).mcpServers['aws-docs-offline']
  expect(told.args).toEqual([PROGRAM, '--index', '/srv/docs.sqlite', 'serve'])
  expect(told.env).toEqual({ AWS_DOCS_DATA: home, AWS_DOCS_SQLITE: 'better-sqlite3' })
})

it('what is written really starts the server', async () => {
  const { home, file } = makeCursor()
  await runIn(home, ['setup', 'cursor', '--write'])
  const { command, args, env } = JSON.parse(readFileSync(file, 'utf8')).mcpServers['aws-docs-offline']
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js')
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js')
  const client = new Client({ name: 'test', version: '1' })
  // As a program with windows starts it: no PATH, and the root as its folder.
  await client.connect(
    new StdioClientTransport({ command, args, env: { ...env, PATH: '' }, cwd: '/', stderr: 'ignore' }),
  )
  const { tools } = await client.listTools()
  await client.close()
  expect(tools.map((tool) => tool.name)).toContain('search_documentation')
})

it.each([
  ['broken JSON', '{"mcpServers": {', 'is not JSON'],
  ['a list', '[]', 'holds no JSON object'],
  ['UTF-16', `\uFEFF${OTHERS}`, 'no text in UTF-8'],
])('%s is refused, and the file is not touched', async (what, text, reason) => {
  const { home, file } = makeCursor(text)
  if (what === 'UTF-16') writeFileSync(file, text, 'utf16le')
  const before = readFileSync(file)
  for (const action of ['--write', '--remove']) {
    const refused = await runIn(home, ['setup', 'cursor', action])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain(`${file} is not changed: it`)
    expect(refused.stderr).toContain(reason)
    expect(refused.stderr).toContain('Fix it first')
  }
  expect(readFileSync(file)).toEqual(before)
  expect(readdirSync(dirname(file))).toEqual(['mcp.json'])
  expect((await runIn(home, ['setup'])).stdout).toMatch(/^cursor +unreadable/m)
})

it('a byte order mark and the mode of the file stay', async () => {
  const { home, file } = makeCursor(`\uFEFF${OTHERS}`)
  chmodSync(file, 0o640)
  await runIn(home, ['setup', 'cursor', '--write'])
  expect(readFileSync(file, 'utf8')).toMatch(/^\uFEFF\{[\s\S]*aws-docs-offline/)
  expect(statSync(file).mode & 0o777).toBe(0o640)
  await runIn(home, ['setup', 'cursor', '--remove'])
  expect(readFileSync(file, 'utf8')).toBe(`\uFEFF${OTHERS}`)
})

it('a symbolic link stays one, and the file behind it is changed', async () => {
  const { home, file } = makeCursor()
  const real = join(home, 'dotfiles.json')
  writeFileSync(real, OTHERS)
  const linked = makeTemporaryFolder()
  mkdirSync(join(linked, '.cursor'))
  const link = join(linked, '.cursor', 'mcp.json')
  symlinkSync(real, link)
  await runIn(linked, ['setup', 'cursor', '--write'])
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readFileSync(real, 'utf8')).toContain('aws-docs-offline')
  expect(readFileSync(file, 'utf8')).toBe(OTHERS)

  const dangling = makeTemporaryFolder()
  mkdirSync(join(dangling, '.cursor'))
  symlinkSync(join(dangling, 'nowhere'), join(dangling, '.cursor', 'mcp.json'))
  const refused = await runIn(dangling, ['setup', 'cursor', '--write'])
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('a symbolic link to a file that is not there'),
  })
  expect(existsSync(join(dangling, 'nowhere'))).toBe(false)
})

it('removing where nothing was set up changes nothing and makes no file', async () => {
  const { home, file } = makeCursor()
  expect((await runIn(home, ['setup', 'cursor', '--remove'])).stderr).toContain('Nothing had to be changed')
  expect(readFileSync(file, 'utf8')).toBe(OTHERS)
  await runIn(home, ['setup', 'kiro', '--remove'])
  expect(existsSync(join(home, '.kiro'))).toBe(false)
})

it('lists the clients with their files and whether they are set up', async () => {
  const { home, file } = makeCursor()
  await runIn(home, ['setup', 'windsurf', '--write'])
  const { stdout } = await runIn(home, ['setup'])
  expect(stdout.trim().split('\n')).toHaveLength(CLIENTS.length)
  expect(stdout).toContain(`cursor          not set up  ${file}`)
  expect(stdout).toMatch(/^windsurf +set up /m)
  expect(stdout).toMatch(/^codex +no file /m)
})

it('shows the file of another platform and does not write there', async () => {
  const home = makeTemporaryFolder()
  const other = process.platform === 'win32' ? 'linux' : 'windows'
  const shown = await runIn(home, ['setup', 'claude-desktop', '--platform', other])
  expect(shown.stderr).toContain(other === 'windows' ? '%APPDATA%\\Claude\\' : '~/.config/Claude/')
  expect(shown.stderr).toContain('put those of the other one in their place')
  const refused = await runIn(home, ['setup', 'claude-desktop', '--platform', other, '--write'])
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Leave out --platform') })
})

it.each([
  [['setup', 'emacs'], 'Use one of claude-desktop, claude-code'],
  [['setup', '--write'], 'No client was named'],
  [['setup', 'cursor', '--write', '--remove'], 'Give one of them'],
])('%j is refused with the way out', async (args, said) => {
  expect(await runIn(makeTemporaryFolder(), args)).toMatchObject({ code: 1, stderr: expect.stringContaining(said) })
})
