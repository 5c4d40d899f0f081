// Which SQLite binding this process uses. better-sqlite3 first; node:sqlite where it cannot load; else an error that
// says how to get one. AWS_DOCS_SQLITE=node|better-sqlite3 forces one (tests run with both); the program refuses other
// values.

import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { loadBetterSqlite3 } from './better-sqlite3-driver.ts'
import { loadNodeSqlite } from './node-sqlite-driver.ts'
import type { SqlDriver } from './sql-driver.ts'

export type DriverChoice = SqlDriver['name'] | 'auto'

export async function loadDriver(choice: DriverChoice = readChoice()): Promise<SqlDriver> {
  const failures: string[] = []
  if (choice !== 'node:sqlite') {
    try {
      return await loadBetterSqlite3()
    } catch (error) {
      failures.push(`better-sqlite3: ${getFirstLine(error)}`)
    }
  }
  if (choice !== 'better-sqlite3') {
    try {
      return await loadNodeSqlite()
    } catch (error) {
      failures.push(`node:sqlite: ${getFirstLine(error)}`)
    }
  }
  throw new DocsError(
    'NO_SQLITE',
    `No SQLite binding loads in Node ${process.versions.node} (${failures.join('; ')}).`,
    {
      hint: `Use Node 22.13 or newer, which has SQLite built in. ${describeRemedy(failures)}`,
    },
  )
}

function readChoice(): DriverChoice {
  const wanted = process.env.AWS_DOCS_SQLITE
  if (wanted === 'node' || wanted === 'node:sqlite') return 'node:sqlite'
  return wanted === 'better-sqlite3' ? 'better-sqlite3' : 'auto'
}

/**
 * Works for a dependency of a project, a global install and npx alike. Not --allow-scripts: npm 11 refuses that inside
 * a project, and
 * npm 12, which blocks by default, does not run on a Node without SQLite.
 */
function formatRebuildCommand(): string {
  return `npm rebuild better-sqlite3 --ignore-scripts=false --prefix ${getPackagesFolder()}`
}

function getPackagesFolder(): string {
  const packageFolder = fileURLToPath(getPackageFile(''))
  const folder = resolve(packageFolder.replace(/node_modules[\\/]aws-docs-offline[\\/]$/, ''))
  return folder.includes(' ') ? `"${folder}"` : folder
}

// npm takes an optional package whose script failed away again, without a word: then there is nothing to rebuild. It is
// never told to install into a folder of many programs, where it would remove the others.
function describeRemedy(failures: readonly string[]): string {
  if (!failures.some((failure) => /Cannot find package/.test(failure))) {
    return `Or let npm run the install script of better-sqlite3: ${formatRebuildCommand()}`
  }
  const folder = getPackagesFolder()
  const ofNpx = /[\\/]_npx[\\/]/.test(folder) ? ` (npx installs again once ${folder} is removed)` : ''
  const node = dirname(dirname(process.execPath))
  return (
    `Or install again with --foreground-scripts${ofNpx}, which shows why npm could neither fetch nor build ` +
    "better-sqlite3. Building takes a C++ compiler, make and Python; where only Node's headers cannot be " +
    `fetched, npm_config_nodedir=${node} uses those of this machine.`
  )
}

function getFirstLine(error: unknown): string {
  return (toMessage(error).split('\n', 1)[0] ?? '').replace(/ Tried:$/, '')
}
