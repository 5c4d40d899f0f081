// Whoever fetches a page reads its row once: what the index has there decides what is asked of the site, what the
// answer means and what is written. What would take a page out of the index is decided when the pass is over, perhaps
// hours later, by what is there then.

import { expect, test } from 'vitest'
import { createOfflineDocumentation } from '../../src/read/live-documentation.ts'
import { readPage } from '../../src/read/read-page.ts'
import { openPageCache } from '../../src/store/page-cache/page-cache.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { expectEachOnce, watchQuestions } from '../store/watch-questions.ts'
import { LAMP_JA, type Setup, setUp } from './crawl-setup.ts'
import { GUIDE, makePageHtml, putGuide } from './crawl-site.ts'

const SITE = 'https://docs.aws.amazon.com'
const toPath = (name: string) => `${GUIDE}${name}.html`

/** A harvested guide of three pages, a day later. */
async function setUpHarvested(): Promise<Setup> {
  const setup = await setUp()
  putGuide(setup.site, ['a', 'b', 'c'])
  await setup.crawl()
  setup.clock.time += 86_400_000
  return setup
}

/** How often each page's row is read by its path while `work` runs, by name. */
async function countReads({ index }: Setup, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const { db, asked } = watchQuestions(index.db)
  const before = index.db
  Object.assign(index, { db })
  await work()
  Object.assign(index, { db: before })
  const counts: Record<string, number> = {}
  for (const question of asked) {
    const [, path = ''] = /\bFROM page\b.* WHERE path = \?.* \["([^"]*)"\]$/.exec(question) ?? []
    if (path !== '') counts[path.replace(GUIDE, '')] = (counts[path.replace(GUIDE, '')] ?? 0) + 1
  }
  return counts
}

const EACH_ONCE = { 'a.html': 1, 'b.html': 1, 'c.html': 1 }
const AT_THE_END = 1

test('pages that are new', async () => {
  const setup = await setUp()
  putGuide(setup.site, ['a', 'b', 'c'])
  expect(await countReads(setup, () => setup.crawl())).toEqual(EACH_ONCE)
})

test('a page that the site confirms, one that it sends again and one that changed', async () => {
  const setup = await setUpHarvested()
  const { site, index } = setup
  const [b = '', c = ''] = [site.files.get(toPath('b')), site.files.get(toPath('c'))].map(String)
  site.files.set(toPath('b'), b.replace('</head>', '<meta name="description" content="Of b."/></head>'))
  site.files.set(toPath('c'), c.replace('And text', 'And other text'))
  expect(await countReads(setup, () => setup.crawl())).toEqual(EACH_ONCE)
  expect(findPage(index.db, toPath('b'))).toMatchObject({ description: 'Of b.', checkedAt: setup.clock.time })
  expect(findPage(index.db, toPath('b'))?.changedAt).toBeLessThan(setup.clock.time - 80_000_000)
  expect(findPage(index.db, toPath('c'))?.changedAt).toBeGreaterThan(setup.clock.time - 80_000_000)
})

test('a page that is English where Japanese was asked for', async () => {
  const setup = await setUp()
  putGuide(setup.site, ['a', 'b'], `/ja_jp${GUIDE}`, { locale: 'ja_jp' })
  setup.site.files.set(`/ja_jp${toPath('a')}`, makePageHtml('Page a', 'text of a.'))
  const reads = await countReads(setup, () => setup.crawl({ guides: [LAMP_JA] }))
  expect(reads).toEqual({ '/ja_jpa.html': 1 + AT_THE_END, '/ja_jpb.html': 1 })
})

test('a page that moved: where it was, and where it went', async () => {
  const setup = await setUpHarvested()
  setup.site.files.set(toPath('d'), makePageHtml('Page d', 'text of d.'))
  setup.site.files.set(toPath('b'), { status: 301, headers: { location: toPath('d') } })
  const reads = await countReads(setup, () => setup.crawl({ maxPages: 3 }, 1))
  expect(reads).toEqual({ ...EACH_ONCE, 'b.html': 1 + AT_THE_END, 'd.html': 1 + AT_THE_END })
})

test('a page that somebody reads', async () => {
  const { index } = await setUpHarvested()
  const live = createOfflineDocumentation(await openPageCache(':memory:'), 'offline')
  const { db, asked } = watchQuestions(index.db)
  for (const name of ['a', 'none']) {
    await readPage({ db, live }, { url: SITE + toPath(name), startIndex: 0, maxLength: 1000, section: 'More' }).catch(
      () => undefined,
    )
  }
  expectEachOnce(asked)
})
