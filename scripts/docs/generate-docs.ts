// The parts of the documentation that follow from code: tables of commands, options, environment variables and MCP
// tools. They stand between markers in README.md, README.ja.md and docs/reference.md, and cannot go stale: the test
// command runs this with --check.
//   tsx scripts/docs/generate-docs.ts           writes them (needs a build)
//   tsx scripts/docs/generate-docs.ts --check   fails when they differ, or when an example names a command, option or
//                                               script that does not exist

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProgram } from '../../src/cli/program.ts'
import { readOptions } from '../read-options.ts'
import { makeCommandReference, makeCommandTable, makeEnvironmentTable } from './command-tables.ts'
import { JAPANESE } from './japanese.ts'
import { listExampleFaults } from './list-example-faults.ts'
import { describeServer, makePromptTable, makeToolReference, makeToolTable } from './tool-tables.ts'

const { check: isCheck } = readOptions({ options: { check: { type: 'boolean', default: false } } }).values
const program = createProgram()
const server = await describeServer()

/** File, marker, text. */
const BLOCKS: readonly (readonly [string, string, string])[] = [
  ['README.md', 'commands', makeCommandTable(program)],
  ['README.md', 'tools', makeToolTable(server)],
  ['README.ja.md', 'commands', makeCommandTable(program, JAPANESE)],
  ['README.ja.md', 'tools', makeToolTable(server, JAPANESE)],
  ['docs/reference.md', 'commands', makeCommandReference(program)],
  ['docs/reference.md', 'environment', makeEnvironmentTable()],
  ['docs/reference.md', 'tools', makeToolReference(server)],
  ['docs/reference.md', 'prompts', makePromptTable(server)],
]

const faults: string[] = []
for (const file of new Set(BLOCKS.map(([name]) => name))) {
  const before = readFileSync(file, 'utf8')
  let after = before
  for (const [, marker, text] of BLOCKS.filter(([name]) => name === file))
    after = replaceBlock(file, after, marker, text)
  if (after === before) continue
  if (isCheck) faults.push(`${file}: its generated tables are stale; run "npm run docs" and commit`)
  else writeFileSync(file, after)
}
const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts)
for (const file of ['README.md', 'README.ja.md', 'CONTRIBUTING.md', ...listMarkdownBelow('docs')]) {
  faults.push(...listExampleFaults(file, program, scripts))
}
for (const fault of faults) console.error(`error: ${fault}`)
console.log(faults.length === 0 ? 'documentation and code agree' : `${faults.length} faults in the documentation`)
process.exitCode = faults.length === 0 ? 0 : 1

function replaceBlock(file: string, text: string, marker: string, content: string): string {
  const begin = `<!-- begin ${marker} (npm run docs) -->`
  const end = `<!-- end ${marker} -->`
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) {
    faults.push(`${file}: expected "${begin}" and then "${end}"`)
    return text
  }
  return `${text.slice(0, from + begin.length)}\n${content.trim()}\n${text.slice(to)}`
}

function listMarkdownBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}
