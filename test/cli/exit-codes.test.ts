// What every command ends with, as docs/reference.md has it: above all, that what is not there is 3, whichever command
// was asked for it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LAMP, setUpCrawled } from './run-program.ts'

it('what is not there is refused alike: a guide, a product, a page, a section, a language', async () => {
  const { run, folder } = await setUpCrawled()
  const at = (name: string) => join(folder, name)
  await run('keygen', at('key'))
  const sign = ['--sign', at('key')]
  const source = ['--from', at('repository'), '--trust', at('key.pub')]
  expect((await run('publish', at('repository'), ...sign)).code).toBe(0)
  const absent = [
    ['search', 'text of a', '--guide', 'nothing-dg'],
    ['search', 'text of a', '--product', 'Nothing'],
    ['search', 'text of a', '--guide-type', 'Nothing Guide'],
    ['read', LAMP.replace('a.html', 'nothing.html')],
    ['read', LAMP, '--section', 'Nothing of the kind'],
    ['changes', 'nothing-dg'],
    ['changes', 'lamp-dg', '--locale', 'ko_kr'],
    ['changes', '--locale', 'ko_kr'],
    ['guides', 'find', 'nothing-dg'],
    ['guides', 'contents', 'nothing-dg'],
    ['guides', 'contents', 'lamp-dg', '--locale', 'ko_kr'],
    ['guides', 'contents', 'lamp-dg', 'zzzqqq'],
    ['guides', 'contents', LAMP.replace('a.html', 'nothing.html')],
    ['crawl', 'nothing-dg'],
    ['refresh', 'nothing-dg'],
    ['refresh', 'lamp-dg', '--locale', 'ko_kr'],
    ['refresh', '--locale', 'ko_kr'],
    ['export', at('x.awsdocs'), '--guide', 'nothing-dg'],
    ['export', at('x.awsdocs'), '--locale', 'ko_kr'],
    ['export', at('x.awsdocs'), '--guide', 'lamp-dg', '--locale', 'en_us', 'ko_kr'],
    ['publish', at('other'), '--guide', 'nothing-dg', ...sign],
    ['publish', at('other'), '--locale', 'ko_kr', ...sign],
    ['pull', 'nothing-dg', ...source],
    ['pull', 'lamp-dg', '--locale', 'ko_kr', ...source],
    ['pull', '--all', '--locale', 'ko_kr', ...source],
    ['pull', '--locale', 'ko_kr', ...source],
    ['init', '--guide', 'nothing-dg', '--no-setup'],
  ]
  const ends: [string, number | null][] = []
  for (const args of absent) {
    const { code, stderr } = await run(...args)
    ends.push([args.slice(0, 6).join(' '), code])
    expect(stderr, args.join(' ')).not.toContain('This is a defect')
  }
  expect(ends.filter(([, code]) => code !== 3)).toEqual([])
}, 60_000)

it('what is wrong is 1, what was found empty is 0', async () => {
  const { run, folder } = await setUpCrawled()
  const wrong = [
    ['search', '   '],
    ['search', 'a', '--limit', '0'],
    ['search', 'a', '--locale', 'nothing'],
    ['read', 'https://example.com/'],
    ['changes', '--since', 'sometime'],
    ['import', join(folder, 'nothing.awsdocs')],
    ['verify', join(folder, 'nothing.awsdocs')],
    ['--index', join(folder, 'nothing.sqlite'), 'changes'],
    ['setup', 'nothing'],
    ['nothing'],
    ['crawl', '--nothing'],
  ]
  for (const args of wrong) expect([args, (await run('--offline', ...args)).code]).toEqual([args, 1])
  for (const args of [['search', 'zzzqqq'], ['changes'], ['guides', 'wanted']])
    expect([args, (await run('--offline', ...args)).code]).toEqual([args, 0])
})

it('the documentation has a line for every code', () => {
  const reference = readFileSync(new URL('../../docs/reference.md', import.meta.url), 'utf8')
  const table = reference.slice(reference.indexOf('## Exit codes'), reference.indexOf('## Commands'))
  expect([...table.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))).toEqual([0, 1, 2, 3, 130])
})
