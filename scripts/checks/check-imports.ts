// The import rules of the code base, and the check that fails when they are broken.
//   tsx scripts/checks/check-imports.ts [ROOT]
// Layers import downwards only, modules of one layer never import each other, third-party packages have one home, files
// stay small, and nothing is called index, utils or helpers. Type-only imports are exempt: they leave nothing behind at
// run time.

import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Bottom first. `app` is the composition root: src/app.ts and src/app/. */
const LAYERS: readonly (readonly string[])[] = [
  ['core'],
  ['http', 'extract', 'store'],
  ['crawl', 'search', 'read', 'bundle', 'doctor', 'clients', 'project'],
  ['app'],
  ['server'],
  ['cli', 'mcp', 'web'],
]

/** Where a package may be imported; packages that are not listed may be imported anywhere above core. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['store'],
  'node:sqlite': ['store'],
  domhandler: ['extract'],
  cheerio: ['extract'],
  htmlparser2: ['extract'],
  turndown: ['extract'],
  'p-queue': ['http/pacing/host-scheduler.ts'],
  undici: ['http'],
  'robots-parser': ['http'],
  'jsonc-parser': ['clients'],
  'smol-toml': ['clients'],
  commander: ['cli'],
  'cli-progress': ['cli'],
  'string-width': ['cli'],
  '@modelcontextprotocol/server': ['mcp'],
  marked: ['web'],
  'hast-util-from-html': ['web'],
  'hast-util-sanitize': ['web'],
  'hast-util-to-html': ['web'],
  lowlight: ['web'],
  hono: ['server'],
  '@hono/node-server': ['server'],
  'prom-client': ['server'],
}

/** The process entry starts the other surfaces; nobody else may cross between them. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'cli/commands/serve.ts': ['mcp', 'web'],
  'cli/commands/serve-http.ts': ['mcp', 'web'],
}

const FORBIDDEN_NAMES = new Set(['index', 'utils', 'util', 'helpers', 'helper', 'common', 'misc'])
const BUDGET = 300
const STOP = 400

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

export interface ImportCheck {
  readonly breaches: readonly string[]
  readonly warnings: readonly string[]
  /** How long the files of `src` are. */
  readonly lengths: string
}

/** Looks at every file of `src`, `scripts` and `test` below `root`. */
export function checkImports(root: string): ImportCheck {
  const src = join(root, 'src')
  const sources = filesBelow(src)
  const breaches = sources.flatMap((file) =>
    breachesOf(src, relative(src, file), importsOf(readFileSync(file, 'utf8'))),
  )
  const warnings: string[] = []
  const all = ['src', 'scripts', 'test'].flatMap((folder) => filesBelow(join(root, folder)))
  const lengths = all.map((file) => ({
    name: relative(root, file),
    lines: readFileSync(file, 'utf8').split('\n').length - 1,
  }))
  for (const { name, lines } of lengths) {
    if (FORBIDDEN_NAMES.has(basename(name).split('.')[0] ?? ''))
      breaches.push(`${name}: a file is named for what it exports, not "${basename(name)}"`)
    if (lines > STOP) breaches.push(`${name}: ${lines} lines; ${STOP} is the stop`)
    else if (lines > BUDGET) warnings.push(`${name}: ${lines} lines, over the budget of ${BUDGET}`)
  }
  const inSource = lengths.filter(({ name }) => name.startsWith('src/')).sort((a, b) => a.lines - b.lines)
  const longest = inSource.at(-1)
  const median = inSource[Math.floor(inSource.length / 2)]
  return {
    breaches,
    warnings,
    lengths:
      `${sources.length} source files: median ${median?.lines ?? 0} lines, ` +
      `longest ${longest?.name ?? '-'} with ${longest?.lines ?? 0}`,
  }
}

function breachesOf(src: string, file: string, imports: readonly Import[]): string[] {
  const from = moduleOf(file)
  const layer = layerOf(from)
  const found = imports.map(({ specifier, typeOnly }) => {
    if (!specifier.startsWith('.')) return breachOfPackage(file, from, specifier, typeOnly)
    return typeOnly ? undefined : breachOfModule(src, file, from, layer, specifier)
  })
  const unknown = layer < 0 ? `src/${file}: "${from}" is no module of the table` : undefined
  return [unknown, ...found].filter((breach) => breach !== undefined)
}

function breachOfModule(src: string, file: string, from: string, layer: number, specifier: string): string | undefined {
  const target = relative(src, resolve(src, dirname(file), specifier))
  const to = moduleOf(target)
  if (to === from || ENTRIES[file]?.includes(to)) return undefined
  const below = layerOf(to)
  if (target.startsWith('..')) return `src/${file} imports ${specifier}, which is outside src`
  if (below < 0) return `src/${file} imports ${specifier}: "${to}" is no module of the table`
  if (below === layer) return `src/${file} (${from}) imports ${to}: modules on one layer never import each other`
  return below > layer ? `src/${file} (${from}) imports ${to}: imports go down only` : undefined
}

function breachOfPackage(file: string, from: string, specifier: string, typeOnly: boolean): string | undefined {
  const name = specifier.startsWith('node:')
    ? specifier
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
  const homes = HOMES[name]
  if (!homes || typeOnly || homes.includes(from) || homes.includes(file)) return undefined
  return `src/${file} imports ${name}, whose home is ${homes.join(', ')}`
}

function moduleOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : basename(file, '.ts')
}

function layerOf(module: string): number {
  return LAYERS.findIndex((modules) => modules.includes(module))
}

// Static and dynamic imports and re-exports. Comments are cut first; a specifier in a template string is not found and
// not used here.
function importsOf(source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const found: Import[] = []
  for (const match of code.matchAll(/^\s*(import|export)\s+(type\s+)?([^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/gm)) {
    if (match[1] === 'export' && !match[3]) continue
    const names = /\{([\s\S]*)\}/.exec(match[3] ?? '')?.[1]
    const onlyTypes =
      names !== undefined &&
      !/^\s*\w/.test(match[3] ?? '') &&
      names.split(',').every((n) => /^\s*(type\s.*)?$/s.test(n))
    found.push({ specifier: match[4] ?? '', typeOnly: match[2] !== undefined || onlyTypes })
  }
  for (const match of code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    // `typeof import('x')` and `import('x').Type` are types.
    const before = code.slice(Math.max(0, match.index - 12), match.index)
    const after = code.slice(match.index + match[0].length, match.index + match[0].length + 2)
    found.push({ specifier: match[1] ?? '', typeOnly: /typeof\s+$/.test(before) || /^\.[A-Z]/.test(after) })
  }
  return found
}

function filesBelow(folder: string): string[] {
  let entries: import('node:fs').Dirent[]
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { breaches, warnings, lengths } = checkImports(resolve(process.argv[2] ?? '.'))
  for (const warning of warnings) console.error(`warning: ${warning}`)
  for (const breach of breaches) console.error(`error: ${breach}`)
  console.log(lengths)
  console.log(breaches.length === 0 ? 'import rules hold' : `${breaches.length} breaches of the import rules`)
  process.exitCode = breaches.length === 0 ? 0 : 1
}
