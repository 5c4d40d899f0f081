import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { DRILLS } from '../../scripts/drills/all-drills.ts'
import { joinScript } from '../joined-script.ts'

test('npm run drill names every drill, and what each runs is there', async () => {
  const listed = execFileSync(process.execPath, [await joinScript(resolve('scripts/drills/drill.ts'))], {
    encoding: 'utf8',
  })
  for (const { name, says, command } of DRILLS) {
    expect(listed).toContain(`${name.padEnd(9)} ${says}`)
    const files = command.filter((argument) => argument.endsWith('.ts'))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(existsSync(file), file).toBe(true)
  }
})

test('no drill of scripts/ is forgotten', () => {
  const known = new Set(DRILLS.flatMap(({ command }) => command))
  const inFolder = readdirSync('scripts/drills')
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `scripts/drills/${name}`)
    // Those that say how they are run are drills; the others are what drills are made of.
    .filter((file) => /^\/\/.*(?:npm run|tsx scripts)/m.test(readFileSync(file, 'utf8').slice(0, 1500)))
    .filter((file) => !/\/(all-drills|drill)\.ts$/.test(file))
  const atTop = readdirSync('scripts').filter((name) => name.endsWith('-drill.ts'))
  for (const file of [...inFolder, ...atTop.map((name) => `scripts/${name}`)]) expect(known, file).toContain(file)
})
