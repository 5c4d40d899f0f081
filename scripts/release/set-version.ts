// Puts a version into every file where it stands, and checks that it is the same everywhere.
//   npm run version:set -- 1.2.3            writes, and closes "Unreleased" in CHANGELOG.md
//   npm run version:set -- --check 1.2.3    writes nothing; exit code 1 where a file has another
// The bundle for Claude Desktop, the program and its servers read package.json. A test looks for further places.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readOptions, refuseCommand } from '../read-options.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/

type Rewrite = (text: string, version: string) => string

/** The files that hold the version, and how each is brought to another. What is there already stays byte for byte. */
export const VERSION_PLACES: Readonly<Record<string, Rewrite>> = {
  'package.json': (text, version) => text.replace(/^( {2}"version": )"[^"]*"/m, `$1"${version}"`),
  // The project's own two; all others are versions of packages.
  'package-lock.json': (text, version) =>
    text
      .replace(/^( {2}"version": )"[^"]*"/m, `$1"${version}"`)
      .replace(/(\n {4}"": \{\n {6}"name": "[^"]*",\n {6}"version": )"[^"]*"/, `$1"${version}"`),
  'server.json': (text, version) =>
    text
      .replace(/("version": )"[^"]*"/g, `$1"${version}"`)
      .replace(/(\/releases\/download\/v)[^/"]+(\/aws-docs-offline-)[^"]+(\.mcpb")/g, `$1${version}$2${version}$3`),
}

/** Gives what is not yet published the number and the day; a changelog without news stays as it is. */
export function closeUnreleased(changelog: string, version: string, day: string): string {
  return changelog.includes(`\n## ${version} `)
    ? changelog
    : changelog.replace(/^## Unreleased\n+(?=###)/m, (heading) => {
        return `${heading}## ${version} - ${day}\n\n`
      })
}

/** The files that would change. */
export function listOtherwiseThan(version: string, root = ROOT): string[] {
  return Object.entries(VERSION_PLACES)
    .filter(([file, rewrite]) => {
      const text = readFileSync(join(root, file), 'utf8')
      return rewrite(text, version) !== text
    })
    .map(([file]) => file)
}

function main(): number {
  const { values, positionals } = readOptions({
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false } },
  })
  const isCheck = values.check
  const [version = '', ...others] = positionals
  if (!VERSION.test(version) || others.length > 0) refuseCommand('Name one version, like 1.2.3.')
  const files = listOtherwiseThan(version)
  if (isCheck) {
    for (const file of files) console.error(`${file} does not have the version ${version}`)
    return files.length === 0 ? 0 : 1
  }
  for (const file of files) edit(file, (text) => VERSION_PLACES[file]?.(text, version) ?? text)
  edit('CHANGELOG.md', (text) => closeUnreleased(text, version, new Date().toISOString().slice(0, 10)))
  console.log(files.length === 0 ? `${version} stands everywhere` : `${version} written to ${files.join(', ')}`)
  return 0
}

function edit(file: string, rewrite: (text: string) => string): void {
  const path = join(ROOT, file)
  writeFileSync(path, rewrite(readFileSync(path, 'utf8')))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main()
