import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkImports } from '../../scripts/checks/check-imports.ts'
import { checkFiles } from '../../scripts/checks/file-rules.ts'

const SCRIPT = resolve('scripts/checks/check-imports.ts')
const roots: string[] = []
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true })
})

test('the code base keeps its own rules', async () => {
  expect(checkFiles(resolve('.')).breaches).toEqual([])
  expect(await checkImports(resolve('.'))).toEqual([])
})

test('the program says that they hold, or names each breach and fails', () => {
  const run = (root: string) => spawnSync(process.execPath, ['--import', 'tsx', SCRIPT, root], { encoding: 'utf8' })
  expect(run(makeFolder({ 'src/store/a.ts': 'export const a = 1' }))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('import rules hold'),
  })
  const broken = run(makeFolder({ 'src/shed/a.ts': '', 'src/core/b.ts': `import '../read/b.ts'`, 'src/read/b.ts': '' }))
  expect(broken).toMatchObject({ status: 1, stdout: expect.stringContaining('2 breaches of the import rules') })
  expect(broken.stderr).toContain('error: src/shed/a.ts: "shed" is no module of the table')
  expect(broken.stderr).toContain('error: src/core/b.ts imports src/read/b.ts: imports go down only')
})

test('a file that does not compile is no file without imports', async () => {
  await expect(checkImports(makeFolder({ 'src/core/a.ts': 'import {' }))).rejects.toThrow('src does not compile')
})

/** What the planted files import. */
const TARGETS = Object.fromEntries(
  ['core', 'extract', 'store', 'search', 'app', 'server', 'mcp', 'web'].map((module) => [
    `src/${module}/it.ts`,
    'export const it = 1\nexport type It = 1\n',
  ]),
)

/** By kind: a file, what it holds, and what is said of it. */
const BREACHES: Readonly<Record<string, readonly [file: string, text: string, message: string]>> = {
  'an import upwards': ['store/up', `import { it } from '../search/it.ts'`, 'imports go down only'],
  'an import for its effects': ['core/effect', `import '../store/it.ts'`, 'imports go down only'],
  'an import across a layer': ['crawl/across', `import { it } from '../search/it.ts'`, 'never import each other'],
  'a server that knows what it serves': ['server/up', `import { it } from '../web/it.ts'`, 'imports go down only'],
  'a dynamic import upwards': ['store/later', `const x = await import('../mcp/it.ts')`, 'imports go down only'],
  'an import of a file in no folder': ['read/up', `import { app } from '../app.ts'`, 'imports go down only'],
  'a re-export across': ['http/again', `export { it } from '../extract/it.ts'`, 'never import each other'],
  'a re-export of everything': ['http/all', `export * from '../extract/it.ts'`, 'never import each other'],
  'types by name only, which leave the import behind': [
    'store/named',
    `import { type It } from '../search/it.ts'`,
    'imports go down only',
  ],
  'a surface that is no entry': [
    'cli/commands/read',
    `import { it } from '../../mcp/it.ts'`,
    'never import each other',
  ],
  'an import out of src': ['core/out', `import { x } from '../../scripts/x.ts'`, 'must stand in src'],
  'a package away from home': ['crawl/page', `import * as h from 'htmlparser2'`, 'whose home is extract'],
  'a part of one': ['crawl/part', `import { x } from '@hono/node-server/part'`, 'whose home is server'],
  'a module of Node away from home': ['read/db', `import { x } from 'node:sqlite'`, 'whose home is store'],
  'a package out of the one file': [
    'http/queue',
    `import Queue from 'p-queue'`,
    'whose home is http/pacing/host-scheduler',
  ],
  'a circle of two': ['core/ring-a', `import { b } from './ring-b.ts'\nexport const a = b`, 'one at a time'],
  'a circle of three': ['read/r/a', `import { b } from './b.ts'\nexport const a = b`, 'one at a time'],
}
const CIRCLES = {
  'src/core/ring-b.ts': `import { a } from './ring-a.ts'\nexport const b = a`,
  'src/read/r/b.ts': `import { c } from './c.ts'\nexport const b = c`,
  'src/read/r/c.ts': `import { a } from './a.ts'\nexport const c = a`,
}
const planted = Object.fromEntries(Object.values(BREACHES).map(([file, text]) => [`src/${file}.ts`, text]))
const found = checkImports(
  makeFolder({ ...TARGETS, ...CIRCLES, ...planted, 'src/app.ts': 'export const app = 1', 'scripts/x.ts': '' }),
)

test.each(Object.entries(BREACHES))('%s fails the check', async (_, [file, , message]) => {
  const said = (await found).filter((breach) => breach.startsWith(`src/${file}.ts `))
  expect(said).toEqual([expect.stringContaining(message)])
})

test('a circle is told whole', async () => {
  expect((await found).filter((breach) => breach.includes('no-circle'))).toContainEqual(
    expect.stringContaining(
      'src/read/r/a.ts imports src/read/r/b.ts, which imports src/read/r/c.ts, which imports src/read/r/a.ts:',
    ),
  )
})

test('what is allowed passes', async () => {
  const allowed = {
    'src/store/type.ts': `import type { It } from '../search/it.ts'\nexport type A = It`,
    'src/store/used-as-type.ts': `export type A = import('../search/it.ts').It\nexport type B = typeof import('../mcp/it.ts')`,
    'src/store/again.ts': `export type { It } from '../search/it.ts'`,
    'src/search/down.ts': `import { it } from '../store/it.ts'\nexport const a = it`,
    'src/search/own.ts': `import { it } from './it.ts'\nexport const a = it`,
    'src/store/comment.ts': `// import { it } from '../search/it.ts'\nexport const a = "import { it } from '../mcp/it.ts'"`,
    'src/cli/commands/serve.ts': `import { it } from '../../mcp/it.ts'\nexport const a = it`,
    'src/extract/page.ts': `import * as h from 'htmlparser2'\nexport const a = h`,
    'src/crawl/page.ts': `import type { X } from 'htmlparser2'\nexport type A = X`,
    'src/http/pacing/host-scheduler.ts': `import Queue from 'p-queue'\nexport const a = Queue`,
    'src/core/half-a.ts': `import type { B } from './half-b.ts'\nexport type A = B`,
    'src/core/half-b.ts': `import type { A } from './half-a.ts'\nexport type B = A`,
  }
  expect(await checkImports(makeFolder({ ...TARGETS, ...allowed }))).toEqual([])
})

test.each([
  ['a module that is in no layer', { 'src/shed/a.ts': '' }, 'is no module of the table'],
  ['a file beside the modules', { 'src/shed.ts': '' }, 'is no module of the table'],
  ['a barrel', { 'src/core/index.ts': '' }, 'named for what it exports'],
  ['a file past the stop', { 'src/core/long.ts': '\n'.repeat(401) }, '400 is the stop'],
  ['a test past the stop', { 'test/long.test.ts': '\n'.repeat(401) }, '400 is the stop'],
])('%s fails the check of files', (_, files, message) => {
  expect(checkFiles(makeFolder(files)).breaches).toEqual([expect.stringContaining(message)])
})

test('a file over the budget is warned of', () => {
  const { breaches, warnings } = checkFiles(makeFolder({ 'src/core/long.ts': '\n'.repeat(301) }))
  expect(breaches).toEqual([])
  expect(warnings).toEqual(['src/core/long.ts: 301 lines, over the budget of 300'])
})

function makeFolder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'check-imports-'))
  roots.push(root)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}
