import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeTooLong, LONGEST_QUERY } from '../../src/core/model/query-length.ts'
import { GUIDE, makePageHtml, putGuide } from '../crawl/crawl-site.ts'
import { LAMP, setUpCrawled, setUpProgram } from './run-program.ts'

describe('with a guide in the index', () => {
  it('search prints hits with URL, source and passage; --json prints the answer', async () => {
    const { run } = await setUpCrawled()
    const shown = await run('--offline', 'search', 'Page b', '--limit', '1')
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('1. Page b')
    expect(shown.stdout).toContain('https://docs.aws.amazon.com/lamp/latest/dg/b.html')
    expect(shown.stdout).toMatch(/\| .*text of b\./)
    const data = await run('--offline', 'search', 'text of b', '--limit', '2', '--json')
    expect(JSON.parse(data.stdout).hits.map((hit: { rank: number }) => hit.rank)).toEqual([1, 2])
  })

  it('search takes the question in other words too', async () => {
    const { run } = await setUpCrawled()
    const first = async (...also: string[]) =>
      JSON.parse((await run('--offline', 'search', 'zzzzqqq', '--json', ...also)).stdout).hits[0]?.title
    expect(await first()).toBeUndefined()
    expect(await first('--also', 'text of b', '--also', 'page b')).toBe('Page b')
  })

  it('a search of nothing known is no failure: it says what to try', async () => {
    const { run } = await setUpCrawled()
    const { code, stdout, stderr } = await run('--offline', 'search', 'zzzzqqq')
    expect(code).toBe(0)
    expect(stdout).toBe('')
    expect(stderr).toContain('No page holds any of these words')
  })

  it('a question that an option has swallowed is said to be missing, with where to put it', async () => {
    const { run } = await setUpCrawled()
    const { code, stdout, stderr } = await run('--offline', 'search', '--guide', 'lamp-dg', 'text of b')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/No question was given\. Put it before --guide/)
    const { stdout: found } = await run('--offline', 'search', 'text of b', '--guide', 'lamp-dg')
    expect(found).toContain('Page b')
  })

  it('a search for what another guide has says so, with the command that gets it', async () => {
    const { run } = await setUpCrawled()
    const { code, stderr } = await run('--offline', 'search', 'text of secrets in Secrets Manager')
    expect(code).toBe(0)
    expect(stderr).toContain('Not in this index: AWS Secrets Manager User Guide; offline, it can come as a bundle')
    const { stdout } = await run('--offline', 'search', 'text of secrets in Secrets Manager', '--json')
    expect(JSON.parse(stdout).coverage).toMatchObject({
      grade: 'missing',
      lacks: [{ catalogId: 'secretsmanager-userguide' }],
    })
  })

  it('what is near a word that only code has is no slip: nothing is found, and that is said', async () => {
    const { run, site } = await setUpProgram()
    const names = ['a', 'b', 'c', 'd', 'e']
    putGuide(site, names)
    for (const name of names)
      site.files.set(`${GUIDE}${name}.html`, makePageHtml(`Page ${name}`, `Type <code>FROM</code> ${name}.`))
    await run('crawl', LAMP)
    expect(JSON.parse((await run('--offline', 'search', 'FROM', '--json')).stdout).hits).not.toEqual([])
    const { code, stdout, stderr } = await run('--offline', 'search', '--', '--frob')
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toContain('No page holds any of these words')
    expect(stderr).not.toContain('Read "frob"')
  })

  it('a query over the limit is refused with the limit, on a terminal as over MCP', async () => {
    const { run } = await setUpProgram()
    const { code, stdout, stderr } = await run('--offline', 'search', 'x'.repeat(LONGEST_QUERY + 1))
    expect([code, stdout, stderr]).toEqual([1, '', `error: ${describeTooLong(LONGEST_QUERY + 1)}\n`])
  })

  it('read says when the place asked for is not on the page', async () => {
    const { run } = await setUpCrawled()
    const lost = await run('--offline', 'read', `${LAMP}#nosuchanchor`)
    expect(lost.stdout).toMatch(/^# Page a\n/)
    expect(lost.stderr).toContain('The page has no section #nosuchanchor, so it is read from its beginning.\n')
    const { stdout } = await run('--offline', 'read', `${LAMP}#nosuchanchor`, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ notice: expect.stringContaining('#nosuchanchor'), startIndex: 0 })
    const beyond = await run('--offline', 'read', LAMP, '--start', '99999999')
    expect([beyond.code, beyond.stdout]).toEqual([0, ''])
    expect(beyond.stderr).toMatch(/The page has \d+ characters, and none at 99999999\.\n/)
  })

  it('read prints the Markdown alone on stdout', async () => {
    const { run } = await setUpCrawled()
    const whole = await run('--offline', 'read', LAMP)
    expect(whole.stdout).toMatch(/^# Page a\n/)
    expect(whole.stderr).toContain('(index, ')
    const section = await run('--offline', 'read', `${LAMP}#more`)
    expect(section.stdout).toMatch(/^## More about Page a/)
    const cut = await run('--offline', 'read', LAMP, '--max-length', '20')
    expect(cut.stderr).toMatch(/--start \d+ goes on/)
  })

  it('read of a page that is not there names the nearest and the way to get it', async () => {
    const { run } = await setUpCrawled()
    const { code, stderr } = await run('--offline', 'read', LAMP.replace('a.html', 'aa.html'))
    expect(code).toBe(3)
    expect(stderr).toContain('https://docs.aws.amazon.com/lamp/latest/dg/a.html')
    const other = await run('--offline', 'read', 'https://docs.aws.amazon.com/torch/latest/dg/a.html')
    expect(other.stderr).toContain('Its guide is not indexed; offline, "aws-docs-offline --index ')
  })

  it('status tells scripts what is there', async () => {
    const { run, indexFile } = await setUpCrawled()
    const { stdout } = await run('status', '--json')
    const status = JSON.parse(stdout)
    expect(status).toMatchObject({ file: indexFile, exists: true, pages: 3 })
    expect(status.guides).toMatchObject([{ id: 'lamp-dg', locale: 'en_us', pages: 3, failed: 0 }])
    expect(status.guides[0].oldest).toBeLessThanOrEqual(status.guides[0].newest)
  })
})

describe('without an index', () => {
  it('status says so and how to begin', async () => {
    const { run } = await setUpProgram()
    const { code, stdout } = await run('status')
    expect(code).toBe(0)
    expect(stdout).toContain('crawl lambda-dg')
  })

  it('a search offline is an error with the next step', async () => {
    const { run } = await setUpProgram()
    const { code, stderr } = await run('--offline', 'search', 'lamp')
    expect(code).toBe(1)
    expect(stderr).toContain('There is no index at')
    expect(stderr).toMatch(/Offline, guides come as bundles: "aws-docs-offline --index \S+ import FILE"/)
    expect(stderr).not.toContain(' crawl ')
  })

  it('a file that is no index is left as it is', async () => {
    const { run, folder } = await setUpProgram()
    const file = join(folder, 'notes.txt')
    writeFileSync(file, 'not a database at all, but notes of mine\n'.repeat(100))
    const { code, stderr } = await run('--index', file, 'search', 'lamp')
    expect(code).toBe(1)
    expect(stderr).toContain('is not a SQLite database')
    expect((await run('--index', file, 'crawl', LAMP)).code).toBe(1)
  })
})

it('a reader that stops listening is a normal end', async () => {
  const { start } = await setUpProgram()
  const child = start('guides')
  child.stdout.destroy()
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
  expect(stderr).toBe('')
})

it.each([
  ['AWS_DOCS_ORIGIN', 'ftp://mirror', 'an http or https URL'],
  ['AWS_DOCS_OFFLINE', 'yes', '1 or 0'],
  ['AWS_DOCS_SQLITE', 'foo', 'node or better-sqlite3'],
])('a wrong %s is named with what it should be', async (name, value, wanted) => {
  const { run } = await setUpProgram({ [name]: value })
  const { code, stdout, stderr } = await run('status')
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(`error: ${name} is "${value}": `)
  expect(stderr).toContain(`Set ${name} to ${wanted}, or unset it.`)
})
