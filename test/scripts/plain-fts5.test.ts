import { dirname } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openPlainSearch, type PlainSearch } from '../../scripts/eval/plain-fts5.ts'
import type { ExtractedPage } from '../../src/core/model/page.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { temporaryFile } from '../store/drivers.ts'
import { lampGuide, madePage, madeWrite } from '../store/made-page.ts'

const path = (name: string) => `/lamp/latest/dg/${name}.html`

async function plainOver(pages: Readonly<Record<string, ExtractedPage>>, file = temporaryFile()): Promise<PlainSearch> {
  const { db, close } = await openIndexForWriting(file)
  const guide = lampGuide(db)
  for (const [name, page] of Object.entries(pages)) writePage(db, madeWrite(guide, name, page))
  close()
  const plain = await openPlainSearch(file, dirname(file))
  onTestFinished(() => plain.close())
  return plain
}

test('a page is found once, by its best section, however many of its sections hold the word', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [`Part ${n}`, 'The dimmer dims. The dimmer dims.']),
  )
  const plain = await plainOver({
    long: madePage('All about light', 'Parts of it.', many),
    short: madePage('Bulbs', 'A bulb is screwed in. Some lamps have a dimmer, most of them have none at all.'),
  })
  expect(plain.search('dimmer')).toEqual([path('long'), path('short')])
})

test('a word in the title counts more than the same word in the text', async () => {
  const plain = await plainOver({
    text: madePage('Bulbs', 'A fuse is a wire.'),
    title: madePage('Fuse', 'A bulb is a wire.'),
  })
  expect(plain.search('fuse')).toEqual([path('title'), path('text')])
})

test('any word of the query suffices, in any form, and stop words find nothing', async () => {
  const plain = await plainOver({
    bulb: madePage('Bulbs', 'Replace the bulb.'),
    plug: madePage('Plugs', 'The plug is what you pull.'),
  })
  expect(plain.search('replacing a broken lampshade')).toEqual([path('bulb')])
  expect(plain.search('what is the')).toEqual([])
  expect(plain.search('"*" -- (')).toEqual([])
})

test('a Japanese word is found inside a sentence', async () => {
  const plain = await plainOver({
    bulb: madePage('電球', '電球の交換方法を説明します。'),
    plug: madePage('プラグ', 'コンセントから抜きます。'),
  })
  expect(plain.search('交換')).toEqual([path('bulb')])
  expect(plain.search('プラグを抜く')[0]).toBe(path('plug'))
})

test('an index that has changed is read anew', async () => {
  const file = temporaryFile()
  const before = await plainOver({ bulb: madePage('Bulbs', 'Replace the bulb.') }, file)
  expect(before.search('socket')).toEqual([])
  const after = await plainOver({ bulb: madePage('Bulbs', 'Clean the socket.') }, file)
  expect(after.search('socket')).toEqual([path('bulb')])
})
