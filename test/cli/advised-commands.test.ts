// The commands that every surface prints: none that needs a network where there is none, and each, when it is copied,
// acts on the index that was looked at.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { call, connectToNamed } from '../mcp/mcp-setup.ts'
import { askRaw, serve } from '../server/served.ts'
import { LAMP, setUpProgram } from './run-program.ts'

const GONE = 'https://docs.aws.amazon.com/lamp/latest/dg/gone.html'
const TORCH = 'https://docs.aws.amazon.com/torch/latest/dg/gone.html'
const COMMAND = /aws-docs-offline (?:--index ('[^']*'|\S+) )?(?:changes|crawl|doctor|import|pull|refresh|status)\b/g

/** All that is said, by surface. `isHalf`: of a guide that is there in part, else of no index. */
async function listSaid(
  isHalf: boolean,
): Promise<{ readonly said: ReadonlyMap<string, string>; readonly index: string }> {
  const { run, folder } = await setUpProgram()
  mkdirSync(join(folder, 'my docs'))
  const index = join(folder, 'my docs/lamp.sqlite')
  if (isHalf) expect((await run('--index', index, 'crawl', LAMP, '--max-pages', '1')).code).toBe(0)
  const said = new Map<string, string>()
  const runs = [
    ['status'],
    ['doctor'],
    ['search', 'unfathomable'],
    ['search', 'rotate a secret in Secrets Manager'],
    ['read', GONE],
    ['read', TORCH],
    ['changes', 'x-dg'],
  ]
  for (const args of [...runs, ['guides', 'add', TORCH], ['refresh'], ['crawl', 'lamp-dg']]) {
    const { stdout, stderr } = await run('--offline', '--index', index, ...args)
    said.set(`command ${args.join(' ')}`, stdout + stderr)
  }
  for (const args of [...runs.slice(0, 5), ['refresh'], ['guides', 'find', 'lamp']]) {
    const { stdout, stderr } = await run('--offline', '--index', index, ...args, '--json')
    const data = stdout === '' ? [] : listTexts(JSON.parse(stdout))
    said.set(`command ${args.join(' ')} --json`, [...data, stderr].join('\n'))
  }
  const { client } = await connectToNamed('newer', folder, { AWS_DOCS_INDEX: index })
  const calls: [string, Record<string, unknown>][] = [
    ['list_guides', {}],
    ['list_guides', { query: 'lambda' }],
    ['list_guides', { query: 'nothing like it' }],
    ['search_documentation', { search_phrase: 'rotate a secret in Secrets Manager' }],
    ['search_table', { query: 'quota', guide: 'lambda-dg' }],
    ['read_documentation', { url: GONE }],
    ['read_documentation', { url: `${GONE} ${TORCH}` }],
    ['recommend', { url: TORCH }],
    ['whats_changed', { guide: 'lambda-dg' }],
  ]
  for (const [tool, args] of calls) {
    const { text, structured } = await call(client, tool, args)
    said.set(`${tool} ${JSON.stringify(args)}`, `${text} ${listTexts(structured).join('\n')}`)
  }
  const { contents } = await client.readResource({ uri: 'awsdocs://index' })
  said.set('resource', contents.map((part) => ('text' in part ? part.text : '')).join('\n'))
  const server = await serve(index)
  for (const language of ['en', 'ja']) {
    for (const path of ['/', '/guides', `/search?q=dynamodb`, '/read/lamp/latest/dg/gone.html']) {
      const { body } = await askRaw(server.url, path, { headers: { 'accept-language': language } })
      said.set(`${language} ${path}`, load(body)('main').text())
    }
  }
  await server.stop()
  return { said, index }
}

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : []
}

test.each([
  ['half a guide', true],
  ['no index', false],
])('offline and with an index of another name: %s', async (_, isHalf) => {
  const { said, index } = await listSaid(isHalf)
  const commands = [...said].flatMap(([where, text]) =>
    [...text.matchAll(COMMAND)].map(([command, named]) => ({ where, command, named })),
  )
  expect(commands.filter(({ command }) => /(?:crawl|refresh)$/.test(command))).toEqual([])
  // Who asks over HTTP is not told where the index is, only that it has to be named.
  const isWeb = (where: string) => /^(?:en|ja) /.test(where)
  expect(commands.filter(({ where, named }) => named !== (isWeb(where) ? 'INDEX' : `'${index}'`))).toEqual([])
  expect(commands.some(({ where }) => isWeb(where))).toBe(true)
  const silent = [...said.keys()].filter((where) => commands.every((command) => command.where !== where))
  expect(silent).not.toContain('list_guides {"query":"lambda"}')
  for (const name of ['status', 'doctor', 'search rotate a secret in Secrets Manager'])
    if (isHalf) expect(silent).not.toContain(`command ${name} --json`)
  if (!isHalf) expect(silent).not.toContain('resource')
  expect(commands.length).toBeGreaterThan(20)
})

/** Every command that is named in the fields of what `--json` printed. */
function listCommands(stdout: string): { readonly command: string; readonly named: string | undefined }[] {
  const texts = listTexts(JSON.parse(stdout)).join('\n')
  return [...texts.matchAll(COMMAND)].map(([command, named]) => ({ command, named }))
}

test('with an index of another name, reasons name it in data as they do in text', async () => {
  const { run, start, site, folder } = await setUpProgram()
  const index = join(folder, 'lamp.sqlite')
  expect((await run('--index', index, 'crawl', LAMP)).code).toBe(0)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    site.misbehave = (path, _, response) => {
      if (!path.endsWith('b.html')) return undefined
      release = () => void response.writeHead(404).end()
      resolve()
      return 'handled'
    }
  })
  const crawl = start('--index', index, 'crawl', LAMP)
  const ended = new Promise((resolve) => crawl.once('close', resolve))
  await held
  const answers = [
    await run('--index', index, 'crawl', LAMP, '--json'),
    await run('--index', index, 'refresh', '--json'),
    await run('--index', index, 'init', '--guide', LAMP.replace('/lamp/', '/torch/'), '--no-setup', '--json'),
  ]
  release()
  await ended
  for (const { code, stdout } of answers) {
    expect(code).toBe(3)
    expect(listCommands(stdout)).toEqual([{ command: expect.stringMatching(/ status$/), named: index }])
  }
})

test('what a page says of commands stays as it is, in data as in text', async () => {
  const { run, site, folder } = await setUpProgram()
  const said = 'Run "aws-docs-offline status" and "aws-docs-offline crawl lambda-dg" now.'
  const path = '/lamp/latest/dg/a.html'
  site.files.set(path, String(site.files.get(path)).replaceAll('text of a.', said))
  const index = ['--index', join(folder, 'lamp.sqlite')]
  expect((await run(...index, 'crawl', LAMP)).code).toBe(0)
  for (const args of [
    ['search', 'run status now'],
    ['read', LAMP],
  ])
    for (const json of [[], ['--json']]) {
      const { stdout } = await run('--offline', ...index, ...args, ...json)
      expect(stdout.replaceAll('\\"', '"')).toContain(said)
    }
})
