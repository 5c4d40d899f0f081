import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formatDocUrl, parseDocUrl } from '../../src/core/model/doc-url.ts'
import { findNearestPages } from '../../src/read/nearest-pages.ts'
import {
  crawlPage,
  LAMBDA_JA,
  makeIndex,
  makeTemporaryFolder,
  QUEUE,
  readIndex,
  START,
} from '../bundle/synthetic-index.ts'

const LAMP_API = { catalogId: 'lamp-api', base: '/lamp/latest/api/', locale: 'en_us' } as const

test('a name that many guides have leads to its own service only', async () => {
  const file = await makeIndex(join(makeTemporaryFolder(), 'index.sqlite'), (db) => {
    for (const name of ['welcome', 'fair-queues', 'getting-started']) crawlPage(db, QUEUE, name, 'Text.', START)
    for (const guide of [LAMBDA_JA, LAMP_API]) crawlPage(db, guide, 'welcome', 'Text.', START)
    for (const folder of ['torch', 'beam'])
      crawlPage(db, { ...QUEUE, catalogId: folder, base: `/${folder}/latest/dg/` }, 'getting-started', 'Text.', START)
  })
  const listNear = (path: string) =>
    readIndex(file, (db) => {
      const asked = parseDocUrl(path)
      return asked ? findNearestPages(db, asked) : []
    })
  const own = ['/ja_jp/lamp/latest/dg/welcome.html', '/lamp/latest/api/welcome.html'].map((path) => formatDocUrl(path))
  expect(await listNear('/lamp/latest/dg/welcome.html')).toEqual(own)
  expect(await listNear('/aws-cn/en_us/lamp/latest/dg/welcome.html')).toEqual(own)
  expect(await listNear('/lamp/latest/dg/getting-started.html')).toEqual([])
  // A name that says what it is about leads to where that went.
  const queues = formatDocUrl('/queue/latest/dg/fair-queues.html')
  expect(await listNear('/lamp/latest/dg/fair-queues.html')).toEqual([queues])
})
