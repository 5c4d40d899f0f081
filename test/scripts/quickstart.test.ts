import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

test('the quickstart harvests the sample guide in both languages, searches, reads and asks over MCP', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quickstart-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs')
  const args = [tsx, join(ROOT, 'scripts/quickstart.ts')]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder })
  expect(stdout).toContain('aws-docs-offline-guide en_us: 12 pages in the index')
  expect(stdout).toContain('aws-docs-offline-guide ja_jp: 12 pages in the index')
  expect(stdout).toContain('/ja_jp/aws-docs-offline/latest/guide/pricing.html')
  expect(stdout).toContain('# Troubleshooting')
  expect(stdout).toMatch(/search_documentation ".*":\n1\. Keeping the index fresh/)
  expect(stdout).toContain('"mcpServers"')
}, 60_000)

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
  expect(scripts.quickstart).toMatch(/^npm ci [^&]*&& tsx scripts\/quickstart\/check-machine\.ts && npm run build/)
})
