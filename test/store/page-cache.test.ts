import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ExtractedPage } from '../../src/core/model/page.ts'
import { openPageCache } from '../../src/store/page-cache/page-cache.ts'
import { loadDriver } from '../../src/store/sqlite/load-driver.ts'

const makeFileName = () => join(mkdtempSync(join(tmpdir(), 'page-cache-')), 'cache.sqlite')

test('a page comes back whole, with its date, after the file was closed', async () => {
  const file = makeFileName()
  const first = await openPageCache(file)
  first.put({
    path: '/a/latest/dg/x.html',
    page: makePage('X', 'text'),
    validators: { etag: '"1"', lastModified: undefined },
    fetchedAt: 5,
  })
  first.close()
  const second = await openPageCache(file)
  expect(second.get('/a/latest/dg/x.html')).toEqual({
    path: '/a/latest/dg/x.html',
    page: makePage('X', 'text'),
    validators: { etag: '"1"', lastModified: undefined },
    fetchedAt: 5,
  })
  second.touch('/a/latest/dg/x.html', 9)
  expect(second.get('/a/latest/dg/x.html')?.fetchedAt).toBe(9)
  second.close()
})

test('when the bound is reached the pages fetched longest ago leave first', async () => {
  const cache = await openPageCache(makeFileName(), { maxBytes: 7000 })
  for (let at = 1; at <= 4; at++) {
    const text = randomBytes(2000).toString('hex') // 4,000 characters that do not compress below 2,000 bytes
    cache.put({
      path: `/a/latest/dg/${at}.html`,
      page: makePage(`${at}`, text),
      validators: { etag: undefined, lastModified: undefined },
      fetchedAt: at,
    })
  }
  expect(cache.get('/a/latest/dg/1.html')).toBeUndefined()
  expect(cache.get('/a/latest/dg/4.html')?.page.title).toBe('4')
  expect(cache.readStats().bytes).toBeLessThanOrEqual(7000)
  cache.close()
})

test('a file that is no database is started anew', async () => {
  const file = makeFileName()
  writeFileSync(file, 'not a database, and long enough to be looked at '.repeat(50))
  const cache = await openPageCache(file)
  cache.put({
    path: '/p',
    page: makePage('P', ''),
    validators: { etag: undefined, lastModified: undefined },
    fetchedAt: 1,
  })
  expect(cache.get('/p')?.page.title).toBe('P')
  cache.close()
  const again = await openPageCache(file)
  expect(again.get('/p')?.page.title).toBe('P')
  again.close()
})

test('the folder is made when it is not there', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'page-cache-')), 'not', 'yet', 'cache.sqlite')
  const validators = { etag: undefined, lastModified: undefined }
  const first = await openPageCache(file)
  first.put({ path: '/p', page: makePage('P', ''), validators, fetchedAt: 1 })
  first.close()
  const second = await openPageCache(file)
  expect(second.get('/p')?.page.title).toBe('P')
  second.close()
})

test('a file that another process holds is left as it is, and the cache works without it', async () => {
  const file = makeFileName()
  const validators = { etag: undefined, lastModified: undefined }
  const first = await openPageCache(file)
  first.put({ path: '/p', page: makePage('P', ''), validators, fetchedAt: 1 })
  first.close()
  const other = (await loadDriver()).open(file, { readOnly: false, busyTimeoutMs: 0 })
  other.exec('BEGIN EXCLUSIVE')
  const meanwhile = await openPageCache(file, { contentVersion: 1 })
  meanwhile.put({ path: '/q', page: makePage('Q', ''), validators, fetchedAt: 1 })
  expect(meanwhile.get('/q')?.page.title).toBe('Q')
  meanwhile.close()
  other.exec('ROLLBACK')
  other.close()
  const again = await openPageCache(file)
  expect(again.get('/p')?.page.title).toBe('P')
  again.close()
})

test('after it is closed it answers as a cache that holds nothing', async () => {
  const cache = await openPageCache(makeFileName())
  cache.close()
  expect(cache.get('/p')).toBeUndefined()
  expect(cache.readStats()).toEqual({ pages: 0, bytes: 0 })
})

function makePage(title: string, markdown: string): ExtractedPage {
  return {
    locale: 'en_us',
    title,
    product: 'Product',
    guideTitle: 'Guide',
    description: '',
    breadcrumb: [],
    markdown,
    sections: [],
    passages: [],
    tables: [],
    links: [],
    tocs: [],
    contentHash: title,
    machineTranslated: false,
  }
}

test('pages that another version of the program has read are thrown away', async () => {
  const file = makeFileName()
  const validators = { etag: undefined, lastModified: undefined }
  const first = await openPageCache(file, { contentVersion: 1 })
  first.put({ path: '/a/latest/dg/x.html', page: makePage('X', 'text'), validators, fetchedAt: 5 })
  first.close()
  const same = await openPageCache(file, { contentVersion: 1 })
  expect(same.readStats().pages).toBe(1)
  same.close()
  const other = await openPageCache(file, { contentVersion: 2 })
  expect(other.get('/a/latest/dg/x.html')).toBeUndefined()
  other.close()
})
