// Whether this machine can hold an index at all: Node and its SQLite. The quickstart asks right after installing, and
// npm before it runs the tests (`pretest`). npm takes an optional package whose install script fails away again and
// says nothing: it is asked once more, with the headers of this Node where they are on the disk, and with what the
// script prints, so that the message has npm's own reason.

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CheckResult } from '../../src/doctor/check-result.ts'
import { checkNode, checkSqlite } from '../../src/doctor/check-runtime.ts'
import { listReasons, listRemedies } from './install-trouble.ts'

const ONCE_MORE = ['install', '--no-save', '--foreground-scripts', '--no-audit', '--no-fund', '--loglevel=warn']

/** Says by its exit code whether the machine is right, and does nothing about it. */
const CHECK_ONLY = '--check-only'

/** What was typed: npm runs the script `pretest` in `npm cit`. */
const isTest = process.env.npm_lifecycle_event === 'pretest'
const COMMAND = isTest ? 'npm cit' : 'npm run quickstart'
const GO_ON = isTest ? 'npm test' : 'npm run build && npx tsx scripts/quickstart/quickstart.ts'

const headers = findHeadersFolder()
const node = checkNode()
const wrong = node.level === 'ok' ? await checkSqlite() : node
if (wrong.level !== 'ok') {
  if (process.argv.includes(CHECK_ONLY)) process.exitCode = 1
  else {
    const said = node.level === 'ok' && !existsSync('node_modules/better-sqlite3') ? installOnceMore() : undefined
    if (said === undefined || !isRightNow()) refuse(wrong, said)
  }
}

// A process that has found no package once finds it never: another one looks.
function isRightNow(): boolean {
  const self = [...process.execArgv, fileURLToPath(import.meta.url), CHECK_ONLY]
  return spawnSync(process.execPath, self, { stdio: 'ignore' }).status === 0
}

// What was built this time is as good as if it had been built before.
function installOnceMore(): string {
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly optionalDependencies: Readonly<Record<string, string>>
  }
  console.error('\nnpm left better-sqlite3 out. Asking it once more, to see why; this may take two minutes.')
  const wanted = `better-sqlite3@${optionalDependencies['better-sqlite3']}`
  const { stdout, stderr } = spawnSync('npm', [...ONCE_MORE, wanted], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    // A build finds the headers of this Node where they are, without a network. An empty variable names no folder.
    env: { ...process.env, npm_config_nodedir: process.env.npm_config_nodedir || headers },
  })
  return `${stdout}\n${stderr}`
}

function refuse({ message, remedy = '' }: CheckResult, said: string | undefined): void {
  const reasons = said === undefined ? [] : listReasons(said)
  const remedies = said === undefined ? [remedy] : listRemedies(said, { withHeaders: headers, command: COMMAND })
  const why = reasons.map((line) => `  ${line}\n`).join('')
  console.error(
    '\n' +
      `error: ${message}\n` +
      `${why === '' ? '' : `\nnpm could neither fetch nor build better-sqlite3, and says:\n${why}`}\n` +
      `${remedies.map((line) => `${remedies.length > 1 ? '- ' : ''}${line}`).join('\n')}\n` +
      `${said === undefined ? '' : '\nAll that npm prints: npm ci --foreground-scripts\n'}\n` +
      `Then run "${COMMAND}" again. After a build of better-sqlite3 go on without installing anew:\n` +
      '\n' +
      `  ${GO_ON}\n`,
  )
  process.exitCode = 1
}

// Undefined where there are none of this very version: those of another would build what does not load.
function findHeadersFolder(): string | undefined {
  const folder = dirname(dirname(process.execPath))
  const file = join(folder, 'include/node/node_version.h')
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  const version = ['MAJOR', 'MINOR', 'PATCH'].map((part) => new RegExp(`NODE_${part}_VERSION (\\d+)`).exec(text)?.[1])
  return version.join('.') === process.versions.node ? folder : undefined
}
