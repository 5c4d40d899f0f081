// One page of one guide, read once, changed once: no message says "1 pages".

import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makePageHtml, putGuide } from '../crawl/crawl-site.ts'
import { call, connect } from '../mcp/mcp-setup.ts'
import { serve } from '../server/served.ts'
import { LAMP, setUpProgram } from './run-program.ts'

/** `1 URL` and `1 was` are good English. */
const WRONG = /(?<![\d.,=])1 (?!was\b|is\b|has\b|this\b)(?:[a-z]+ )?[A-Za-z]+(?<!s|us)s\b/

const TOOLS = [
  ['search_documentation', { search_phrase: 'another text' }],
  ['read_documentation', { url: LAMP }],
  ['read_sections', { url: LAMP, section_titles: ['More about Page a'] }],
  ['recommend', { url: LAMP }],
  ['list_guides', {}],
  ['list_guides', { query: 'lamp' }],
  ['whats_changed', {}],
] as const

it('one of anything is named in the singular, whoever says it', async () => {
  const { site, folder, indexFile, run } = await setUpProgram()
  site.files.clear()
  site.files.set('/robots.txt', 'User-agent: *\nDisallow:\n')
  putGuide(site, ['a'])
  const bundle = join(folder, 'one.awsdocs')
  const said: string[] = []
  const say = async (...args: string[]) => {
    const { stdout, stderr } = await run(...args)
    said.push(`${args[0]}: ${stdout}${stderr}`)
  }
  await say('crawl', LAMP, '--crawl-delay', '0')
  site.files.set('/lamp/latest/dg/a.html', makePageHtml('Page a', 'another text.'))
  await say('refresh', '--max-age', '0')
  for (const command of ['status', 'changes', 'doctor', 'guides']) await say(command)
  await say('export', bundle)
  await say('verify', bundle)
  await say('import', bundle)
  await run('keygen', join(folder, 'key'))
  await say('publish', join(folder, 'repository'), '--sign', join(folder, 'key'))
  await say('pull', '--all', '--from', join(folder, 'repository'), '--trust', join(folder, 'key.pub'))
  const client = await connect('newer', folder)
  for (const [tool, args] of TOOLS) said.push(`${tool}: ${(await call(client, tool, args)).text}`)
  const served = await serve(indexFile)
  for (const path of ['/', '/guides', '/search?q=text', '/read/lamp/latest/dg/a.html'])
    said.push(`${path}: ${(await (await fetch(served.url + path)).text()).replace(/<[^>]*>/g, '')}`)
  await served.stop()
  for (const text of said) expect([WRONG.exec(text)?.[0], text]).toEqual([undefined, text])
  expect(said.join('\n')).toContain('1 page of 1 guide')
})
