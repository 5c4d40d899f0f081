// A large index: list_guides leaves no indexed guide unsaid, and stays short.

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crawlGuide, makeIndex, makeTemporaryFolder } from '../bundle/synthetic-index.ts'
import { call, connect, ERAS, listRows } from './mcp-setup.ts'

const MADE = 72

test.each(ERAS)('list_guides names every indexed guide, however many (%s client)', async (era) => {
  const folder = makeTemporaryFolder()
  const ids = Array.from({ length: MADE }, (_, at) => `made-${String(at).padStart(3, '0')}-dg`)
  await makeIndex(join(folder, 'index.sqlite'), (db) => {
    for (const [at, catalogId] of ids.entries()) {
      crawlGuide(db, { catalogId, base: `/made${at}/latest/dg/`, locale: 'en_us' }, 1)
    }
  })
  const client = await connect(era, folder)
  const { text, structured, isError } = await call(client, 'list_guides', {})
  expect(isError).toBe(false)
  expect(listRows(structured, 'guides')).toHaveLength(60)
  expect(ids.filter((id) => !text.includes(`${id} (en_us`))).toEqual([])
  expect(ids.filter((id) => !JSON.stringify(structured).includes(`"${id}`))).toEqual([])

  const named = (structured?.also_indexed ?? []) as string[]
  expect(named).toHaveLength(MADE - 60)
  const last = named.at(-1)?.split(' ')[0]
  const asked = await call(client, 'list_guides', { query: last ?? '' })
  expect(listRows(asked.structured, 'guides')).toMatchObject([{ id: last, pages: 1 }])
  expect(asked.structured?.also_indexed).toBeUndefined()
})
