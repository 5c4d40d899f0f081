// The folder of the index cannot be had: every command says which, why and what to do, and none says a code of the
// system.

import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LAMP, type ProgramSetup, setUpCrawled } from './run-program.ts'

const CODES = /\bE[A-Z]{3,}\b|is a defect/

/** With a bundle and a repository to take from. */
async function setUpSources(): Promise<ProgramSetup & { readonly writing: readonly (readonly string[])[] }> {
  const setup = await setUpCrawled()
  const { run, folder } = setup
  const [key, bundle, repository] = [join(folder, 'key'), join(folder, 'b.awsdocs'), join(folder, 'repository')]
  for (const command of [
    ['keygen', key],
    ['export', bundle],
    ['publish', repository, '--sign', key],
  ])
    expect(await run(...command)).toMatchObject({ code: 0 })
  const pull = ['--from', repository, '--trust', `${key}.pub`]
  const writing = [
    ['crawl', LAMP],
    ['import', bundle],
    ['import', 'http://127.0.0.1:9/made-up.awsdocs'],
    ['pull', 'lamp-dg', ...pull],
    ['init', '--no-setup', '--guide', LAMP],
    ['init', '--no-setup', '--wait', '--guide', LAMP],
    ['init', '--no-setup', '--guide', LAMP, ...pull],
  ]
  return { ...setup, writing }
}

const READING = [
  ['refresh'],
  ['status'],
  ['search', 'text'],
  ['read', LAMP],
  ['changes'],
  ['guides'],
  ['guides', 'find', 'lambda'],
  ['guides', 'contents', 'lambda-dg'],
  ['guides', 'wanted'],
  ['export', 'x.awsdocs'],
]

describe('a file stands where the folder is to be', () => {
  it.each(['index.sqlite', join('a', 'index.sqlite'), join('a', 'b', 'index.sqlite')])('%s in it', async (name) => {
    const { run, folder, writing } = await setUpSources()
    const file = join(folder, 'notes.txt')
    writeFileSync(file, 'mine')
    const index = join(file, name)
    for (const command of [...writing, ...READING]) {
      const { code, stderr } = await run('--index', index, ...command)
      expect.soft([command, code]).toEqual([command, 3])
      expect
        .soft(stderr)
        .toContain(`There can be no index ${index}: ${file} is a file and no folder. Move that file away`)
      expect.soft(stderr).not.toMatch(CODES)
    }
    const { code, stdout } = await run('--index', index, 'doctor')
    expect([code, stdout]).toEqual([1, expect.stringContaining(`${file} is a file and no folder`)])
    expect(stdout).not.toMatch(CODES)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})

// As a folder that this user may not look into, also for root.
it('a folder that cannot be looked into is said to be one, and doctor goes on', async () => {
  const { run, folder, writing } = await setUpSources()
  const loop = join(folder, 'loop')
  symlinkSync(loop, loop)
  const index = join(loop, 'index.sqlite')
  for (const command of [...writing, ...READING]) {
    const { code, stderr } = await run('--index', index, ...command)
    expect.soft([command, code]).toEqual([command, 3])
    expect.soft(stderr).not.toMatch(CODES)
  }
  const said = `${index} cannot be looked at: it is a link that leads back to itself`
  expect((await run('--index', index, 'status')).stderr).toContain(said)
  const { code, stdout } = await run('--index', index, 'doctor')
  expect([code, stdout]).toEqual([1, expect.stringContaining(said)])
  expect(stdout).toMatch(/^ok +cache /m)
  expect(stdout).not.toMatch(CODES)
})

describe('the folder cannot be made', () => {
  it('where a link leads nowhere', async () => {
    const { run, folder, writing } = await setUpSources()
    const link = join(folder, 'disk')
    symlinkSync(join(folder, 'gone'), link)
    await expectRefused(run, join(link, 'index.sqlite'), writing)
    expect(existsSync(join(folder, 'gone'))).toBe(false)
  })

  // Also for root. What a disk has free is asked before a bundle is merged, and this one has nothing.
  it.skipIf(!existsSync('/proc/self'))('where the system makes none', async () => {
    const { run, writing } = await setUpSources()
    const isBundle = (command: readonly string[]) => /b\.awsdocs$/.test(command[1] ?? '') || command[0] === 'pull'
    const others = writing.filter((command) => !isBundle(command) && !command.includes('--from'))
    await expectRefused(run, '/proc/made-up/index.sqlite', others)
  })
})

async function expectRefused(run: ProgramSetup['run'], index: string, commands: readonly (readonly string[])[]) {
  for (const command of commands) {
    const { code, stderr } = await run('--index', index, ...command)
    expect.soft([command, code]).toEqual([command, 3])
    expect.soft(stderr).toContain(`The folder ${dirname(index)} cannot be made: `)
    expect.soft(stderr).toMatch(/Make it by other means, or name an index elsewhere with --index/)
    expect.soft(stderr).not.toMatch(CODES)
  }
  for (const command of READING) {
    const { stderr } = await run('--index', index, '--offline', ...command)
    expect.soft(stderr).not.toMatch(CODES)
  }
}
