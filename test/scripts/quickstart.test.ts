import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { makePageHtml, putGuide, startSite } from '../crawl/crawl-site.ts'
import { joinScript } from '../joined-script.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const BUILT = join(ROOT, 'node_modules/better-sqlite3')

async function runQuickstart(folder: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const script = await joinScript(join(ROOT, 'scripts/quickstart/quickstart.ts'))
  const env = { PATH: process.env.PATH, HOME: folder, ...environment }
  return (await promisify(execFile)(process.execPath, [script], { cwd: folder, env })).stdout
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quickstart-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('without a network the quickstart harvests the sample guide in both languages, searches, reads and asks over MCP', async () => {
  const stdout = await runQuickstart(makeFolder(), { AWS_DOCS_OFFLINE: '1' })
  expect(stdout).toContain('The documentation site is not used (AWS_DOCS_OFFLINE is on)')
  expect(stdout).toContain('aws-docs-offline-guide en_us: 12 pages in the index')
  expect(stdout).toContain('aws-docs-offline-guide ja_jp: 12 pages in the index')
  expect(stdout).toContain('/ja_jp/aws-docs-offline/latest/guide/pricing.html')
  expect(stdout).toContain('# Troubleshooting')
  expect(stdout).toMatch(/search_documentation ".*":\n1\. Keeping the index fresh/)
  expect(stdout).toContain('"mcpServers"')
})

test('with a network it harvests the first pages of a real guide and answers from them; run again, it asks for nothing', async () => {
  const site = await startSite()
  onTestFinished(() => site.close())
  const names = Array.from({ length: 30 }, (_, n) => `made-${n}`)
  putGuide(site, [...names, 'limits'], '/lambda/latest/dg/')
  const limits = makePageHtml('Made-up Lambda quotas', 'The maximum timeout of a function is made up.')
  site.files.set('/lambda/latest/dg/limits.html', limits)
  const folder = makeFolder()
  const stdout = await runQuickstart(folder, { AWS_DOCS_ORIGIN: site.origin })
  expect(stdout).toContain('this takes about a minute')
  expect(stdout).toContain('lambda-dg en_us: 12 of 31 pages')
  expect(stdout).toMatch(/Searched, from this disk: .*\n\n1\. Made-up Lambda quotas/)
  expect(stdout).toMatch(/search_documentation ".*":[\s\S]*\n1\. Made-up Lambda quotas/)
  expect(stdout).toContain('aws-docs-offline init')
  const pages = () => site.log.filter(({ path }) => path.endsWith('.html')).length
  expect(pages()).toBe(12)
  expect(await runQuickstart(folder, { AWS_DOCS_ORIGIN: site.origin })).toContain('Made-up Lambda quotas')
  expect(pages()).toBe(12)
})

test('a site that cannot be reached is said, and the sample is shown', async () => {
  const site = await startSite()
  await site.close()
  const stdout = await runQuickstart(makeFolder(), { AWS_DOCS_ORIGIN: site.origin })
  expect(stdout).toMatch(/The documentation site is not used \(.*ECONNREFUSED.*\): the sample guide/)
  expect(stdout).toContain('aws-docs-offline-guide en_us: 12 pages in the index')
})

test('a file where the data of the quickstart is to be is named, and left as it is', async () => {
  const folder = makeFolder()
  const file = join(folder, '.quickstart')
  writeFileSync(file, 'mine')
  await expect(runQuickstart(folder, { AWS_DOCS_OFFLINE: '1' })).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^\nerror: the folder (.*) cannot be made: \1 is a file and no folder\.\n\nSee to that/,
    ),
  })
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

test('without a SQLite the quickstart says so right after installing, with the remedy', async () => {
  const check = join(ROOT, 'scripts/quickstart/check-machine.ts')
  const hasNodeSqlite = isBuiltin('node:sqlite')
  const env = {
    ...process.env,
    AWS_DOCS_SQLITE: 'node',
    ...(hasNodeSqlite && { NODE_OPTIONS: '--no-experimental-sqlite' }),
  }
  const failed = promisify(execFile)(process.execPath, ['--import', 'tsx', check], { cwd: ROOT, env })
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^\nerror: No SQLite binding loads .+\n\nUse Node 22\.13 or newer/),
  })
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(scripts.quickstart).toMatch(/&& npm ci [^&]*&& tsx scripts\/quickstart\/check-machine\.ts && npm run build/)
})

test('before the tests npm asks the same, and the message names the command that was typed', async () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(scripts.pretest).toBe('tsx scripts/quickstart/check-machine.ts')
  const env = {
    ...process.env,
    npm_lifecycle_event: 'pretest',
    AWS_DOCS_SQLITE: 'node',
    ...(isBuiltin('node:sqlite') && { NODE_OPTIONS: '--no-experimental-sqlite' }),
  }
  const check = join(ROOT, 'scripts/quickstart/check-machine.ts')
  const failed = promisify(execFile)(process.execPath, ['--import', 'tsx', check], { cwd: ROOT, env })
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Then run "npm cit" again\. [\s\S]*\n {2}npm test\n/),
  })
})

test('before npm installs in silence, the quickstart says that this may be long', async () => {
  const folder = makeFolder()
  for (const name of ['package.json', 'scripts/quickstart/before-install.js']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  }
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm $1 has begun"\nexit 1\n', { mode: 0o755 })
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
  const started = promisify(execFile)('sh', ['-c', scripts.quickstart], { cwd: folder, env })
  await expect(started).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/npm compiles it: one to\ntwo minutes[\s\S]*npm ci has begun\n$/),
  })
})

test.each([
  ['is not set', {}],
  ['is empty', { npm_config_nodedir: '' }],
])('npm is asked once more with the headers of this Node, where npm_config_nodedir %s', async (_, set) => {
  const folder = makeFolder()
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(folder, 'package.json'), '{ "optionalDependencies": { "better-sqlite3": "1.0.0" } }')
  // Shown as npm's own reason.
  writeFileSync(
    join(bin, 'npm'),
    '#!/bin/sh\necho "prebuild-install warn $7 with headers in <$npm_config_nodedir>"\n',
    {
      mode: 0o755,
    },
  )
  const { npm_config_nodedir: _asSet, ...rest } = process.env
  const env = {
    ...rest,
    ...set,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    AWS_DOCS_SQLITE: 'node',
    ...(isBuiltin('node:sqlite') && { NODE_OPTIONS: '--no-experimental-sqlite' }),
  }
  const check = join(ROOT, 'scripts/quickstart/check-machine.ts')
  const said = await promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), check], {
    cwd: folder,
    env,
  }).then(
    () => '',
    ({ stderr }: { stderr: string }) => stderr,
  )
  const home = dirname(dirname(process.execPath))
  const headers = existsSync(join(home, 'include/node/node_version.h')) ? home : ''
  expect(said).toContain(`with headers in <${headers}>`)
})

// On a newer Node the tests pass without the package.
test.skipIf(!existsSync(BUILT))('what npm builds when it is asked once more is used at once', async () => {
  const folder = makeFolder()
  const [bin, packages] = [join(folder, 'bin'), join(folder, 'node_modules')]
  for (const name of [bin, packages]) mkdirSync(name)
  for (const name of ['package.json', 'tsconfig.json', 'src', 'scripts']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  }
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== 'better-sqlite3') symlinkSync(join(ROOT, 'node_modules', name), join(packages, name))
  }
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\nln -s '${BUILT}' node_modules/better-sqlite3\n`, { mode: 0o755 })
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    AWS_DOCS_SQLITE: 'better-sqlite3',
  }
  const check = join(folder, 'scripts/quickstart/check-machine.ts')
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), check], {
    cwd: folder,
    env,
  })
  expect(stderr).toContain('npm left better-sqlite3 out. Asking it once more')
  expect(existsSync(join(packages, 'better-sqlite3'))).toBe(true)
})
