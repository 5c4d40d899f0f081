// All drills by one command. They run the built program.
//   npm run drill                      names them
//   npm run drill -- NAME [ARGUMENT …] runs one
//   npm run drill -- bad-days          runs those of the bad days one after the other, and prints one table
// Exit 1 when one ends with anything else than 0. What needs a replica of the site is left out where there is none,
// which the table says.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { refuseCommand } from '../read-options.ts'
import { DRILLS, type Drill, hasReplica } from './all-drills.ts'

const ROOT = join(import.meta.dirname, '../..')
const [name, ...args] = process.argv.slice(2)
if (name === undefined || name === '--help' || name === '-h') list()
else if (name === 'bad-days') await runBadDays()
else await runOne(name)

function list(): void {
  console.log('npm run drill -- NAME    with NAME one of:\n')
  for (const { name, says, needsReplica, takes } of DRILLS)
    console.log(`  ${name.padEnd(9)} ${says}${takes ? ` (takes ${takes})` : ''}${needsReplica ? ' [replica]' : ''}`)
  console.log(`\n  bad-days  ${listBadDayDrills().join(', ')}, and one table of them`)
}

function listBadDayDrills(): string[] {
  return DRILLS.filter(({ isBadDay }) => isBadDay).map(({ name }) => name)
}

async function runOne(wanted: string): Promise<void> {
  const drill = DRILLS.find(({ name }) => name === wanted)
  if (!drill) {
    return refuseCommand(
      `There is no drill "${wanted}". Known are: ${DRILLS.map(({ name }) => name).join(', ')}, bad-days.`,
    )
  }
  process.exitCode = (await run(drill, args)).code
}

async function runBadDays(): Promise<void> {
  const rows: string[] = []
  for (const drill of DRILLS.filter(({ isBadDay }) => isBadDay)) {
    if (drill.needsReplica && !hasReplica()) {
      rows.push(`| ${drill.name} | ${drill.says} | not run: no replica of the site | |`)
      continue
    }
    console.log(`\n== ${drill.name}: ${drill.says}`)
    const { code, seconds } = await run(drill, [])
    if (code !== 0) process.exitCode = 1
    rows.push(`| ${drill.name} | ${drill.says} | ${code === 0 ? 'as expected' : `exit ${code}`} | ${seconds} s |`)
  }
  console.log(`\n| Drill | What it does | Outcome | Took |\n| --- | --- | --- | --- |\n${rows.join('\n')}`)
}

async function run({ command }: Drill, more: readonly string[]): Promise<{ code: number; seconds: number }> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...command, ...more], { cwd: ROOT, stdio: 'inherit' })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? 1, seconds: Math.round((performance.now() - startedAt) / 1000) }
}
