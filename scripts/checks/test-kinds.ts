// Which tests are fast: those that start no program and no browser, neither themselves nor by a file of test/ or
// scripts/ that they import, and need no data from outside the project. Nobody keeps a list: a test that begins to
// start a program leaves the fast ones by that.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

export interface TestKinds {
  readonly fast: readonly string[]
  /** Those that start programs or browsers, or need captured documentation beside the project. */
  readonly slow: readonly string[]
}

const STARTS_PROGRAMS = new RegExp(
  `^(?:import|export) [^'"]*from '(?:${[
    'node:child_process',
    'playwright-core',
    '@modelcontextprotocol/[a-z/]+/stdio(?:\\.js)?',
    // The scripts that it runs are loaded in the test, and may start programs.
    '[./a-z-]*/run-script-here\\.ts',
  ].join('|')})'`,
  'm',
)
// The server's end of stdio is a stream, and starts nothing.
const SERVER_END = /from '@modelcontextprotocol\/server\/stdio'/g
const OUTSIDE_DATA = `test${sep}shared${sep}`

/** Paths below `root`, in order. */
export function sortTestKinds(root: string): TestKinds {
  const starting = new Map<string, boolean>()
  const starts = (file: string): boolean => {
    const known = starting.get(file)
    if (known !== undefined) return known
    starting.set(file, false) // files that import each other
    const source = existsSync(file) ? readFileSync(file, 'utf8').replace(SERVER_END, '') : ''
    const found = STARTS_PROGRAMS.test(source) || listImports(source, file, root).some(starts)
    starting.set(file, found)
    return found
  }
  const isSlow = (name: string) => name.startsWith(OUTSIDE_DATA) || starts(join(root, name))
  const all = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .sort()
  return { fast: all.filter((name) => !isSlow(name)), slow: all.filter(isSlow) }
}

function listImports(source: string, file: string, root: string): string[] {
  const specifiers = [...source.matchAll(/^(?:import|export) (?!type )[^'"]*from '(\.[^']+)'/gm)].map(
    (match) => match[1],
  )
  return specifiers
    .map((specifier) => resolve(dirname(file), specifier ?? ''))
    .filter((target) => !relative(root, target).startsWith(`src${sep}`))
}
