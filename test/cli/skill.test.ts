// skills/aws-docs/SKILL.md: its front matter is what assistants take, and each of its commands does what it says.

import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Ended, PROGRAM, setUpProgram, waitForEnd } from './run-program.ts'
import { splitAsShell } from './shell-words.ts'

const SKILL = readFileSync(new URL('../../skills/aws-docs/SKILL.md', import.meta.url), 'utf8')
const [, FRONT = '', BODY = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(SKILL) ?? []
const COMMANDS = [...BODY.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.trim().split('\n'))
const BASE = '/lambda/latest/dg/'

/** A guide at the addresses that the skill names, made for this test. */
const PAGES: Readonly<Record<string, string>> = {
  'welcome.html': '<h1 id="welcome">What is it?</h1><p>It runs functions.</p>',
  'lambda-functions.html': '<h1 id="functions">Functions</h1><p>How functions are made.</p>',
  'configuration-timeout.html':
    '<h1 id="configuration-timeout">Function timeout</h1><p>A function stops when its timeout has passed.</p>',
  'gettingstarted-limits.html':
    '<h1 id="limits">Quotas</h1><p>Quotas of functions.</p><h2 id="function-configuration-deployment-and-execution">Function configuration, deployment, and execution</h2><p>The maximum timeout of a function is 900 seconds.</p>',
}
const CONTENTS = [
  { title: 'What is it?', href: 'welcome.html' },
  {
    title: 'Functions',
    href: 'lambda-functions.html',
    contents: [{ title: 'Function timeout', href: 'configuration-timeout.html' }],
  },
  { title: 'Quotas', href: 'gettingstarted-limits.html' },
]

test('the front matter has a name as its folder and says when to use it, within what assistants read', () => {
  const fields = Object.fromEntries(FRONT.split('\n').map((line) => line.split(/: (.*)/s)))
  expect(Object.keys(fields)).toEqual(['name', 'description', 'license'])
  expect(fields.name).toBe('aws-docs')
  expect(fields.description).toMatch(/Use for/)
  expect(fields.description.length).toBeLessThanOrEqual(1024)
  // YAML would read these as something else.
  expect(fields.description).not.toMatch(/: | #|[<>]/)
  expect(SKILL.split('\n').length).toBeLessThan(500)
})

test('every command of the skill does what it says', async () => {
  const { site, folder, env, run } = await setUpProgram()
  for (const [name, content] of Object.entries(PAGES)) {
    const title = /<h1[^>]*>([^<]*)</.exec(content)?.[1]
    site.files.set(
      `${BASE}${name}`,
      `<!DOCTYPE html><html lang="en"><head><title>${title}</title><meta name="product" content="AWS Lambda"/><meta name="guide" content="Developer Guide"/><meta name="guide-locale" content="en_us"/></head><body><div id="main-content"><div id="main-col-body">${content}</div></div></body></html>`,
    )
  }
  site.files.set(`${BASE}toc-contents.json`, JSON.stringify({ contents: CONTENTS }))
  expect((await run('crawl', 'lambda-dg')).code).toBe(0)

  // As a shell would run it, found by its name: the first; the others with the words that a shell makes of them.
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'aws-docs-offline'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`)
  chmodSync(join(bin, 'aws-docs-offline'), 0o755)
  const inShell = (line: string): Promise<Ended> =>
    waitForEnd(
      spawn('/bin/sh', ['-c', line], {
        env: { ...env, PATH: `${bin}:${env.PATH}` },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    )

  expect(COMMANDS.length).toBeGreaterThanOrEqual(14)
  const words = splitAsShell(COMMANDS)
  for (const [at, line] of COMMANDS.entries()) {
    expect(line).toMatch(/^aws-docs-offline [a-z]+ ?/)
    const { code, stdout, stderr } = at === 0 ? await inShell(line) : await run(...(words[at]?.slice(1) ?? []))
    const talked = line.includes(' changes ') || line.includes(' crawl ') ? stderr : ''
    expect([line, code, stderr.replace(talked, '')]).toEqual([line, 0, expect.not.stringContaining('error:')])
    expect([line, `${stdout}${talked}`]).toEqual([line, expect.stringMatching(getExpected(line))])
  }
})

function getExpected(line: string): RegExp {
  if (line.endsWith('--json')) return /"coverage":\{"grade":"(answered|weak)"/
  if (line.includes(' search ')) return /\| .*timeout/
  if (line.includes(' read ')) return /maximum timeout of a function is 900 seconds/
  if (/contents \S+$/.test(line) || line.endsWith(' timeout'))
    return /Function timeout {2}https:.*configuration-timeout\.html/
  if (line.includes(' find ')) return /lambda-dg/
  if (line.includes(' status')) return /4 pages/
  if (line.includes(' changes ')) return /goes back to/
  return /4 pages|up to date|unchanged|not due/i
}
