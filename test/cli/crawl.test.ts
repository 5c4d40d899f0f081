import { expect, it } from 'vitest'
import { makeFeedXml, makePageHtml, makeSitemapXml, putGuide } from '../crawl/crawl-site.ts'
import { LAMP, setUpProgram } from './run-program.ts'

it('a crawl reports every URL as one JSON object, and its progress elsewhere', async () => {
  const { site, run } = await setUpProgram()
  site.files.set('/lamp/latest/dg/a.html', makePageHtml('Page a', 'text of a.', { links: ['b.html', 'dead.html'] }))
  const { code, stdout, stderr } = await run('crawl', LAMP, '--json')
  expect(code).toBe(0)
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({
    kind: 'complete',
    exitCode: 0,
    guides: [{ id: 'lamp-dg', locale: 'en_us', pages: 3 }],
  })
  expect(report.guides[0].counts).toMatchObject({ new: 3, skipped: 1, failed: 0, left: 0 })
  expect(report.guides[0].skipped).toEqual([
    { url: 'https://docs.aws.amazon.com/lamp/latest/dg/dead.html', reason: 'answers 404' },
  ])
  expect(stderr).toContain('lamp-dg: 4 of 4')
})

it('a page that fails is named, and the crawl ends with 2', async () => {
  const { site, run } = await setUpProgram()
  site.misbehave = (path) => (path.endsWith('b.html') ? { status: 403, body: 'no' } : undefined)
  const { code, stdout } = await run('crawl', LAMP)
  expect(code).toBe(2)
  expect(stdout).toContain('failed   https://docs.aws.amazon.com/lamp/latest/dg/b.html')
  expect(stdout).toContain('2 pages in the index')
})

it('a guide that nobody knows is refused with the nearest ids, and nothing is created', async () => {
  const { run, site } = await setUpProgram()
  const { code, stdout, stderr } = await run('crawl', 'lamda-dg')
  expect(code).toBe(3)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^error: Guide "lamda-dg" is not in the catalog\. Did you mean "lambda-dg"/)
  expect(site.log).toEqual([])
})

it('a crawl offline is refused before any request', async () => {
  const { run, site } = await setUpProgram({ AWS_DOCS_OFFLINE: '1' })
  const { code, stderr } = await run('crawl', LAMP)
  expect(code).toBe(3)
  expect(stderr).toContain('A crawl needs the network')
  expect(site.log).toEqual([])
})

it('a guide that the site does not have is refused, and leaves no trace in the index', async () => {
  const { run, site } = await setUpProgram()
  site.files.clear()
  const { code, stdout } = await run('crawl', LAMP, '--locale', 'de', '--json')
  expect(code).toBe(3)
  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'refused',
    exitCode: 3,
    reason: 'the site has no guide at the address of lamp-dg in German (de_de)',
    guides: [{ pages: 0, complete: false }],
  })
  expect(JSON.parse((await run('status', '--json')).stdout)).toMatchObject({ pages: 0, guides: [] })
})

it('--max-pages stops early, and the next run fetches only the rest', async () => {
  const { run, site } = await setUpProgram()
  const first = await run('crawl', LAMP, '--max-pages', '1', '--concurrency', '1', '--json')
  expect(JSON.parse(first.stdout).guides[0].counts).toMatchObject({ new: 1, left: 2 })
  await run('crawl', LAMP)
  expect(['a', 'b', 'c'].map((name) => site.count(`/lamp/latest/dg/${name}.html`))).toEqual([1, 1, 1])
})

it('the locale of a URL counts, and --locale says another', async () => {
  const { run, site } = await setUpProgram()
  putGuide(site, ['a'], '/ja_jp/lamp/latest/dg/', { locale: 'ja_jp' })
  await run('crawl', LAMP.replace('.com/', '.com/ja_jp/'))
  await run('crawl', LAMP, '--locale', 'ja')
  expect(site.count('/ja_jp/lamp/latest/dg/a.html')).toBe(2)
  expect(site.count('/lamp/latest/dg/a.html')).toBe(0)
})

it('--if-missing leaves a guide alone that is there', async () => {
  const { run, site } = await setUpProgram()
  await run('crawl', LAMP)
  const requests = site.log.length
  const { code, stderr } = await run('crawl', '--if-missing', LAMP)
  expect(code).toBe(0)
  expect(stderr).toContain('is in the index already')
  expect(site.log.length).toBe(requests)
})

it.each([
  [['crawl', LAMP, '--max-pages', '0'], 'not a whole number from 1'],
  [['crawl', LAMP, '--crawl-delay', 'soon'], 'not a number of seconds'],
  [['crawl', LAMP, '--locale', 'klingon'], 'is not a language of the documentation'],
  [['crawl', LAMP, '--speed', '9'], "unknown option '--speed'"],
  [['crawl'], "missing required argument 'guide'"],
  [['harvest', LAMP], "unknown command 'harvest'"],
  [['harvest', LAMP, '--json'], "unknown command 'harvest'"],
  [['crwl', LAMP], '(Did you mean crawl?)'],
  [['--frob', 'crawl', LAMP], "unknown option '--frob'"],
  [['help', 'crwal'], '(Did you mean crawl?)'],
])('%j is told apart from a crawl', async (args, expected) => {
  const { run, site } = await setUpProgram()
  const { code, stdout, stderr } = await run(...args)
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain(expected)
  expect(site.log).toEqual([])
})

it('SIGINT ends a crawl in an orderly way: it is resumable', async () => {
  const { start, run, site } = await setUpProgram()
  const child = start('crawl', LAMP, '--concurrency', '1', '--json')
  let stdout = ''
  child.stdout.on('data', (text) => {
    stdout += text
  })
  site.misbehave = (path) => {
    if (!path.endsWith('b.html')) return undefined
    // Never answered: however late the signal is heard, there is a page left to get.
    child.kill('SIGINT')
    return 'handled'
  }
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'partial', reason: 'interrupted' })
  site.misbehave = undefined
  expect((await run('crawl', LAMP)).code).toBe(0)
  expect(site.count('/lamp/latest/dg/a.html')).toBe(1)
})

it('odd values in contents, sitemap and feed cost themselves: the guide is harvested, and they are counted', async () => {
  const { site, run } = await setUpProgram()
  const good = ['a', 'b'].map((name) => ({ title: name, href: `${name}.html` }))
  const guide = '/lamp/latest/dg/'
  site.files.set(`${guide}toc-contents.json`, JSON.stringify({ contents: [null, ...good, { title: 5 }] }))
  site.files.set(
    `${guide}sitemap.xml`,
    makeSitemapXml([`${guide}c.html`]).replace('<url>', '<url><loc>nowhere</loc></url><url>'),
  )
  site.files.set(`${guide}a.html`, makePageHtml('Page a', 'text.', { feed: 'lamp.rss' }))
  site.files.set(`${guide}lamp.rss`, makeFeedXml({ [`${guide}a.html`]: 'some day' }))
  const crawled = await run('crawl', LAMP)
  expect(crawled).toMatchObject({ code: 0, stdout: expect.stringContaining('3 pages in the index') })
  expect(crawled.stderr).toContain('warning: lamp-dg: 2 malformed parts were left out of its contents\n')
  expect(crawled.stderr).toContain('warning: lamp-dg: 1 malformed part was left out of its sitemap\n')
  const refreshed = await run('refresh')
  expect(refreshed.stderr).toContain('warning: lamp-dg: 1 malformed part was left out of its feed\n')
})

it.each(['2147484', '1e400'])(
  'a site that asks for %s s between requests is asked for nothing else',
  async (seconds) => {
    const { site, run } = await setUpProgram()
    site.files.set('/robots.txt', `User-agent: *\nCrawl-delay: ${seconds}\n`)
    const crawled = await run('crawl', LAMP)
    expect(crawled).toMatchObject({ code: 3, stdout: expect.stringContaining('s is taken for a no): 1 request,') })
    const read = await run('read', LAMP)
    expect(read).toMatchObject({ code: 3, stderr: expect.stringContaining('more than 3600 s is taken for a no') })
    expect(new Set(site.log.map(({ path }) => path))).toEqual(new Set(['/robots.txt']))
  },
)
