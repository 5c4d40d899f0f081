// A short name of a product, given wherever something is narrowed by a product or a guide.

import { rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { App } from '../../src/app.ts'
import { listGuides, nameGuide } from '../../src/store/guides/guide-rows.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { type Bench, setUp } from './live-site-setup.ts'

const PRODUCT = 'Amazon Simple Storage Service'

/** The guide of the made-up index, as one of a product that has a short name. */
async function setUpStorage(): Promise<Bench> {
  const bench = await setUp()
  const writer = await openIndexForWriting(bench.indexFile)
  for (const { id } of listGuides(writer.db)) nameGuide(writer.db, id, PRODUCT, 'User Guide')
  writer.close()
  return bench
}

test.each(['S3', 'simple storage service', PRODUCT])('%s narrows every search, and what is recorded', async (name) => {
  const { app } = await setUpStorage()
  const { search, searchTables, listChanges } = app.documentation
  const found = await search({ text: 'text of page b', products: [name], limit: 3 })
  expect([found.hits.length, found.narrowedBy, found.hint]).toEqual([3, { products: [PRODUCT] }, undefined])
  const local = (await app.index.openLocal()).search({ text: 'text of page b', products: [name], limit: 3 })
  expect([local.hits.length, local.narrowedBy]).toEqual([3, { products: [PRODUCT] }])
  const inGuide = (await app.index.openLocal()).search({ text: 'text of page b', guides: [name], limit: 3 })
  expect([inGuide.hits.length, inGuide.narrowedBy]).toEqual([3, { guides: ['lamp-dg'] }])
  expect(await app.guides.chooseIds([name])).toEqual(expect.arrayContaining(['lamp-dg']))
  expect(await searchTables({ text: 'steps', maxRows: 1, guide: name })).toMatchObject({ tables: [] })
  expect((await listChanges({ guides: [name], since: 0, limit: 5 })).guides).toMatchObject([{ guide: 'lamp-dg' }])
})

test('the live search, which knows full names only, is asked by the full one, with an index and without', async () => {
  const { site, app, open, indexFile } = await setUpStorage()
  const bodies: string[] = []
  site.misbehave = (path, _, response) => {
    if (path !== '/search') return undefined
    text(response.req).then((body) => {
      bodies.push(body)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"suggestions":[]}')
    })
    return 'handled'
  }
  const ask = (by: App) => by.documentation.search({ text: 'beam of a torch', products: ['S3'], limit: 5 })
  await ask(app)
  rmSync(indexFile)
  await ask(open({ searchUrl: `${site.origin}/search` }))
  expect(bodies.map((body) => JSON.parse(body).contextAttributes)).toEqual(
    Array(2).fill(expect.arrayContaining([{ key: 'aws-docs-search-product', value: PRODUCT }])),
  )
})

test('a product or guide that only the catalog has is named with the command, with an index and without', async () => {
  const { site, app, open, indexFile } = await setUpStorage()
  site.misbehave = (path, _, response) => {
    if (path !== '/search') return undefined
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"suggestions":[]}')
    return 'handled'
  }
  const get = 'Not in this index: Amazon Kendra Developer Guide; "aws-docs-offline crawl kendra-dg" gets it.'
  const narrow = async (by: App) => {
    const { search } = by.documentation
    const product = await search({ text: 'text of page b', products: ['kendra'], limit: 5 })
    const guide = await search({ text: 'text of page b', guides: ['kendra-dg'], limit: 5 })
    return [product.hint, guide.hint]
  }
  const both = ['No indexed guide is of the product "Amazon Kendra".', 'Guide "kendra-dg" is not in the index.']
  expect(await narrow(app)).toEqual(both.map((said) => `${said} ${get}`))
  rmSync(indexFile)
  const bare = open({ searchUrl: `${site.origin}/search` })
  expect(await narrow(bare)).toEqual(both.map((said) => `${said} ${get}`))
  const inJapanese = await bare.documentation.search({ text: 'kendra quotas', locale: 'ja_jp', limit: 5 })
  expect(inJapanese.hint).toContain('"aws-docs-offline crawl kendra-dg --locale ja_jp"')
})

test('without an index, a live search that finds nothing says that there is none', async () => {
  const { site, open, indexFile } = await setUpStorage()
  site.misbehave = (path, _, response) => {
    if (path !== '/search') return undefined
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"suggestions":[]}')
    return 'handled'
  }
  rmSync(indexFile)
  const { search } = open({ searchUrl: `${site.origin}/search` }).documentation
  expect((await search({ text: 'flurbl', limit: 5 })).suggestion).toMatch(
    /^There is no index at .*, and the live search found nothing\. Harvest a guide, for example: "aws-docs-offline crawl lambda-dg"\.$/,
  )
})
