import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makePageHtml, putGuide } from '../crawl/crawl-site.ts'
import { canMount, makeReadOnly, mountSmallDisk } from '../volumes.ts'
import { LAMP, setUpCrawled, setUpProgram, waitForEnd } from './run-program.ts'

const B = '/lamp/latest/dg/b.html'

it.each(['crawl', 'refresh'])(
  'while a crawl is at work a %s is refused, and the crawl is not disturbed',
  async (command) => {
    const { site, start, run } = await setUpCrawled()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      site.misbehave = (path, _, response) => {
        if (path !== B) return undefined
        release = () =>
          void response.writeHead(200, { 'content-type': 'text/html' }).end(makePageHtml('Page b', 'text'))
        resolve()
        return 'handled'
      }
    })
    const first = waitForEnd(start('crawl', LAMP, '--json'))
    await held
    const second = await run(command, LAMP, '--json')
    expect(second.code).toBe(3)
    expect(JSON.parse(second.stdout)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(
        /^A crawl is running since [-\d]+ [:\d]+ UTC \(.+:\d+\): lamp-dg en_us, \d of 3 pages checked\. Run this again when /,
      ),
    })
    expect(JSON.parse((await run('status', '--json')).stdout).running).toMatchObject([{ kind: 'crawl' }])
    release()
    expect((await first).code).toBe(0)
  },
)

it('a refresh that was killed is taken over at once, and ends what that one began', async () => {
  const { site, start, run } = await setUpCrawled()
  const child = start('refresh', '--max-age', '0')
  site.misbehave = (path) => {
    if (path !== B) return undefined
    child.kill('SIGKILL')
    return 'handled'
  }
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  site.misbehave = undefined
  const { code, stdout } = await run('refresh', '--max-age', '0', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'complete', guides: [{ pages: 3, counts: { unchanged: 3 } }] })
})

it('whatever writes an index that a killed run has left leaves one file at rest', async () => {
  const { site, folder, indexFile, start, run } = await setUpCrawled()
  const [bundle, key, repository] = ['all.bundle', 'key', 'repository'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const child = start('refresh', '--max-age', '0')
  site.misbehave = (path) => {
    if (path !== B) return undefined
    child.kill('SIGKILL')
    return 'handled'
  }
  await once(child, 'exit')
  site.misbehave = undefined
  const left = ['', '-wal'].map((end) => [`${indexFile}${end}`, readFileSync(`${indexFile}${end}`)] as const)
  site.files.set(B, makePageHtml('Page b', 'edited'))
  const other = ['--index', join(folder, 'other.sqlite')]
  await run(...other, 'crawl', LAMP)
  await run(...other, 'export', bundle)
  await run('keygen', key)
  await run(...other, 'publish', repository, '--sign', key)
  for (const args of [
    ['crawl', LAMP],
    ['refresh', '--max-age', '0'],
    ['import', bundle],
    ['pull', '--all', '--from', repository, '--trust', `${key}.pub`],
  ]) {
    for (const name of ['-shm', '-journal']) rmSync(indexFile + name, { force: true })
    for (const [file, bytes] of left) writeFileSync(file, bytes)
    expect((await run(...args)).code, args[0]).toBe(0)
    expect([existsSync(`${indexFile}-wal`), readFileSync(indexFile)[18]], args[0]).toEqual([false, 1])
  }
})

describe.skipIf(!canMount())('an index on a read-only volume', () => {
  it('is searched and read; a refresh is refused with the reason', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'read-only-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const disk = mountSmallDisk(folder, '16m')
    const { run } = await setUpProgram({ AWS_DOCS_DATA: disk })
    await run('crawl', LAMP)
    makeReadOnly(disk)
    expect(await run('search', 'Page b', '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('b.html'),
    })
    expect(await run('read', LAMP)).toMatchObject({ code: 0, stdout: expect.stringContaining('# Page a') })
    expect(await run('changes')).toMatchObject({ code: 0 })
    const refused = await run('refresh', '--max-age', '0')
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toContain('Check that the file and its folder exist and that you may write there')
  })

  it('reads a page live although it cannot keep it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'read-only-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const disk = mountSmallDisk(folder, '16m')
    const { run, site } = await setUpProgram({ AWS_DOCS_DATA: disk })
    await run('crawl', LAMP)
    site.files.set('/torch/latest/dg/beam.html', makePageHtml('Beam', 'A beam of light.'))
    makeReadOnly(disk)
    const { code, stdout } = await run('read', 'https://docs.aws.amazon.com/torch/latest/dg/beam.html')
    expect([code, stdout.split('\n')[0]]).toEqual([0, '# Beam'])
  })
})

describe.skipIf(!canMount())('files beside the index', () => {
  const mount = (size: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'beside-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    return mountSmallDisk(folder, size)
  }

  it('a harvest in the background that may not write them is refused with the reason', async () => {
    const disk = mount('16m')
    const { run } = await setUpProgram({ AWS_DOCS_DATA: disk })
    await run('crawl', LAMP)
    makeReadOnly(disk)
    const refused = await run('init', '--guide', 'https://docs.aws.amazon.com/torch/latest/dg/beam.html', '--no-setup')
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toMatch(/^error: The log of the harvest \S+ cannot be written: its disk is read-only\. /m)
  })

  it('a crawl that fills the disk says so once, in sentences', async () => {
    const disk = mount('1m')
    const { run, site } = await setUpProgram({ AWS_DOCS_DATA: disk })
    putGuide(
      site,
      Array.from({ length: 120 }, (_, n) => `a${n}`),
    )
    const { code, stdout } = await run('crawl', LAMP)
    expect(code).toBe(2)
    expect(stdout).toContain('everything committed so far is kept; the pages are stored')
    expect(stdout.match(/no space left/g)).toHaveLength(1)
    expect(stdout).toContain('search has not learned from them, for the same reason')
  })

  it('on a full disk each command says so, and leaves no half file behind', async () => {
    const disk = mount('128k')
    const { run } = await setUpProgram({ AWS_DOCS_DATA: join(disk, 'data'), HOME: disk })
    mkdirSync(join(disk, 'data'))
    mkdirSync(join(disk, '.cursor'))
    fill(join(disk, 'other'))
    const key = join(disk, 'key')
    for (const args of [
      ['keygen', key],
      ['guides', 'add', 'https://docs.aws.amazon.com/torch/latest/dg/beam.html'],
      ['setup', 'cursor', '--write'],
      ['init', '--guide', LAMP, '--no-setup'],
    ]) {
      const refused = await run(...args)
      expect([args[0], refused]).toMatchObject([args[0], { code: 3, stdout: '' }])
      expect(refused.stderr).toMatch(/error: (There is no space left to write|The harvest needs about 1\.0 MB)/)
      expect(refused.stderr).not.toMatch(/ENOSPC|folder exists/)
    }
    expect(existsSync(key)).toBe(false)
  })

  function fill(file: string): void {
    const descriptor = openSync(file, 'w')
    try {
      for (;;) writeSync(descriptor, Buffer.alloc(1024))
    } catch {
      closeSync(descriptor)
    }
  }
})

it.skipIf(!existsSync('/proc/self'))('a data folder that cannot be made is an error with its name', async () => {
  const { run, site } = await setUpProgram({ AWS_DOCS_DATA: '/proc/nothing' })
  const crawled = await run('crawl', LAMP)
  expect(crawled).toMatchObject({ code: 3, stdout: '' })
  const refused = /^error: The folder \/proc\/nothing cannot be made: the system makes none in \/proc\. .+ with --index/
  expect(crawled.stderr).toMatch(refused)
  const added = await run('guides', 'add', LAMP)
  expect(added).toMatchObject({ code: 1, stdout: '' })
  expect(added.stderr).toContain(
    'The catalog /proc/nothing/guides.json could not be written: the folder /proc/nothing cannot',
  )
  const imported = await run('import', `${site.origin}/docs.awsdocs`)
  expect(imported).toMatchObject({ code: 3, stdout: '' })
  expect(imported.stderr).toMatch(refused)
  expect(await run('read', LAMP)).toMatchObject({ code: 0, stdout: expect.stringContaining('# Page a') })
})

it('what cannot be written says why in words, whatever was to be written', async () => {
  const { run, folder } = await setUpCrawled()
  const nowhere = join(folder, 'nowhere')
  await run('keygen', join(folder, 'key'))
  writeFileSync(join(folder, 'file'), '')
  const said = async (...args: string[]) => {
    const { code, stderr } = await run(...args)
    expect(code, stderr).toBe(1)
    expect(stderr).not.toMatch(/\bE[A-Z]{4,}\b|mkdir|errno/)
    return stderr
  }
  expect(await said('export', join(nowhere, 'x.awsdocs'))).toContain('its folder is not there')
  expect(await said('keygen', join(nowhere, 'key'))).toContain('its folder is not there')
  expect(await said('export', join(folder, 'file', 'x.awsdocs'))).toContain('its folder is not one')
  expect(await said('publish', join(folder, 'file', 'x'), '--sign', join(folder, 'key'))).toContain(
    `${join(folder, 'file')} is a file and no folder`,
  )
})
