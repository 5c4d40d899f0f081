// The built program and its packages, joined into a few files that need no node_modules. The program finds its data
// beside the nearest package.json above its code.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rolldown } from 'rolldown'

/** What runs in a thread of its own, and is found by its name beside the code that starts it. */
const THREAD = 'extract/worker/extraction-worker.js'
/** What an assistant starts, beside the entry. */
const SERVER = 'mcp/transport/stdio.js'

/**
 * Where the SDK takes its JSON Schema validator from. It checks answers to questions that a server asks of its user,
 * which ours does not: in place of Ajv, an eighth of what a start reads, the smaller one that the SDK has as well.
 */
const SHIMS = '@modelcontextprotocol/server/_shims'
const SMALLER_SHIMS = `
  import { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker'
  export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator }
  export { default as process } from 'node:process'
`

export interface JoinedFile {
  /** Beside the other files. */
  readonly name: string
  /** Names are what a stack trace tells by. */
  readonly keepsNames: boolean
}

/**
 * Writes the joined program into `folder`; `entry` stands one folder below the built code. Returns the licences of the
 * packages that are in it.
 */
export async function joinProgram(entry: string, folder: string, { name, keepsNames }: JoinedFile): Promise<string> {
  const thread = join(dirname(entry), '..', THREAD)
  const imports = new Map<string, readonly string[]>()
  const groups = startGroups(imports, { entry, server: join(dirname(entry), '..', SERVER), thread })
  const bundle = await rolldown({
    input: { [name]: entry, 'extraction-worker': thread },
    platform: 'node',
    plugins: [
      { name: 'imports', moduleParsed: ({ id, importedIds }) => void imports.set(id, importedIds) },
      {
        name: 'smaller-validator',
        resolveId: (id) => (id === SHIMS ? `\0${SHIMS}` : null),
        load: (id) => (id === `\0${SHIMS}` ? SMALLER_SHIMS : null),
      },
    ],
    // jsonc-parser's other form asks for its parts at run time.
    resolve: { mainFields: ['module', 'main'] },
    // Native, and loaded only where it is there.
    external: ['better-sqlite3'],
    // A module that one place loads when it needs it, and another at once, is simply there.
    checks: { ineffectiveDynamicImport: false },
    logLevel: 'warn',
  })
  try {
    const { output } = await bundle.write({
      dir: folder,
      format: 'esm',
      minify: keepsNames ? { compress: false, mangle: false, codegen: true } : true,
      comments: { legal: false },
      codeSplitting: { groups },
    })
    const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
    return collectLicences(modules)
  } finally {
    await bundle.close()
  }
}

// What every command needs is one file, what a server needs beside it another, and what the thread needs of both a
// third: each file costs time, and so does code that is not run.
function startGroups(
  imports: ReadonlyMap<string, readonly string[]>,
  { entry, server, thread }: { readonly entry: string; readonly server: string; readonly thread: string },
) {
  const reached = (from: readonly string[]) => {
    const found = new Set<string>(from)
    for (const id of found) for (const imported of imports.get(id) ?? []) found.add(imported)
    for (const id of from) found.delete(id)
    return found
  }
  // Everything has been read when the first one is asked for.
  let known: Record<'every' | 'served' | 'threaded', ReadonlySet<string>> | undefined
  const sets = () => {
    known ??= { every: reached([entry]), served: reached([server]), threaded: reached([thread]) }
    return known
  }
  const isStart = (id: string) => sets().every.has(id) || sets().served.has(id)
  return [
    { name: 'core', priority: 3, test: (id: string) => isStart(id) && sets().threaded.has(id) },
    { name: 'start', priority: 2, test: (id: string) => sets().every.has(id) },
    { name: 'server', priority: 1, test: (id: string) => sets().served.has(id) },
  ]
}

function collectLicences(modules: readonly string[]): string {
  const folders = new Set(
    modules.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
  )
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Named
      return { heading: `${name} ${version} (${license})`, text: readLicence(folder) }
    })
    .sort((a, b) => (a.heading < b.heading ? -1 : 1))
    .map(({ heading, text }) => `${heading}\n${'-'.repeat(heading.length)}\n${text.trim()}\n`)
    .join('\n\n')
}

interface Named {
  readonly name: string
  readonly version: string
  readonly license: string
}

function readLicence(folder: string): string {
  const name = readdirSync(folder).find((file) => /^(un)?licen[cs]e/i.test(file))
  return name === undefined ? 'The package carries no licence file.' : readFileSync(join(folder, name), 'utf8')
}
