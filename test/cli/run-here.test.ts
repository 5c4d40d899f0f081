// The program in this process is the built one: the same words, the same codes, and nothing of it stays behind.

import { homedir } from 'node:os'
import { expect, it } from 'vitest'
import { runHere } from './run-here.ts'
import { LAMP, PROGRAM, setUpProgram, waitForEnd } from './run-program.ts'

it.each([
  { args: ['guides', 'find', 'lambda'], code: 0 },
  { args: ['read', '--help'], code: 0 },
  { args: ['--version'], code: 0 },
  { args: ['search'], code: 1 },
  { args: ['crawl', 'lamda-dg'], code: 3 },
  { args: ['--offline', 'read', 'https://docs.aws.amazon.com/lamp/latest/dg/a.html'], code: 3 },
])('$args ends with $code, and says what the built program says', async ({ args, code }) => {
  const { run, start } = await setUpProgram()
  const here = await run(...args)
  expect(here.code).toBe(code)
  expect(here.stdout + here.stderr).not.toBe('')
  expect(here).toEqual(await waitForEnd(start(...args)))
})

it('a page is read from the site as the built program reads it, each with a cache of its own', async () => {
  const [one, other] = [await setUpProgram(), await setUpProgram()]
  const here = await one.run('read', LAMP)
  expect(here).toMatchObject({ code: 0, stderr: expect.stringContaining('(live, ') })
  expect(here).toEqual(await waitForEnd(other.start('read', LAMP)))
})

it('what the test had in its process is there again, also after an error', async () => {
  const look = () => ({
    env: { ...process.env },
    argv: process.argv,
    cwd: process.cwd(),
    exitCode: process.exitCode,
    home: homedir(),
    listeners: [process.listeners('SIGINT'), process.listeners('SIGTERM')],
    streams: [process.stdout.write, process.stderr.write, process.exit],
  })
  const before = look()
  const { env, folder, run } = await setUpProgram()
  expect(await run('crawl', LAMP)).toMatchObject({ code: 0 })
  expect(look()).toEqual(before)
  expect((await run('no-such-command')).code).toBe(1)
  await runHere(['status'], { env: { ...env, AWS_DOCS_WANTED: 'maybe' }, program: PROGRAM, cwd: folder })
  expect(look()).toEqual(before)
})

it('one run waits for another, and each has its own output', async () => {
  const { run } = await setUpProgram()
  const [found, version] = await Promise.all([run('guides', 'find', 'lambda'), run('--version')])
  expect(found.stdout).toContain('lambda-dg')
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
