// An address of another site is no misspelt guide: every command that takes an address says which sites there are.

import { join } from 'node:path'
import { expect, it } from 'vitest'
import { connectToProgram } from '../mcp/mcp-program.ts'
import { call } from '../mcp/mcp-setup.ts'
import { setUpCrawled } from './run-program.ts'

const SITES = 'only pages of docs.aws.amazon.com and docs.amazonaws.cn are '

it.each(['https://example.com', 'example.com', 'http://example.com/lambda/latest/dg/a.html', 'example.com/a/b/c.html'])(
  '%s',
  async (address) => {
    const { run, folder } = await setUpCrawled()
    const at = (name: string) => join(folder, name)
    await run('keygen', at('key'))
    await run('publish', at('repository'), '--sign', at('key'))
    const commands = [
      ['crawl', address],
      ['refresh', address],
      ['read', address],
      ['changes', address],
      ['search', 'text of a', '--guide', address],
      ['guides', 'add', address],
      ['guides', 'contents', address],
      ['export', at('x.awsdocs'), '--guide', address],
      ['publish', at('repository'), '--sign', at('key'), '--guide', address],
      ['pull', address, '--from', at('repository'), '--trust', at('key.pub')],
      ['init', '--no-setup', '--guide', address],
    ]
    for (const args of commands) {
      const { code, stdout, stderr } = await run(...args)
      expect.soft([args.join(' '), code, stdout]).toEqual([args.join(' '), 1, ''])
      expect.soft(stderr, args.join(' ')).toContain(`"${address}" is on example.com; ${SITES}`)
      expect.soft(stderr).not.toContain('Did you mean')
      expect.soft(stderr).not.toContain('guides find')
    }
    const client = await connectToProgram('newer', folder, { AWS_DOCS_OFFLINE: '1' })
    for (const [tool, input] of [
      ['read_documentation', { url: address }],
      ['read_sections', { url: address, section_titles: ['A'] }],
      ['recommend', { url: address }],
      ['search_table', { query: 'quota', url: address }],
      ['search_table', { query: 'quota', guide: address }],
      ['whats_changed', { guide: address }],
      ['list_guides', { contents_of: address }],
    ] as const) {
      const { text, isError } = await call(client, tool, input)
      expect.soft([tool, isError]).toEqual([tool, true])
      expect.soft(text, tool).toContain(`is on example.com; ${SITES}`)
    }
  },
)
