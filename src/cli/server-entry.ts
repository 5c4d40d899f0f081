// How an assistant starts this very program: absolute paths of Node and of the script, and the settings that were given
// here, since a program with windows inherits neither the PATH nor the environment of a shell.

import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ServerEntry } from '../clients/known-clients.ts'
import { ENVIRONMENT_VARIABLES, type GlobalOptions } from './program-options.ts'

export interface OwnProcess {
  readonly execPath: string
  /** The script, possibly by a link of npm's. */
  readonly script: string
  readonly env: NodeJS.ProcessEnv
}

export function makeServerEntry(options: GlobalOptions, own: OwnProcess): ServerEntry {
  const index = options.index ?? own.env.AWS_DOCS_INDEX
  const args = [
    realpathSync(own.script),
    ...(index ? ['--index', resolve(index)] : []),
    ...(options.offline ? ['--offline'] : []),
    'serve',
  ]
  return { command: toLastingPath(own.execPath), args, env: readSettings(own.env) }
}

/** Said where one that may go away was set up. */
export const PASSING_WARNING =
  'warning: this copy lies in the cache of npx, which npm may empty. "npm install -g aws-docs-offline" ' +
  'makes one that stays; run setup from it.'

/** Whether the script lies in the cache of npx, which npm may empty at any time. */
export function isPassing(script: string): boolean {
  return /[\\/]_npx[\\/]/.test(script)
}

// Homebrew's folder of a version goes away with the next one; its link to the newest stays.
function toLastingPath(node: string): string {
  return node.replace(/^(.*)\/Cellar\/(node[^/]*)\/[^/]+\/bin\/node$/, '$1/opt/$2/bin/node')
}

function readSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = Object.keys(ENVIRONMENT_VARIABLES).filter((name) => name !== 'AWS_DOCS_INDEX' && env[name])
  return Object.fromEntries(
    names.map((name) => [name, name === 'AWS_DOCS_DATA' ? resolve(env[name] ?? '') : (env[name] ?? '')]),
  )
}
