// Which paths a configuration gets: those that are there tomorrow.

import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { isPassing, makeServerEntry } from '../../src/cli/server-entry.ts'

const script = resolve('package.json') // any file that is there

it.each([
  ['/usr/bin/node', '/usr/bin/node'],
  ['/opt/homebrew/Cellar/node/24.1.0/bin/node', '/opt/homebrew/opt/node/bin/node'],
  ['/usr/local/Cellar/node@22/22.20.0_1/bin/node', '/usr/local/opt/node@22/bin/node'],
  ['C:\\Program Files\\nodejs\\node.exe', 'C:\\Program Files\\nodejs\\node.exe'],
])('Node at %s is started as %s', (execPath, command) => {
  expect(makeServerEntry({}, { execPath, script, env: {} })).toEqual({ command, args: [script, 'serve'], env: {} })
})

it('a copy in the cache of npx is told from one that stays', () => {
  expect(isPassing('/home/me/.npm/_npx/0123abcd/node_modules/aws-docs-offline/dist/cli/main.js')).toBe(true)
  expect(isPassing('C:\\Users\\me\\AppData\\Local\\npm-cache\\_npx\\01\\node_modules\\x\\main.js')).toBe(true)
  expect(isPassing('/usr/lib/node_modules/aws-docs-offline/dist/cli/main.js')).toBe(false)
})
