// Images in bundles: carried on with their guides, each content once; a bundle without is one that every reader takes.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openApp } from '../../src/app.ts'
import { openBundle } from '../../src/bundle/format/bundle-file.ts'
import { writeKeyPair } from '../../src/bundle/format/signature.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { openImageStaging } from '../../src/store/images/image-staging.ts'
import { openImageWriter } from '../../src/store/images/image-writer.ts'
import { createTestClock, LAMP } from '../crawl/crawl-setup.ts'
import { GUIDE, makePageHtml, putGuide, startSite } from '../crawl/crawl-site.ts'
import { makeImageAnswer, makePng, SVG } from '../images/made-images.ts'
import { packBundle, putLines, readLines, unpackBundle } from './forge-bundle.ts'
import { importDeps } from './import-setup.ts'
import { iterateMutations } from './mutate-bundle.ts'
import { makeTemporaryFolder } from './synthetic-index.ts'

const IMAGES = `${GUIDE}images/`

/** A guide of two pages with four addresses of three images, crawled here; and an empty place there. */
async function setUp() {
  const folder = makeTemporaryFolder()
  const site = await startSite()
  onTestFinished(() => site.close())
  putGuide(site, ['a', 'b'])
  const show = (page: string, names: readonly string[], text = 'text') =>
    site.files.set(
      `${GUIDE}${page}.html`,
      makePageHtml(`Page ${page}`, text + names.map((name) => `<img src="images/${name}" alt="${name}"/>`).join('')),
    )
  const putImage = (name: string, bytes: Uint8Array | string, type?: string, etag?: string) =>
    site.files.set(IMAGES + name, makeImageAnswer(bytes, type, etag))
  show('a', ['one.png', 'same.png'])
  show('b', ['two.png', 'drawn.svg'])
  putImage('one.png', makePng(4, 4))
  putImage('same.png', makePng(4, 4))
  putImage('two.png', makePng(5, 5))
  putImage('drawn.svg', SVG, 'image/svg+xml')
  const clock = createTestClock()
  const open = (name: string) => {
    const app = openApp({
      indexFile: join(folder, name, 'index.sqlite'),
      userCatalogFile: join(folder, name, 'guides.json'),
      cacheFile: join(folder, name, 'cache.sqlite'),
      offline: false,
      origin: site.origin,
      clock,
      logger: silentLogger,
    })
    onTestFinished(() => app.close())
    return app
  }
  const here = open('here')
  const there = open('there')
  const crawl = async (images = true) => {
    const report = await here.site.crawl({ guides: [LAMP], images })
    if (report.kind !== 'complete') throw new Error(report.reason)
  }
  await crawl()
  const keptThere = async (name: string) => {
    const found = (await there.documentation.images.findKept()).find(IMAGES + name)
    return found && `${found.type} ${found.width}`
  }
  return { folder, site, clock, here, there, crawl, show, putImage, keptThere, file: join(folder, 'a.bundle') }
}

it('an export carries them, an import keeps them, and a second export is the same file', async () => {
  const { folder, file, here, there, keptThere } = await setUp()
  const report = await here.bundles.export({ file })
  expect(report.manifest).toMatchObject({ formatVersion: 2, guides: [{ parts: { images: { list: { lines: 4 } } } }] })
  expect(report.manifest.guides[0]?.parts.images?.data.map(({ name, lines }) => [name, lines])).toEqual([
    ['guides/00001/images-0001.jsonl.br', 3],
  ])
  const imported = await there.bundles.import({ source: file })
  expect(imported.images).toEqual({ merged: 4, leftOut: 0, reason: undefined })
  expect(await keptThere('same.png')).toBe('image/png 4')
  expect(await keptThere('drawn.svg')).toBe('image/svg+xml undefined')
  const again = await there.bundles.export({ file: join(folder, 'again.bundle') })
  expect(again.manifestSha256).toBe(report.manifestSha256)
  expect((await there.bundles.import({ source: file })).images).toMatchObject({ merged: 4, leftOut: 0 })
})

it('without images it is of the format that readers from before know', async () => {
  const { file, here, there, keptThere } = await setUp()
  const report = await here.bundles.export({ file, images: false })
  expect(report.manifest.formatVersion).toBe(1)
  expect(JSON.stringify(report.manifest)).not.toContain('images')
  expect((await there.bundles.import({ source: file })).images).toMatchObject({ merged: 0, leftOut: 0 })
  expect(await keptThere('one.png')).toBeUndefined()
})

it('a delta carries the images that its base has not, also those of pages that did not change', async () => {
  const { folder, file, clock, here, there, crawl, show, putImage, keptThere } = await setUp()
  await here.bundles.export({ file })
  await there.bundles.import({ source: file })
  clock.time += 40 * 24 * 3_600_000
  putImage('two.png', makePng(6, 6), 'image/png', '"2"')
  putImage('new.png', makePng(7, 7))
  show('a', ['one.png', 'new.png'], 'other text')
  await crawl()
  const delta = join(folder, 'delta.bundle')
  const { manifest } = await here.bundles.export({ file: delta, since: file })
  expect(manifest.guides[0]?.parts.images?.data.map(({ lines }) => lines)).toEqual([2])
  expect((await there.bundles.import({ source: delta })).images).toMatchObject({ merged: 4, leftOut: 0 })
  expect(await Promise.all(['one.png', 'two.png', 'new.png', 'same.png'].map(keptThere))).toEqual([
    'image/png 4',
    'image/png 6',
    'image/png 7',
    undefined,
  ])
})

it('a delta over a base that was taken without its images brings what it has, and says what is missing', async () => {
  const { folder, file, clock, here, there, crawl, show, keptThere } = await setUp()
  const bare = join(folder, 'bare.bundle')
  await here.bundles.export({ file: bare, images: false })
  await here.bundles.export({ file })
  await there.bundles.import({ source: bare })
  clock.time += 24 * 3_600_000
  show('a', ['one.png'], 'other text')
  await crawl()
  const delta = join(folder, 'delta.bundle')
  await here.bundles.export({ file: delta, since: file })
  const { images, guides } = await there.bundles.import({ source: delta })
  expect(guides[0]?.counts).toMatchObject({ changed: 1 })
  expect(images).toEqual({ merged: 0, leftOut: 3, reason: 'the bundle that it builds on was not imported here' })
  expect(await keptThere('two.png')).toBeUndefined()
})

it('what a bundle says of images is checked as everything in it is', async () => {
  const { folder, file, here, there } = await setUp()
  await here.bundles.export({ file })
  const bad = join(folder, 'bad.bundle')
  for (const { what, bytes } of iterateMutations(readFileSync(file), 60, 7)) {
    writeFileSync(bad, bytes)
    const error = await there.bundles.import({ source: bad }).then(
      () => undefined,
      (thrown: { code?: string }) => thrown.code,
    )
    expect([what, error]).toEqual([what, expect.stringMatching(/BAD_BUNDLE|BUNDLE_TOO_NEW|BAD_INPUT/)])
  }
  expect((await there.index.getStatus()).pages).toBe(0)
})

it.each([
  ['another type than its bytes', 'data', ([hash, , data]: string[]) => [hash, 'image/gif', data]],
  ['bytes of another hash', 'data', ([hash, type]: string[]) => [hash, type, makePng(8, 8).toString('base64')]],
  ['an address elsewhere', 'list', ([, ...rest]: string[]) => ['//evil.example/x.png', ...rest]],
  ['an address on the other site', 'list', ([path, ...rest]: string[]) => [`/aws-cn${path}`, ...rest]],
  [
    'an image that no address needs',
    'list',
    ([path, hash, ...rest]: string[]) => [path, hash?.replace(/^./, '0'), ...rest],
  ],
  ['a format from before images', 'version', undefined],
] as const)('%s makes a bundle with right hashes a bad one', async (_, where, change) => {
  const { folder, file, here, there } = await setUp()
  await here.bundles.export({ file })
  const forgery = unpackBundle(file)
  const images = forgery.manifest.guides[0]?.parts.images
  const part = where === 'data' ? images?.data[0] : images?.list
  if (!part) throw new Error('the bundle has images')
  if (change)
    putLines(
      forgery,
      part,
      readLines(forgery, part).map((line) => change(line as string[])),
    )
  else Object.assign(forgery.manifest, { formatVersion: 1 })
  writeFileSync(file, packBundle(forgery))
  await expect(there.bundles.import({ source: file })).rejects.toMatchObject({ code: 'BAD_BUNDLE' })
  const left = existsSync(join(folder, 'there')) ? readdirSync(join(folder, 'there')) : []
  expect(left.filter((name) => name.includes('.sqlite'))).toEqual([])
})

it('a bundle whose images turn out bad leaves those that are kept as they were', async () => {
  const { folder, file, clock, here, there, crawl, putImage, keptThere } = await setUp()
  await here.bundles.export({ file })
  await there.bundles.import({ source: file })
  clock.time += 40 * 24 * 3_600_000
  putImage('two.png', makePng(6, 6), 'image/png', '"2"')
  await crawl()
  const next = join(folder, 'next.bundle')
  await here.bundles.export({ file: next })
  const forgery = unpackBundle(next)
  const part = forgery.manifest.guides[0]?.parts.images?.data[0]
  if (!part) throw new Error('the bundle has images')
  const lines = readLines(forgery, part) as string[][]
  putLines(forgery, part, lines.with(-1, ['0'.repeat(64), ...(lines.at(-1) ?? []).slice(1)]))
  const bad = join(folder, 'bad.bundle')
  writeFileSync(bad, packBundle(forgery))
  await expect(there.bundles.import({ source: bad })).rejects.toMatchObject({ code: 'BAD_BUNDLE' })
  expect(await keptThere('two.png')).toBe('image/png 5')
  expect((await there.bundles.import({ source: next })).images).toMatchObject({ merged: 4, leftOut: 0 })
  expect(await keptThere('two.png')).toBe('image/png 6')
  expect(readdirSync(join(folder, 'there')).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

it('where images cannot be kept, the pages come all the same, and the reason is told', async () => {
  const { folder, file, here } = await setUp()
  await here.bundles.export({ file })
  const index = join(folder, 'bare', 'index.sqlite')
  const nowhere = join(folder, 'nowhere', 'x.images.sqlite')
  const images = { stage: () => openImageStaging(nowhere), open: () => openImageWriter(nowhere) }
  const report = await importBundle(importDeps(folder, index, { images }), { source: file })
  expect(report.guides).toMatchObject([{ pages: 2 }])
  expect(report.images).toMatchObject({ merged: 0, reason: expect.stringContaining('nowhere') })
})

it('a crawl there goes on keeping the images of a guide that came with some', async () => {
  const { file, site, here, there } = await setUp()
  await here.bundles.export({ file })
  await there.bundles.import({ source: file })
  const before = site.count(`${IMAGES}one.png`)
  const report = await there.site.crawl({ guides: [LAMP] })
  expect(report.guides[0]?.images).toMatchObject({ shown: 4, kept: 4, counts: { new: 0, failed: 0 } })
  expect(site.count(`${IMAGES}one.png`)).toBe(before)
})

it('publishing and pulling carry them on, and publishing the same again publishes nothing', async () => {
  const { folder, clock, here, there, crawl, putImage, keptThere } = await setUp()
  const repository = join(folder, 'repository')
  const key = writeKeyPair(join(folder, 'key'))
  const publish = () => here.bundles.publish({ folder: repository, sign: key.privateFile })
  const pull = () =>
    there.bundles.pull({ from: repository, trust: key.publicFile, names: [], locales: undefined, all: true })
  await publish()
  expect((await publish()).kind).toBe('unchanged')
  expect(await pull()).toMatchObject({ kind: 'complete', guides: [{ images: { merged: 4, leftOut: 0 } }] })
  expect(await keptThere('two.png')).toBe('image/png 5')
  clock.time += 40 * 24 * 3_600_000
  putImage('two.png', makePng(9, 9), 'image/png', '"9"')
  await crawl()
  await publish()
  expect((await pull()).kind).toBe('complete')
  expect(await keptThere('two.png')).toBe('image/png 9')
})

it('a bundle opens to a reader of its parts alone', async () => {
  const { file, here } = await setUp()
  await here.bundles.export({ file })
  const bundle = openBundle(file)
  onTestFinished(() => bundle.close())
  const list = bundle.manifest.guides[0]?.parts.images?.list
  const lines = list ? [...bundle.readLines(list)] : []
  expect(lines).toHaveLength(4)
  expect(lines[0]).toEqual([
    `${IMAGES}drawn.svg`,
    expect.stringMatching(/^[0-9a-f]{64}$/),
    expect.any(Number),
    '"1"',
    null,
  ])
})
