// An option that there is not: the one that was probably meant is named, of every command.

import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { setUpProgram } from './run-program.ts'

interface Known {
  readonly words: readonly string[]
  readonly names: readonly string[]
}

function listKnown(command: Command, words: readonly string[] = []): Known[] {
  const below = command.commands.flatMap((one) => listKnown(one, [...words, one.name()]))
  const names = command.options.flatMap(({ long }) => long?.slice(2) ?? [])
  return words.length === 0 ? below : [{ words, names }, ...below]
}

it.each([
  [['crawl', 'lambda-dg', '--delay', '2'], '--delay', 'Did you mean --crawl-delay?'],
  [['crawl', 'lambda-dg', '--delay=2'], '--delay', 'Did you mean --crawl-delay?'],
  [['crawl', 'lambda-dg', '--page-limit', '2'], '--page-limit', 'Did you mean --max-pages?'],
  [['search', 'x', '-limit', '3'], '-limit', 'Did you mean --limit?'],
  [['search', 'x', '--lmit=3'], '--lmit', 'Did you mean --limit?'],
  [['search', 'x', '--result-limit', '3'], '--result-limit', 'Did you mean --limit?'],
  [['search', 'x', '--guideType', 'User Guide'], '--guideType', 'Did you mean --guide-type?'],
  [['serve', '--allowed', 'x'], '--allowed', 'Did you mean one of --allowed-host, --allowed-origin?'],
  [['serve', '--prot', '1'], '--prot', 'Did you mean --port?'],
  [['crawl', 'x', '--limit', '3'], '--limit', '--limit is an option of search, guides contents, changes.'],
  [['--json', 'search', 'x'], '--json', '--json is an option of search: write it behind "search".'],
  [['read', 'x', '--offlin'], '--offlin', 'Did you mean --offline?'],
])('%j is led to what was meant', async (args, flag, said) => {
  const { run } = await setUpProgram()
  const { code, stdout, stderr } = await run(...args)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toBe(`error: unknown option '${flag}'\n(${said})\n(--help says how)\n`)
})

it('nothing is made up where nothing is near', async () => {
  const { run } = await setUpProgram()
  for (const flag of ['--zzz', '-x', '---'])
    expect((await run('search', 'x', flag)).stderr).toBe(`error: unknown option '${flag}'\n(--help says how)\n`)
})

it('each option of each command is found by its first and by its last part', async () => {
  const { run } = await setUpProgram()
  const unled: string[] = []
  const known = listKnown(createProgram()).map(({ words, names }) => ({ words, names: [...names, 'index', 'offline'] }))
  for (const { words, names } of known) {
    for (const name of names) {
      const parts = name.split('-')
      for (const part of [parts[0] ?? '', parts.at(-1) ?? '']) {
        if (names.includes(part) || part === 'no') continue
        // What must be there is asked for first.
        const { stderr } = await run(...words, ...(words[0] === 'publish' ? ['--sign', 'x'] : []), `--${part}`)
        if (!stderr.includes(`--${name}`)) unled.push(`${words.join(' ')} --${part}: ${stderr}`)
      }
    }
  }
  expect(unled).toEqual([])
})
