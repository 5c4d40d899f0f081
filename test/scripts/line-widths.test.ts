import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { joinScript } from '../joined-script.ts'

const SCRIPT = resolve('scripts/checks/line-widths.ts')
const LONG = 'word '.repeat(30)

async function check(files: Readonly<Record<string, string>>): Promise<{ status: number | null; faults: string[] }> {
  const root = mkdtempSync(join(tmpdir(), 'line-widths-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const name of ['src/a.ts', 'scripts/a.ts', 'test/a.ts', ...Object.keys(files)]) {
    mkdirSync(join(root, dirname(name)), { recursive: true })
    writeFileSync(join(root, name), files[name] ?? '')
  }
  const { status, stderr } = spawnSync(process.execPath, [await joinScript(SCRIPT), root], { encoding: 'utf8' })
  return { status, faults: stderr.match(/\S+:\d+(?=:)/g) ?? [] }
}

test('a wide line fails, be it a comment, a text or a style', async () => {
  const found = await check({
    'src/core/a.ts': `// ${LONG}\nconst a = '${LONG}'\n`,
    'src/core/b.css': `/* ${LONG} */\n`,
    'test/c.ts': `// ${LONG}\nconst c = '${LONG}'\n`,
  })
  expect(found).toEqual({
    status: 1,
    faults: ['src/core/a.ts:1', 'src/core/a.ts:2', 'src/core/b.css:1', 'test/c.ts:1'],
  })
})

test('addresses and regular expressions are not broken', async () => {
  const long = 'a'.repeat(120)
  expect(await check({ 'src/core/a.ts': `// https://example.com/${long}\nconst A =\n  /${long}/g\n` })).toEqual({
    status: 0,
    faults: [],
  })
})
