// Which tests `npm run test:fast` runs.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sortTestKinds } from '../../scripts/checks/test-kinds.ts'

function makeFolder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'test-kinds-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

const SPAWN = `import { spawn } from 'node:child_process'\n`

test('a test is slow when it, or what it imports, starts a program or a browser', () => {
  const root = makeFolder({
    'test/a/plain.test.ts': `import { x } from '../../src/x.ts'\nimport { made } from './made.ts'\n`,
    'test/a/made.ts': `import type { Started } from '../b/started.ts'\nexport const made = 1\n`,
    'test/a/itself.test.ts': SPAWN,
    'test/a/by-helper.test.ts': `import {\n  far,\n} from './far.ts'\n`,
    'test/a/far.ts': `export { far } from '../b/started.ts'\nimport './by-helper.test.ts'\n`,
    'test/b/started.ts': SPAWN,
    'test/b/browser.test.ts': `import { chromium } from 'playwright-core'\n`,
    'test/b/client.test.ts': `import { T } from '@modelcontextprotocol/sdk/client/stdio.js'\n`,
    'test/b/server.test.ts': `import { serveStdio } from '@modelcontextprotocol/server/stdio'\n`,
    'test/b/script.test.ts': `import { run } from '../../scripts/run.ts'\n`,
    'test/b/here.test.ts': `import { runScriptHere } from '../scripts/run-script-here.ts'\n`,
    'test/shared/pages.test.ts': '',
    'scripts/run.ts': SPAWN,
    'src/x.ts': SPAWN,
  })
  const { fast, slow } = sortTestKinds(root)
  expect(fast.map((name) => name.replaceAll('\\', '/'))).toEqual(['test/a/plain.test.ts', 'test/b/server.test.ts'])
  expect(slow).toHaveLength(7)
})

test('every test of the project is of one kind, and most are fast', () => {
  const { fast, slow } = sortTestKinds(join(import.meta.dirname, '../..'))
  expect(new Set([...fast, ...slow]).size).toBe(fast.length + slow.length)
  expect(fast.length).toBeGreaterThan(slow.length)
})
