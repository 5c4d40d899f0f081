// Input of any length is said back in short, on every surface: with an ellipsis, and no character cut in two.

import { join } from 'node:path'
import { expect, it } from 'vitest'
import { connectToProgram } from '../mcp/mcp-program.ts'
import { call } from '../mcp/mcp-setup.ts'
import { askRaw, serve } from '../server/served.ts'
import { LAMP, setUpCrawled } from './run-program.ts'

/** The x lets every cut at an even place fall into a character. */
const LONG_INPUTS = {
  'one word': 'x'.repeat(100_000),
  'characters of two halves': `x${'😀'.repeat(50_000)}`,
  'many words': 'many words '.repeat(9000),
}
const LONG = Object.values(LONG_INPUTS)
const LOCALES_ARE_NAMED = 1500

function expectBrief(said: string, what: string): void {
  expect.soft(said.length, `${what}: ${said.slice(0, 200)}`).toBeLessThan(LOCALES_ARE_NAMED)
  expect.soft(said.isWellFormed(), what).toBe(true)
  expect.soft(said, what).not.toContain('This is a defect')
}

// One test for each: every command is a program that starts.
it.each(Object.entries(LONG_INPUTS))(
  'on the command line: %s',
  async (_, long) => {
    const { run, folder } = await setUpCrawled()
    await run('keygen', join(folder, 'key'))
    await run('publish', join(folder, 'repository'), '--sign', join(folder, 'key'))
    const source = ['--from', join(folder, 'repository'), '--trust', join(folder, 'key.pub')]
    const page = `${LAMP.replace('a.html', '')}${long}.html`
    const commands = [
      ['search', long],
      ['search', 'text of a', '--guide', long],
      ['search', 'text of a', '--product', long],
      ['search', 'text of a', '--guide-type', long],
      ['search', 'text of a', '--guide', 'lamp-dg', long],
      ['search', 'text of a', '--product', 'Made-up Lamp', long],
      ['search', 'text of a', '--locale', long],
      ['search', 'text of a', '--limit', long],
      ['search', 'text of a', '--also', long],
      ['search', 'text of a', '--partition', long],
      ['read', long],
      ['read', page],
      ['read', `https://example.com/${long}`],
      ['read', `https://docs.aws.amazon.com/${long}`],
      ['read', `/${long}/latest/dg/a.html`],
      ['read', `${LAMP}#${long}`],
      ['read', LAMP, '--section', long],
      ['read', LAMP, '--section', 'Page a', '--section', long],
      ['changes', long],
      ['changes', page],
      ['changes', '--since', long],
      ['guides', 'find', long],
      ['guides', 'add', long],
      ['guides', 'contents', long],
      ['guides', 'contents', page],
      ['crawl', long],
      ['refresh', long],
      ['refresh', '--max-age', long],
      ['export', join(folder, 'x.awsdocs'), '--guide', long],
      ['publish', join(folder, 'repository'), '--sign', join(folder, 'key'), '--guide', long],
      ['pull', long, ...source],
      ['setup', long],
      ['init', '--guide', long],
      ['completion', long],
      [long],
    ]
    for (const args of commands) {
      const { stdout, stderr } = await run('--offline', ...args)
      expectBrief(
        stdout.replace(/^(?:# Page a|1\. )[\s\S]*/, '') + stderr,
        args.map((arg) => arg.slice(0, 60)).join(' '),
      )
    }
  },
  120_000,
)

it('over MCP', async () => {
  const { folder } = await setUpCrawled()
  const client = await connectToProgram('newer', folder, { AWS_DOCS_OFFLINE: '1' })
  for (const long of [...LONG, LONG[0]?.slice(0, 9000) ?? '', LONG[1]?.slice(0, 1999) ?? '']) {
    const calls: [string, Record<string, unknown>][] = [
      ['search_documentation', { search_phrase: long }],
      ['search_documentation', { search_phrase: 'zzz', product_types: [long] }],
      ['search_documentation', { search_phrase: 'zzz', guide_types: [long, 'Developer Guide'] }],
      ['search_documentation', { search_phrase: 'zzz', locale: long }],
      ['search_documentation', { search_phrase: 'zzz', limit: long }],
      ['search_documentation', { search_phrase: 'zzz', partition: long }],
      ['search_documentation', { search_phrase: 'zzz', [long]: 1 }],
      ['read_documentation', { url: long }],
      ['read_documentation', { url: `/lamp/latest/dg/${long}.html` }],
      ['read_documentation', { url: `https://example.com/${long}` }],
      ['read_sections', { url: LAMP, section_titles: [long] }],
      ['search_table', { query: 'quota', guide: long }],
      ['search_table', { query: 'quota', url: LAMP, section_title: long }],
      ['recommend', { url: long }],
      ['list_guides', { query: long }],
      ['list_guides', { contents_of: long }],
      ['whats_changed', { since: long }],
      ['whats_changed', { guide: long }],
    ]
    for (const [tool, args] of calls) {
      const { text } = await call(client, tool, args)
      const isList = tool === 'list_guides' && text.includes('lamp-dg')
      const name = `${tool} ${JSON.stringify(args).slice(0, 60)}`
      expectBrief(isList ? text.slice(0, 200) + text.slice(-800) : text, name)
    }
  }
}, 60_000)

it('on the web page, where only the box to change it in and the links hold it whole', async () => {
  const { indexFile } = await setUpCrawled()
  const server = await serve(indexFile)
  const long = `x${'😀'.repeat(900)}`
  for (const language of ['en', 'ja']) {
    for (const path of [
      '/search?q=',
      '/api/search?q=',
      '/search?q=a&product=',
      '/search?q=a&guide=',
      '/read/lamp/latest/dg/',
    ]) {
      const { body } = await askRaw(
        server.url,
        path + encodeURIComponent(path.endsWith('=') ? long : 'x'.repeat(3000)),
        {
          headers: { 'accept-language': language },
        },
      )
      const shown = (path.startsWith('/api') ? JSON.parse(body).html + JSON.parse(body).title : body).replace(
        /(?:value|href)="[^"]*"/g,
        '',
      )
      expect(shown.isWellFormed()).toBe(true)
      expect.soft(shown).not.toMatch(/(?:😀){150}|x{300}/u)
    }
  }
  await server.stop()
}, 60_000)
