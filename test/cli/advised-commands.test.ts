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
    ['read', GONE],
    ['read', TORCH],
    ['changes', 'x-dg'],
  ]
  for (const args of [...runs, ['guides', 'add', TORCH], ['refresh'], ['crawl', 'lamp-dg']]) {
    const { stdout, stderr } = await run('--offline', '--index', index, ...args)
    said.set(`command ${args.join(' ')}`, stdout + stderr)
  }
  const { stdout } = await run('--offline', '--index', index, 'status', '--json')
  for (const { completeness } of JSON.parse(stdout).guides) said.set('status --json', String(completeness.command))
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
  if (!isHalf) expect(silent).not.toContain('resource')
  expect(commands.length).toBeGreaterThan(20)
})
