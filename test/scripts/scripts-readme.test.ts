// scripts/README.md names what can be started, and nothing that is not there.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DRILLS } from '../../scripts/drills/all-drills.ts'

const ROOT = join(import.meta.dirname, '../..')
const page = readFileSync(join(ROOT, 'scripts/README.md'), 'utf8')
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}
const FILE = /scripts\/[\w./-]+\.(?:ts|js|sh)/g
const lines = page.split('\n')
const findLine = (name: string) => lines.find((line) => line.startsWith(`| \`${name}\` |`))

test('every npm script has a line, with the file that it starts', () => {
  for (const [name, command] of Object.entries(scripts)) {
    const line = findLine(name)
    expect(line, name).toBeDefined()
    for (const [file] of command.matchAll(FILE)) expect(line, name).toContain(`\`${file}\``)
  }
})

test('every drill that has a file of its own is named with it', () => {
  for (const { name, command } of DRILLS) {
    const files = command.filter((word) => word.startsWith('scripts/'))
    for (const file of files) if (!page.includes(`\`${file}\``)) expect(findLine(`drill -- ${name}`)).toContain(file)
  }
})

test('every file at the top of the folder is named', () => {
  const files = readdirSync(join(ROOT, 'scripts'), { withFileTypes: true }).filter((entry) => entry.isFile())
  const unnamed = files.map(({ name }) => `scripts/${name}`).filter((name) => !page.includes(`\`${name}\``))
  expect(unnamed).toEqual(['scripts/README.md'])
})

test('what is named is there', () => {
  for (const [file] of page.matchAll(FILE)) expect(existsSync(join(ROOT, file)), file).toBe(true)
  const started = lines.flatMap((line) => /^\| `([\w:-]+)(?: -- [\w-]+)?` \|/.exec(line)?.[1] ?? [])
  for (const name of started) expect(Object.keys(scripts)).toContain(name)
  const drilled = [...page.matchAll(/`drill -- ([\w-]+)`/g)].map(([, name]) => name)
  expect(DRILLS.map(({ name }) => name)).toEqual(expect.arrayContaining(drilled))
})
