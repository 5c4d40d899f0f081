// The rules for files that are no rules for imports: how long one may be, what none may be called, and that each of
// `src` stands in a module whose layer is known. Imports are the business of check-imports.ts.

import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { MODULES } from './import-rules.ts'

const FORBIDDEN_NAMES = new Set(['index', 'utils', 'util', 'helpers', 'helper', 'common', 'misc'])
const BUDGET = 300
const STOP = 400

export interface FileCheck {
  readonly breaches: readonly string[]
  readonly warnings: readonly string[]
  /** How long the files of `src` are. */
  readonly lengths: string
}

/** Looks at every file of `src`, `scripts` and `test` below `root`. */
export function checkFiles(root: string): FileCheck {
  const breaches: string[] = []
  const warnings: string[] = []
  const files = ['src', 'scripts', 'test']
    .flatMap((folder) => listFilesBelow(join(root, folder)))
    .map((file) => ({
      name: relative(root, file).replaceAll('\\', '/'),
      lines: readFileSync(file, 'utf8').split('\n').length - 1,
    }))
  for (const { name, lines } of files) {
    if (FORBIDDEN_NAMES.has(basename(name).split('.')[0] ?? ''))
      breaches.push(`${name}: a file is named for what it exports, not "${basename(name)}"`)
    if (lines > STOP) breaches.push(`${name}: ${lines} lines; ${STOP} is the stop`)
    else if (lines > BUDGET) warnings.push(`${name}: ${lines} lines, over the budget of ${BUDGET}`)
    const module = getModule(name)
    if (module !== undefined && !MODULES.includes(module))
      breaches.push(`${name}: "${module}" is no module of the table`)
  }
  return { breaches, warnings, lengths: describeLengths(files.filter(({ name }) => name.startsWith('src/'))) }
}

/** The folder, or for a file that stands in none its name; only `src` has modules. */
function getModule(name: string): string | undefined {
  return /^src\/([^/]+?)(\.ts$|\/)/.exec(name)?.[1]
}

function describeLengths(files: readonly { readonly name: string; readonly lines: number }[]): string {
  const sorted = files.toSorted((a, b) => a.lines - b.lines)
  const longest = sorted.at(-1)
  return (
    `${sorted.length} source files: median ${sorted[Math.floor(sorted.length / 2)]?.lines ?? 0} lines, ` +
    `longest ${longest?.name ?? '-'} with ${longest?.lines ?? 0}`
  )
}

function listFilesBelow(folder: string): string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  } catch {
    return []
  }
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
