import { expect, test } from 'vitest'
import { GUIDE, putGuide } from '../crawl/crawl-site.ts'
import { connect, ERAS, useLampIndex } from './mcp-setup.ts'

const NAMES = Array.from({ length: 230 }, (_, n) => `part-${n}`)
const lamp = useLampIndex((site) => putGuide(site, NAMES, GUIDE))

test.each(ERAS)('the %s client pages through the list of resources, which names each page once', async (era) => {
  const client = await connect(era, lamp.folder)
  const uris: string[] = []
  let cursor: string | undefined
  let lists = 0
  do {
    const { resources, nextCursor } = await client.listResources(cursor === undefined ? undefined : { cursor })
    uris.push(...resources.map(({ uri }) => uri))
    cursor = nextCursor
    lists += 1
  } while (cursor !== undefined && lists < 10)
  // The newer client pages by itself.
  expect(lists).toBe(era === 'older' ? 3 : 1)
  expect(new Set(uris).size).toBe(uris.length)
  expect(uris).toEqual(expect.arrayContaining(NAMES.map((name) => `awsdocs://en_us/lamp/latest/dg/${name}.html`)))
})
