import { appendFileSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runScriptHere } from './run-script-here.ts'

const ROOT = resolve(import.meta.dirname, '../..')

function copyDocs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docs-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const name of ['README.md', 'README.ja.md', 'CONTRIBUTING.md', 'docs', 'package.json'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  return folder
}

async function generate(cwd: string, ...args: string[]): Promise<{ code: number; stderr: string }> {
  const { code, stderr } = await runScriptHere('scripts/docs/generate-docs.ts', args, cwd)
  return { code, stderr }
}

test('documentation that agrees with the program passes', async () => {
  expect(await generate(copyDocs(), '--check')).toEqual({ code: 0, stderr: '' })
})

test('a stale table is a fault, and writing fixes it', async () => {
  const folder = copyDocs()
  const file = join(folder, 'README.md')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('| `status` |', '| `stature` |'))
  const { code, stderr } = await generate(folder, '--check')
  expect(code).toBe(1)
  expect(stderr).toContain('README.md: its generated tables are stale')
  await generate(folder)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('examples that could not work are named', async () => {
  const folder = copyDocs()
  const examples = ['aws-docs-offline harvest lambda-dg', 'aws-docs-offline crawl --speed 9 lambda-dg', 'npm run party']
  appendFileSync(join(folder, 'docs/reference.md'), `\n\`\`\`sh\n${examples.join('\n')}\n\`\`\`\n`)
  const { code, stderr } = await generate(folder, '--check')
  expect(code).toBe(1)
  expect(stderr).toContain('no command "harvest"')
  expect(stderr).toContain('no option "--speed"')
  expect(stderr).toContain('no script "party"')
})
