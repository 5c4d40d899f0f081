import { expect, test } from 'vitest'
import { classifyTitle } from '../../src/crawl/seeds/title-kinds.ts'
import { LAMP, LAMP_JA, setUp } from './crawl-setup.ts'
import { type CrawlSite, GUIDE, makePageHtml, putGuide } from './crawl-site.ts'

const ROOM = { ...LAMP, catalogId: 'room-dg', base: '/room/latest/dg/' } as const

/** Names of the pages in the order in which they were asked for, with their folder where it is not the lamp guide's. */
const listAsked = (site: CrawlSite) =>
  site.log.filter(({ path }) => path.endsWith('.html')).map(({ path }) => path.replace(GUIDE, '').replace('.html', ''))

const makeNode = (name: string, title: string, contents: readonly object[] = []) => ({
  title,
  href: `${name}.html`,
  ...(contents.length > 0 && { contents }),
})

/** A guide with these contents, whose pages link to others as said. */
function putContents(
  site: CrawlSite,
  contents: readonly object[],
  links: Readonly<Record<string, readonly string[]>> = {},
) {
  site.files.set(`${GUIDE}toc-contents.json`, JSON.stringify({ contents }))
  for (const [, name] of JSON.stringify(contents).matchAll(/"href":"([^"]+)\.html"/g)) {
    const to = (links[name ?? ''] ?? []).map((target) => `${target}.html`)
    site.files.set(`${GUIDE}${name}.html`, makePageHtml(`Page ${name}`, `text of ${name}.`, { links: to }))
  }
}

test('entry pages, limits, troubleshooting and prices come before the leaves, the appendix last', async () => {
  const { site, crawl } = await setUp()
  putContents(site, [
    makeNode('welcome', 'What is Lamp?', [makeNode('leaf1', 'Colours'), makeNode('money', 'How Lamp is billed')]),
    makeNode('history', 'Document history'),
    makeNode('using', 'Using lamps', [makeNode('leaf2', 'Dimming'), makeNode('help', 'Troubleshooting fades')]),
    makeNode('max', 'Lamp quotas'),
  ])
  await crawl({}, 1)
  expect(listAsked(site)).toEqual(['welcome', 'max', 'money', 'help', 'using', 'leaf1', 'leaf2', 'history'])
})

test('a page that many fetched pages link to is asked for before those that none does', async () => {
  const { site, crawl } = await setUp()
  const leaves = ['l1', 'l2', 'l3', 'l4', 'hub', 'unlisted'].map((name) => makeNode(name, `About ${name}`))
  const to = ['hub', 'unlisted']
  putContents(site, [makeNode('welcome', 'Welcome', leaves.slice(0, 5))], { welcome: ['l1'], l1: to, l2: to })
  site.files.set(`${GUIDE}unlisted.html`, makePageHtml('Unlisted', 'text.'))
  await crawl({}, 1)
  // "hub" has as many links as "l2" once "l1" is there, and stands behind it; what the contents do not list waits for
  // more links.
  expect(listAsked(site)).toEqual(['welcome', 'l1', 'hub', 'l2', 'l3', 'l4', 'unlisted'])
})

test('links of guides that are there already count when a guide is begun', async () => {
  const { site, crawl } = await setUp()
  putContents(site, [makeNode('welcome', 'Welcome', [makeNode('l1', 'One'), makeNode('l2', 'Two')])])
  putGuide(site, ['a'], ROOM.base, { links: [`${GUIDE}l2.html`] })
  await crawl({ guides: [ROOM] }, 1)
  site.log.length = 0
  await crawl({}, 1)
  expect(listAsked(site)).toEqual(['welcome', 'l2', 'l1'])
})

test('a page that is there in another language waits for those that are in none', async () => {
  const { site, index, crawl } = await setUp()
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  putGuide(site, names)
  putGuide(site, names, `/ja_jp${GUIDE}`, { locale: 'ja_jp' })
  await crawl({ guides: [LAMP, LAMP_JA], maxPages: 3 }, 1)
  const there = index.db.prepare(`SELECT DISTINCT name FROM page ORDER BY name`).firstColumn<string>()
  // The first page is wanted in both.
  expect(there).toEqual(['a.html', 'b.html', 'c.html', 'd.html', 'e.html'])
})

test('several guides are crawled in turn, and each comes to its own end', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, ['a', 'b', 'c', 'd'])
  putGuide(site, ['a', 'b'], ROOM.base)
  const report = await crawl({ guides: [LAMP, ROOM] }, 1)
  expect(report).toMatchObject({
    kind: 'complete',
    guides: [
      { id: 'lamp-dg', complete: true, pages: 4 },
      { id: 'room-dg', complete: true, pages: 2 },
    ],
  })
  expect(listAsked(site)).toEqual(['a', '/room/latest/dg/a', 'b', '/room/latest/dg/b', 'c', 'd'])
})

test('the bound on pages is that of each guide, and a stopped run goes on with both', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, ['a', 'b', 'c', 'd'])
  putGuide(site, ['a', 'b'], ROOM.base)
  expect(await crawl({ guides: [LAMP, ROOM], maxPages: 1 })).toMatchObject({
    kind: 'partial',
    guides: [{ pages: 1 }, { pages: 1 }],
  })
  site.log.length = 0
  expect(await crawl({ guides: [LAMP, ROOM] })).toMatchObject({
    kind: 'complete',
    guides: [{ pages: 4 }, { pages: 2 }],
  })
  expect(listAsked(site)).toHaveLength(4)
})

test('a guide that a stopped run had come to the end of is visited when it is asked for alone', async () => {
  const { site, clock, crawl } = await setUp()
  putGuide(site, ['a', 'b'])
  putGuide(site, ['a', 'b', 'c', 'd', 'e', 'f'], ROOM.base)
  const stop = new AbortController()
  const onProgress = ({ guide, done }: { guide: string; done: number }) => {
    if (guide === 'room-dg' && done === 4) stop.abort()
  }
  await crawl({ guides: [LAMP, ROOM], signal: stop.signal, onProgress })
  clock.time += 3_600_000
  site.log.length = 0
  expect(await crawl({ guides: [LAMP] })).toMatchObject({ kind: 'complete', guides: [{ counts: { unchanged: 2 } }] })
  expect(listAsked(site)).toHaveLength(2)
})

test('a guide named twice is crawled once', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, ['a', 'b'])
  expect(await crawl({ guides: [LAMP, LAMP] })).toMatchObject({ kind: 'complete', guides: [{ pages: 2 }] })
  expect(listAsked(site)).toHaveLength(2)
})

test('a guide whose contents cannot be read ends no other that was begun, and no further one is begun', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, ['a', 'b', 'c', 'd', 'e', 'f'])
  site.misbehave = (path) => (path.startsWith(ROOM.base) ? { status: 503 } : undefined)
  const third = { ...LAMP, catalogId: 'third-dg', base: '/third/latest/dg/' }
  const report = await crawl({ guides: [LAMP, ROOM, third] }, 2)
  expect(report).toMatchObject({ kind: 'partial', exitCode: 2, guides: [{ pages: 6, complete: true }, { pages: 0 }] })
  expect(site.log.some(({ path }) => path.startsWith(third.base))).toBe(false)
})

test.each([
  ['Lambda クォータ', 'x.html', 'limits'],
  ['何か', 'gettingstarted-limits.html', 'limits'],
  ['Cuotas de Lamp', 'x.html', 'limits'],
  ['Problembehandlung', 'x.html', 'trouble'],
  ['문제 해결', 'x.html', 'trouble'],
  ['Tarification', 'x.html', 'price'],
  ['计费和成本', 'x.html', 'price'],
  ['Riwayat dokumen', 'x.html', 'appendix'],
  ['Multi-AZ failover', 'failover.html', 'other'],
])('the title %s of %s is about %s', (title, page, kind) => expect(classifyTitle(title, page)).toBe(kind))
