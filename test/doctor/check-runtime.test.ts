// Which Node is enough: what package.json says, and no other rule.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { checkNode } from '../../src/doctor/check-runtime.ts'

const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
const oldest = engines.node.replace('>=', '')

it.each([
  [oldest, 'ok'],
  ['20.100.0', 'ok'],
  ['24.0.0', 'ok'],
  ['20.9.0', 'error'],
  ['18.99.99', 'error'],
])('Node %s: %s', (version, level) => {
  expect(checkNode(version)).toMatchObject({ level })
})
