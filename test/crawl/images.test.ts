// Images of pages in a crawl: asked for behind the pages, checked, kept once, and never a reason for a page to fail.

import { statSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createImageReader, readImageStats } from '../../src/store/images/image-reader.ts'
import { type ImageWriterOptions, openImageWriter } from '../../src/store/images/image-writer.ts'
import { loadDriver } from '../../src/store/sqlite/load-driver.ts'
import { makeImageAnswer, makeLongPng, makePng, SCRIPTED_SVG } from '../images/made-images.ts'
import { LAMP, listLivePages, makeTemporaryFile, setUp } from './crawl-setup.ts'
import { type Answer, GUIDE, makePageHtml, putGuide, STUB } from './crawl-site.ts'

const IMAGES = `${GUIDE}images/`
const DAY_MS = 24 * 3_600_000

/** A guide whose pages show images: by page the sources of its images. */
async function setUpGuide(pages: Readonly<Record<string, readonly string[]>>, options: ImageWriterOptions = {}) {
  const file = makeTemporaryFile('index.images.sqlite')
  const images = await openImageWriter(file, options)
  const setup = await setUp({ images })
  const reader = createImageReader(file)
  onTestFinished(() => {
    images.close()
    reader.close()
  })
  const put = (page: string, sources: readonly string[], text = 'text') =>
    setup.site.files.set(`${GUIDE}${page}.html`, makePageHtml(`Page ${page}`, text + sources.map(makeTag).join('')))
  putGuide(setup.site, Object.keys(pages))
  for (const [page, sources] of Object.entries(pages)) put(page, sources)
  const putImage = (name: string, answer: Answer) => setup.site.files.set(IMAGES + name, answer)
  const kept = async (name: string) => (await reader.loadImages()).load(IMAGES + name)
  return { ...setup, file, put, putImage, kept }
}

function makeTag(source: string): string {
  return `<img src="${source}" alt="A picture"/>`
}

test('images are kept once by content, whoever shows them, and each is asked for once', async () => {
  const { site, crawlOne, putImage, kept, file } = await setUpGuide({
    a: ['images/one.png', 'images/same.png'],
    b: ['images/one.png', `https://docs.aws.amazon.com${IMAGES}drawn.svg`],
  })
  putImage('one.png', makeImageAnswer(makePng(8, 4)))
  putImage('same.png', makeImageAnswer(makePng(8, 4)))
  putImage('drawn.svg', makeImageAnswer(SCRIPTED_SVG, 'image/svg+xml'))
  const { images, counts } = await crawlOne({ images: true })
  expect(counts.new).toBe(2)
  expect(images).toMatchObject({ pages: 2, shown: 3, kept: 3, counts: { new: 3, failed: 0, left: 0 }, failed: [] })
  expect(site.count(`${IMAGES}one.png`)).toBe(1)
  expect(await kept('one.png')).toMatchObject({ type: 'image/png', width: 8, height: 4 })
  expect(Buffer.from((await kept('drawn.svg'))?.bytes ?? []).toString()).toBe(SCRIPTED_SVG)
  expect(await readImageStats(file)).toMatchObject({ kind: 'images', images: 2, addresses: 3, guides: 1 })
})

test('without --images none is asked for', async () => {
  const { site, crawlOne, putImage } = await setUpGuide({ a: ['images/one.png'] })
  putImage('one.png', makeImageAnswer(makePng(8, 4)))
  expect((await crawlOne()).images).toBeUndefined()
  expect(site.count(`${IMAGES}one.png`)).toBe(0)
})

test('an image that cannot be had, lies about itself or is elsewhere costs its page nothing and is named in the report', async () => {
  const { crawl, index, putImage, kept } = await setUpGuide({
    a: ['images/missing.png', 'images/lies.png', 'images/page.png', 'images/huge.png', 'images/away.png'],
    b: ['https://evil.example/x.png', 'images/fine.png', 'images/private.png'],
  })
  putImage('lies.png', makeImageAnswer(SCRIPTED_SVG, 'image/png'))
  putImage('page.png', { headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' })
  putImage('huge.png', makeImageAnswer(makeLongPng(5_000_000)))
  putImage('away.png', { status: 302, headers: { location: 'https://evil.example/away.png' } })
  putImage('private.png', { status: 302, headers: { location: `${GUIDE}private/a.png` } })
  putImage('fine.png', makeImageAnswer(makePng(2, 2)))
  const report = await crawl({ images: true })
  expect(report).toMatchObject({ kind: 'complete', exitCode: 0 })
  expect(listLivePages(index.db)).toEqual(['a.html', 'b.html'])
  const { images } = report.guides[0] ?? {}
  expect(images).toMatchObject({ shown: 7, kept: 1, counts: { new: 1, failed: 6, left: 0 } })
  const reasons = Object.fromEntries(images?.failed.map(({ url, reason }) => [url.split('/').at(-1), reason]) ?? [])
  expect(reasons).toEqual({
    'missing.png': 'answers 404',
    'lies.png': 'it says image/png and is image/svg+xml',
    'page.png': 'it is of no type that is kept',
    'huge.png': 'the body is larger than 4194304 bytes',
    'away.png': expect.stringContaining('which is not on the documentation site'),
    'private.png': expect.stringContaining('which robots.txt does not allow'),
  })
  expect(await kept('lies.png')).toBeUndefined()
  expect(await kept('fine.png')).toBeDefined()
})

test('bounds: of a page, of all together, and of how many a page may show', async () => {
  const many = Array.from({ length: 120 }, (_, n) => `images/many-${n}.png`)
  const limits = { maxBytes: 4000, maxBytesOfPage: 2500 }
  const { crawlOne, putImage } = await setUpGuide(
    { a: ['images/1.png', 'images/2.png', 'images/3.png'], b: ['images/4.png'], c: ['images/5.png'], d: many },
    limits,
  )
  for (const n of [1, 2, 3, 4, 5]) putImage(`${n}.png`, makeImageAnswer(makeLongPng(1000 + n)))
  const { images } = await crawlOne({ images: true }, 1)
  expect(images).toMatchObject({ shown: 105, kept: 3 })
  expect(images?.failed.filter(({ url }) => !url.includes('many')).map(({ reason }) => reason)).toEqual([
    'the images of its page have more than 2500 bytes',
    'all images together have more than 4000 bytes',
  ])
})

test('a refresh carries them on: what a changed page shows is asked for, with conditions, and the rest is not', async () => {
  const { site, clock, crawlOne, refreshOne, put, putImage, kept } = await setUpGuide({
    a: ['images/one.png'],
    b: ['images/two.png', 'images/old.png'],
  })
  for (const name of ['one.png', 'two.png', 'old.png', 'new.png'])
    putImage(name, makeImageAnswer(makePng(3, name.length)))
  await crawlOne({ images: true })
  clock.time += 8 * DAY_MS
  put('b', ['images/two.png', 'images/new.png'], 'another text')
  const { images } = await refreshOne()
  expect(images).toMatchObject({ shown: 3, kept: 3, counts: { new: 1, unchanged: 1, changed: 0 } })
  expect(site.count(`${IMAGES}one.png`)).toBe(1)
  expect(site.log.filter(({ path }) => path === `${IMAGES}two.png`).at(-1)).toMatchObject({ status: 304 })
  expect(await kept('old.png')).toBeUndefined()
  clock.time += 31 * DAY_MS
  putImage('one.png', makeImageAnswer(makePng(9, 9), 'image/png', '"2"'))
  expect((await refreshOne()).images?.counts).toMatchObject({ changed: 1, unchanged: 2 })
  expect(await kept('one.png')).toMatchObject({ width: 9 })
})

test('an image goes with the page that showed it', async () => {
  const { site, clock, crawlOne, put, putImage, kept } = await setUpGuide({ a: ['images/a.png'], b: ['images/b.png'] })
  putImage('a.png', makeImageAnswer(makePng(1, 1)))
  putImage('b.png', makeImageAnswer(makePng(2, 1)))
  await crawlOne({ images: true })
  put('a', ['images/a.png'], 'alone now')
  site.files.set(`${GUIDE}b.html`, STUB)
  clock.time += 8 * DAY_MS
  await crawlOne({ pruneShare: 1, force: true })
  expect(await kept('a.png')).toBeDefined()
  expect(await kept('b.png')).toBeUndefined()
})

test('a site that gives no answer to images is left alone, and the next run goes on', async () => {
  const names = Array.from({ length: 30 }, (_, n) => `${n}.png`)
  const { site, clock, crawl, putImage } = await setUpGuide({ a: names.map((name) => `images/${name}`) })
  for (const name of names) putImage(name, makeImageAnswer(makePng(2, 2)))
  site.misbehave = (path, _n, response) => {
    if (!path.endsWith('.png')) return undefined
    response.destroy()
    return 'handled'
  }
  const first = await crawl({ images: true }, 1)
  expect(first).toMatchObject({ kind: 'partial', exitCode: 0, reason: expect.stringContaining('25 images are left') })
  expect(first.guides[0]).toMatchObject({ complete: true, images: { kept: 0, counts: { failed: 5, left: 25 } } })
  site.misbehave = undefined
  clock.time += 1000
  const second = await crawl()
  expect(second.guides[0]?.images).toMatchObject({ kept: 30, counts: { new: 30, left: 0 } })
})

test('a stop among the images keeps the pages and what came, and is gone on with', async () => {
  const names = Array.from({ length: 6 }, (_, n) => `${n}.png`)
  const { crawl, putImage } = await setUpGuide({ a: names.map((name) => `images/${name}`) })
  for (const name of names) putImage(name, makeImageAnswer(makePng(2, 2)))
  const stop = new AbortController()
  const first = await crawl(
    { images: true, signal: stop.signal, onProgress: ({ isImages, done }) => isImages && done === 2 && stop.abort() },
    1,
  )
  expect(first.guides[0]?.images).toMatchObject({ kept: 2, counts: { new: 2, left: 4 } })
  expect((await crawl()).guides[0]?.images).toMatchObject({ kept: 6, counts: { new: 4, left: 0 } })
})

test('a file of images that cannot be written any more ends the images, and no page', async () => {
  const names = Array.from({ length: 6 }, (_, n) => `${n}.png`)
  const { crawl, putImage, file, index } = await setUpGuide({ a: names.map((name) => `images/${name}`) })
  for (const name of names) putImage(name, makeImageAnswer(makePng(2, 2)))
  const { open } = await loadDriver()
  const other = open(file, { readOnly: false, busyTimeoutMs: 0 })
  onTestFinished(() => other.close())
  const hold = () => other.exec('BEGIN EXCLUSIVE')
  const report = await crawl({ images: true, onProgress: ({ isImages, done }) => isImages && done === 3 && hold() }, 1)
  expect(listLivePages(index.db)).toEqual(['a.html'])
  expect(report).toMatchObject({
    kind: 'partial',
    exitCode: 2,
    reason: expect.stringContaining('their images are not'),
  })
})

test('a file of images that is broken is started anew', async () => {
  const file = makeTemporaryFile('broken.images.sqlite')
  writeFileSync(file, 'no database at all, but long enough to be looked at as one'.repeat(20))
  expect(await readImageStats(file)).toMatchObject({ kind: 'damaged' })
  const writer = await openImageWriter(file)
  writer.keepGuide(`en_us ${LAMP.base}`)
  writer.close()
  expect(await readImageStats(file)).toMatchObject({ kind: 'images', images: 0, guides: 1 })
  expect(statSync(file).size).toBeGreaterThan(0)
})
