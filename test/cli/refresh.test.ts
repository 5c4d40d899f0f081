import { expect, it } from 'vitest'
import { makePageHtml, makeTocJson } from '../crawl/crawl-site.ts'
import { holdTimers } from '../held-timers.ts'
import { setUpCrawled, setUpProgram } from './run-program.ts'

const toPath = (name: string) => `/lamp/latest/dg/${name}.html`

it('a refresh reports what it asked for as one JSON object, and changes tells what came of it', async () => {
  const { site, run } = await setUpCrawled()
  site.files.set(toPath('a'), makePageHtml('Page a', 'another text.'))
  site.files.set(toPath('d'), makePageHtml('Page d', 'text of d.'))
  site.files.delete(toPath('c'))
  site.files.set('/lamp/latest/dg/toc-contents.json', makeTocJson(['a', 'b', 'd']))
  const { code, stdout } = await run('refresh', '--max-age', '0', '--json')
  expect(code).toBe(0)
  expect(stdout.trim().split('\n')).toHaveLength(1)
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({ kind: 'complete', exitCode: 0, guides: [{ id: 'lamp-dg', pages: 3 }] })
  expect(report.guides[0].counts).toMatchObject({ new: 1, changed: 1, unchanged: 1, gone: 1 })

  const log = JSON.parse((await run('changes', '--json')).stdout)
  expect(log).toMatchObject({
    total: 3,
    goesBackTo: expect.any(String),
    guides: [{ guide: 'lamp-dg', locale: 'en_us' }],
  })
  expect(
    log.changes.map(({ kind, url }: { kind: string; url: string }) => `${kind} ${url.slice(-6)}`).toSorted(),
  ).toEqual(['added d.html', 'changed a.html', 'removed c.html'])
  const text = await run('changes', 'lamp-dg', '--since', '1d')
  expect(text.stdout).toMatch(/^\d{4}-\d\d-\d\d removed lamp-dg: Page c$/m)
  expect(text.stdout).toContain('edited: Page a; More about Page a')
  expect(text.stderr).toMatch(/The record goes back to \d{4}-\d\d-\d\d; what changed before is not known\./)
})

it('a refresh asks for nothing that is not due, and shows no progress of nothing', async () => {
  const { site, run } = await setUpCrawled()
  site.log.length = 0
  const { code, stdout, stderr } = await run('refresh', 'lamp-dg', '--max-age', '7d')
  expect(code).toBe(0)
  expect(stdout).toContain('lamp-dg en_us: 3 pages in the index; no page was asked for')
  expect(stderr).not.toContain('0 of 0')
  expect(site.log.filter(({ path }) => path.endsWith('.html'))).toEqual([])
})

it('a budget ends the run in time with 0, and the next run goes on', async () => {
  const { site, run } = await setUpCrawled()
  // Used up when b is asked for, which never answers.
  const budget = holdTimers({ atLeast: 3_600_000 })
  site.misbehave = (path) => {
    if (path !== toPath('b')) return undefined
    budget.pass()
    return 'handled'
  }
  const countAll = () => ['a', 'b', 'c'].map((name) => site.count(toPath(name)))
  const { code, stdout } = await run('refresh', '--max-age', '0', '--budget', '2h', '--concurrency', '1', '--json')
  const asked = countAll()
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'partial',
    // b, and whatever was checked after it by the crawl
    reason: expect.stringMatching(/^the time given is used up; [123] pages are left for the next run$/),
  })
  site.misbehave = undefined
  expect((await run('refresh', '--max-age', '0')).code).toBe(0)
  // a was confirmed already; b is asked for once more, and c for the first time.
  expect(countAll().map((count, at) => count - (asked[at] ?? 0))).toEqual([0, 1, 1])
})

it.each([
  [['refresh', '--max-age', 'soon'], 1, 'not a span of time'],
  [['refresh', '--budget', '90'], 1, 'not a span of time'],
  [['refresh'], 1, 'There is no index at'],
  [['changes', '--since', '2026-02-31'], 1, 'neither a span of time such as 30d nor a date'],
  [['changes', '--since', 'yesterday'], 1, 'neither a span of time such as 30d nor a date'],
  [['refresh', '--offline'], 3, 'A refresh needs the network'],
])('%j is refused before any request', async (args, expected, message) => {
  const { run, site } = await setUpProgram()
  const { code, stdout, stderr } = await run(...args)
  expect([code, stdout]).toEqual([expected, ''])
  expect(stderr).toContain(message)
  expect(site.log).toEqual([])
})

it.each(['1.1h', '0.0011h', '2.3m'])('a budget of %s is one', async (budget) => {
  const { run } = await setUpCrawled()
  expect(await run('refresh', '--max-age', '1.1h', '--budget', budget)).toMatchObject({ code: 0 })
})

it('a guide that is not indexed is refused with what to do', async () => {
  const { run } = await setUpCrawled()
  const { code, stderr } = await run('refresh', 'lambda-dg')
  expect(code).toBe(3)
  expect(stderr).toContain('Guide "lambda-dg" is not in the index.')
  expect(stderr).toContain('crawl lambda-dg')
})
