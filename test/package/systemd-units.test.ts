// The units of the documentation fit together: systemd hands the data folder to the account of whichever starts.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const DOCS = join(import.meta.dirname, '../../docs')
const refresh = readFileSync(join(DOCS, 'operations/aws-docs-offline.service'), 'utf8')
const [, server = ''] = /```ini\n(\[Unit\][\s\S]*?)```/.exec(readFileSync(join(DOCS, 'operations.md'), 'utf8')) ?? []
const readSetting = (unit: string, name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(unit)?.[1]

test.each(['User', 'StateDirectory'])('the server and the refresh have the same %s', (name) => {
  expect(readSetting(server, name)).toBeDefined()
  expect(readSetting(server, name)).toBe(readSetting(refresh, name))
})

test('the account of the units is the one that the refresh says how to make', () => {
  expect(refresh).toMatch(new RegExp(`^# +useradd --system .* ${readSetting(refresh, 'User')}$`, 'm'))
})
