import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkImports } from '../../scripts/checks/check-imports.ts'

const SCRIPT = resolve('scripts/checks/check-imports.ts')

test('the code base keeps its own rules', () => {
  expect(checkImports(resolve('.')).breaches).toEqual([])
})

test('the program says that they hold, or names each breach and fails', () => {
  const run = (root: string) => spawnSync(process.execPath, ['--import', 'tsx', SCRIPT, root], { encoding: 'utf8' })
  expect(run(folderOf({ 'src/store/a.ts': '' }))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('import rules hold'),
  })
  expect(run(folderOf({ 'src/shed/a.ts': '' }))).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('1 breaches of the import rules'),
    stderr: expect.stringContaining('error: src/shed/a.ts: "shed" is no module of the table'),
  })
})

test.each([
  ['an import upwards', { 'src/store/a.ts': `import { search } from '../search/b.ts'` }, 'imports go down only'],
  [
    'an import across a layer',
    { 'src/crawl/a.ts': `import { x } from '../search/b.ts'` },
    'modules on one layer never import each other',
  ],
  [
    'a server that knows what it serves',
    { 'src/server/a.ts': `import { x } from '../web/b.ts'` },
    'imports go down only',
  ],
  ['a dynamic import upwards', { 'src/store/a.ts': `const x = await import('../mcp/b.ts')` }, 'imports go down only'],
  [
    'a package away from home',
    { 'src/crawl/a.ts': `import * as htmlparser2 from 'htmlparser2'` },
    'whose home is extract',
  ],
  ['a re-export across', { 'src/http/a.ts': `export { x } from '../extract/b.ts'` }, 'modules on one layer'],
  ['an unknown module', { 'src/shed/a.ts': '' }, 'is no module of the table'],
  ['a barrel', { 'src/core/index.ts': '' }, 'named for what it exports'],
  ['a file past the stop', { 'src/core/long.ts': '\n'.repeat(401) }, '400 is the stop'],
])('%s fails the check', (_, files, message) => {
  expect(checkImports(folderOf(files)).breaches.join('\n')).toContain(message)
})

test.each([
  ['a type-only import upwards', { 'src/store/a.ts': `import type { X } from '../search/b.ts'` }],
  ['inline types only', { 'src/store/a.ts': `import { type X, type Y } from '../search/b.ts'` }],
  ['an import downwards', { 'src/search/a.ts': `import { x } from '../store/b.ts'` }],
  ['an import in a comment', { 'src/store/a.ts': `// import { x } from '../search/b.ts'` }],
  ['the entry that starts the servers', { 'src/cli/commands/serve.ts': `import { x } from '../mcp/b.ts'` }],
])('%s passes', (_, files) => {
  expect(checkImports(folderOf(files)).breaches).toEqual([])
})

function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'check-imports-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}
