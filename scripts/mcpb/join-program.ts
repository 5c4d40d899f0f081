// The built program and its packages, joined into a few files that need no node_modules. The program finds its data
// beside the nearest package.json above its code.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rolldown } from 'rolldown'

/** What runs in a thread of its own, and is found by its name beside the code that starts it. */
const THREADS = ['extract/worker/extraction-worker.js']

/**
 * Writes the joined program into `folder`; `entry` stands one folder below the built code. Returns the licences of the
 * packages that are in it.
 */
export async function joinProgram(entry: string, folder: string): Promise<string> {
  const bundle = await rolldown({
    input: [entry, ...THREADS.map((file) => join(dirname(entry), '..', file))],
    platform: 'node',
    // jsonc-parser's other form asks for its parts at run time.
    resolve: { mainFields: ['module', 'main'] },
    // Native. The manifest says AWS_DOCS_SQLITE=node, so it is never asked for.
    external: ['better-sqlite3'],
    logLevel: 'warn',
  })
  try {
    const { output } = await bundle.write({ dir: folder, format: 'esm', minify: true, comments: { legal: false } })
    const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
    return licencesOf(modules)
  } finally {
    await bundle.close()
  }
}

function licencesOf(modules: readonly string[]): string {
  const folders = new Set(
    modules.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
  )
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Named
      return { heading: `${name} ${version} (${license})`, text: licenceText(folder) }
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

function licenceText(folder: string): string {
  const name = readdirSync(folder).find((file) => /^(un)?licen[cs]e/i.test(file))
  return name === undefined ? 'The package carries no licence file.' : readFileSync(join(folder, name), 'utf8')
}
