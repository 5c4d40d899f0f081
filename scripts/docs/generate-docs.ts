// The parts of the documentation that follow from code: tables of commands, options, environment variables and MCP
// tools. They stand between markers in README.md, README.ja.md and docs/reference.md, and cannot go stale: the test
// command runs this with --check.
//   tsx scripts/docs/generate-docs.ts           writes them (needs a build)
//   tsx scripts/docs/generate-docs.ts --check   fails when they differ, or when an example names a command, option or
//                                               script that does not exist

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProgram } from '../../src/cli/program.ts'
import { commandReference, commandTable, environmentTable } from './command-tables.ts'
import { exampleFaults } from './example-faults.ts'
import { JAPANESE } from './japanese.ts'
import { describeServer, promptTable, toolReference, toolTable } from './tool-tables.ts'

const isCheck = process.argv.includes('--check')
const program = createProgram()
const server = await describeServer()

/** File, marker, text. */
const BLOCKS: readonly (readonly [string, string, string])[] = [
  ['README.md', 'commands', commandTable(program)],
  ['README.md', 'tools', toolTable(server)],
  ['README.ja.md', 'commands', commandTable(program, JAPANESE)],
  ['README.ja.md', 'tools', toolTable(server, JAPANESE)],
  ['docs/reference.md', 'commands', commandReference(program)],
  ['docs/reference.md', 'environment', environmentTable()],
  ['docs/reference.md', 'tools', toolReference(server)],
  ['docs/reference.md', 'prompts', promptTable(server)],
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
for (const file of ['README.md', 'README.ja.md', 'CONTRIBUTING.md', ...markdownBelow('docs')]) {
  faults.push(...exampleFaults(file, program, scripts))
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

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}
