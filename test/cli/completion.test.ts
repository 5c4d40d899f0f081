// Completion: what could follow, from the program's own tree, and the script in a real bash.

import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { completeWords } from '../../src/cli/completion/complete-words.ts'
import { formatCompletion } from '../../src/cli/completion/completion-scripts.ts'
import { createProgram } from '../../src/cli/program.ts'
import { crawlGuide, LAMBDA, makeIndex, makeTemporaryFolder } from '../bundle/synthetic-index.ts'
import { runIn } from './run-in-folder.ts'
import { PROGRAM } from './run-program.ts'

// Every test with a shell starts the program several times.
const program = createProgram()
const VALUES: Record<string, string[]> = { guide: ['lamp-api', 'lamp-dg', 'queue-dg'], locale: ['en_us', 'ja_jp'] }

function listOffered(...words: string[]): string[] | 'files' {
  const found = completeWords(program, words, (name) => VALUES[name])
  return found.kind === 'files' ? 'files' : found.candidates.map(({ value }) => value)
}

function listTree(command: Command, path: string[] = []): { command: Command; path: string[] }[] {
  return [{ command, path }, ...command.commands.flatMap((one) => listTree(one, [...path, one.name()]))]
}

describe('what could follow', () => {
  it.each(listTree(program).map(({ command, path }) => [path.join(' ') || 'nothing yet', command, path] as const))(
    '%s: all of its commands and options, and those of the program',
    (_, command, path) => {
      for (const below of command.commands)
        expect(listOffered(...path, below.name().slice(0, 2))).toContain(below.name())
      for (const { long } of command.options) expect(listOffered(...path, long?.slice(0, 3) ?? '')).toContain(long)
      expect(listOffered(...path, '--')).toEqual(expect.arrayContaining(['--help', '--index', '--offline']))
    },
  )

  it.each([
    [['se'], ['serve', 'search', 'setup']],
    [
      ['crawl', 'lamp'],
      ['lamp-api', 'lamp-dg'],
    ],
    [['crawl', 'lamp-dg', 'q'], ['queue-dg']],
    [['crawl', '--locale', 'ja_jp', 'lamp-d'], ['lamp-dg']],
    [
      ['crawl', '--max-pages', '5', '--locale', ''],
      ['en_us', 'ja_jp'],
    ],
    [['search', '--guide', 'lamp-dg', 'lamp-a'], ['lamp-api']],
    [['search', '--guide', 'lamp-dg', '--loc'], ['--locale']],
    [['search', '--locale=j'], ['--locale=ja_jp']],
    [['search', '--locale', '=', 'j'], ['ja_jp']],
    [['search', 'lamp'], []],
    [['search', '--guide', 'lamp-dg', '--', '--loc'], []],
    [['--offline', 'expo'], ['export']],
    [['setup', 'cursor', '--platform', 'm'], ['macos']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['guides', 'fi'], ['find']],
    [['nonsense', ''], []],
  ])('%j: %j', (words, candidates) => {
    expect(listOffered(...words)).toEqual(candidates)
  })

  it.each([
    [['--index', '']],
    [['export', 'a']],
    [['export', '--since', '']],
    [['import', '--trust', 'k']],
    [['export', '--sign=k']],
    [['keygen', '']],
  ])('%j: a file', (words) => {
    expect(listOffered(...words)).toBe('files')
  })
})

it('zsh and fish are told what a word means', () => {
  const found = {
    kind: 'words',
    candidates: [
      { value: 'a:b', description: 'says' },
      { value: 'c', description: '' },
    ],
  } as const
  expect(formatCompletion('zsh', found)).toBe('a\\:b:says\nc')
  expect(formatCompletion('fish', found)).toBe('a:b\tsays\nc')
  expect(formatCompletion('bash', found)).toBe('a:b\nc')
})

describe('in bash', () => {
  // What a Tab at the end of the line does: the function that "complete" names is called with the words.
  function tab(folder: string, ...words: string[]): string[] {
    const bin = join(folder, 'bin')
    mkdirSync(bin, { recursive: true })
    // As npm installs it.
    const launcher = `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`
    writeFileSync(join(bin, 'aws-docs-offline'), launcher, { mode: 0o755 })
    const script = `
      source <(aws-docs-offline completion bash)
      COMP_WORDS=(aws-docs-offline "$@"); COMP_CWORD=$#
      name=$(complete -p aws-docs-offline | sed -n 's/.*-F \\([^ ]*\\) .*/\\1/p')
      "$name"
      printf '%s\\n' "\${COMPREPLY[@]}"`
    const env = { HOME: folder, AWS_DOCS_DATA: folder, PATH: `${bin}:${process.env.PATH ?? ''}` }
    const output = execFileSync('bash', ['-c', script, 'bash', ...words], { env, cwd: folder, encoding: 'utf8' })
    return output.split('\n').filter(Boolean)
  }

  it('commands, options, guides of catalog and index, and files are completed', async () => {
    const folder = makeTemporaryFolder()
    await makeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 2))
    writeFileSync(join(folder, 'week one.bundle'), '')
    expect(tab(folder, 'ver')).toEqual(['verify'])
    expect(tab(folder, 'search', '--guide-t')).toEqual(['--guide-type'])
    expect(tab(folder, 'crawl', 'lam')).toEqual(expect.arrayContaining(['lambda-dg', 'lamp-dg']))
    expect(tab(folder, 'import', 'week')).toEqual(['week one.bundle'])
    expect(tab(folder, 'search', 'anything')).toEqual([])
  })

  it('a damaged index does not disturb whoever is typing', async () => {
    const folder = makeTemporaryFolder()
    writeFileSync(join(folder, 'index.sqlite'), 'no index')
    expect(tab(folder, 'crawl', 'lambda-d')).toEqual(['lambda-dg'])
    expect(await runIn(folder, ['completion', 'bash', '--', 'crawl', 'lambda-d'])).toMatchObject({
      code: 0,
      stdout: 'lambda-dg\n',
      stderr: '',
    })
  })

  it('another shell is refused, naming those that there are', async () => {
    const { code, stderr } = await runIn(makeTemporaryFolder(), ['completion', 'tcsh'])
    expect(code).toBe(1)
    expect(stderr).toContain('bash, zsh, fish')
  })
})
