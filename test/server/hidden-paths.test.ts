// Whoever may ask a server over HTTP learns nothing of the machine it runs on: no answer names a file of it. What is
// wrong with them, its log says.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { LAMP, PROGRAM, setUpCrawled } from '../cli/run-program.ts'
import { askRaw, MCP_HEADERS, makeRpc, serve } from './served.ts'

const LAMP_PATH = new URL(LAMP).pathname
const GONE = LAMP.replace('a.html', 'nothing.html')
const PATHS = [
  '/',
  '/guides',
  '/search?q=text+of+a',
  `/read${LAMP_PATH}`,
  '/read/torch/latest/dg/a.html',
  '/api/search?q=a',
]
const CALLS: [string, object][] = [
  ['search_documentation', { search_phrase: 'text of a' }],
  ['search_documentation', { search_phrase: 'rotate a secret in Secrets Manager' }],
  ['search_table', { query: 'quota', guide: 'lambda-dg' }],
  ['read_documentation', { url: LAMP }],
  ['read_documentation', { url: `${LAMP} ${GONE}` }],
  ['read_documentation', { url: 'https://docs.aws.amazon.com/torch/latest/dg/a.html', images: true }],
  ['read_sections', { url: LAMP, section_titles: ['Nothing'] }],
  ['recommend', { url: LAMP }],
  ['list_guides', {}],
  ['list_guides', { query: 'lambda' }],
  ['whats_changed', {}],
]
const OTHERS: [string, object][] = [
  ['resources/list', {}],
  ['resources/read', { uri: 'awsdocs://index' }],
  ['resources/read', { uri: `awsdocs://en_us/lamp/latest/dg/a.html` }],
  [
    'completion/complete',
    {
      ref: { type: 'ref/resource', uri: 'awsdocs://{locale}/{service}/{version}/{guide}/{+page}' },
      argument: { name: 'guide', value: 'd' },
    },
  ],
  ['server/discover', {}],
]

async function listAnswers(url: string): Promise<string[]> {
  const answers: string[] = []
  for (const path of [...PATHS, '/healthz', '/metrics', '/nothing'])
    for (const language of ['en', 'ja']) {
      const { body, headers } = await askRaw(url, path, { headers: { 'accept-language': language } })
      answers.push(`${path} ${JSON.stringify(headers)} ${body}`)
    }
  const messages = [...CALLS.map(([name, args]) => ['tools/call', { name, arguments: args }] as const), ...OTHERS]
  for (const [method, params] of messages) {
    const body = makeRpc(method, params)
    const answer = await askRaw(url, '/mcp', { method: 'POST', headers: MCP_HEADERS, body })
    answers.push(`${body} ${answer.body}`)
  }
  return answers
}

test.each<[string, (file: string) => void, RegExp | undefined]>([
  ['a whole index', () => {}, undefined],
  ['no index', (file) => writeFileSync(file, ''), undefined],
  ['a damaged index', (file) => writeFileSync(file, readFileSync(file).fill(0x5a, 4096)), /is damaged/],
  ['a file that is no index', (file) => writeFileSync(file, 'notes '.repeat(1000)), /is not a SQLite database/],
])('of %s', async (_, spoil, logged) => {
  const { indexFile } = await setUpCrawled()
  spoil(indexFile)
  const server = await serve(indexFile)
  const answers = await listAnswers(server.url)
  const told = answers.filter((answer) => answer.includes(dirname(indexFile)) || answer.includes('served-test-'))
  expect(told).toEqual([])
  expect(answers.join('\n')).toMatch(logged ? /its log says why|log of this server/ : /aws-docs-offline --index INDEX /)
  if (logged) {
    const { message } = await server.waitForLog(({ level, event }) => level === 'warn' && event === 'message')
    expect(message).toMatch(logged)
    expect(message).toContain(indexFile)
  }
  await server.stop()
})

test('of what keeps it from the network', async () => {
  const { indexFile, folder } = await setUpCrawled()
  mkdirSync(`${folder}/certificates`)
  const environment = { HTTPS_PROXY: `${folder}/certificates`, AWS_DOCS_ORIGIN: '', AWS_DOCS_SEARCH_URL: '' }
  const server = await serve(indexFile, [], PROGRAM, environment, [])
  const answers = await listAnswers(server.url)
  expect(answers.filter((answer) => answer.includes(folder))).toEqual([])
  expect(answers.join('\n')).toContain('the network settings of this server do not work')
  expect((await server.waitForLog(({ level }) => level === 'warn')).message).toContain('HTTPS_PROXY')
  await server.stop()
})
