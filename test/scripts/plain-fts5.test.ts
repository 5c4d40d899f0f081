import { dirname } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openPlainSearch, type PlainSearch } from '../../scripts/eval/plain-fts5.ts'
import type { ExtractedPage } from '../../src/core/model/page.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { makeTemporaryFile } from '../store/drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from '../store/made-page.ts'

const toPath = (name: string) => `/lamp/latest/dg/${name}.html`

async function openPlainOver(
  pages: Readonly<Record<string, ExtractedPage>>,
  file = makeTemporaryFile(),
): Promise<PlainSearch> {
  const { db, close } = await openIndexForWriting(file)
  const guide = ensureLampGuide(db)
  for (const [name, page] of Object.entries(pages)) writePage(db, makePageWrite(guide, name, page))
  close()
  const plain = await openPlainSearch(file, dirname(file))
  onTestFinished(() => plain.close())
  return plain
}

test('a page is found once, by its best section, however many of its sections hold the word', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [`Part ${n}`, 'The dimmer dims. The dimmer dims.']),
  )
  const plain = await openPlainOver({
    long: makePage('All about light', 'Parts of it.', many),
    short: makePage('Bulbs', 'A bulb is screwed in. Some lamps have a dimmer, most of them have none at all.'),
  })
  expect(plain.search('dimmer')).toEqual([toPath('long'), toPath('short')])
})

test('a word in the title counts more than the same word in the text', async () => {
  const plain = await openPlainOver({
    text: makePage('Bulbs', 'A fuse is a wire.'),
    title: makePage('Fuse', 'A bulb is a wire.'),
  })
  expect(plain.search('fuse')).toEqual([toPath('title'), toPath('text')])
})

test('any word of the query suffices, in any form, and stop words find nothing', async () => {
  const plain = await openPlainOver({
    bulb: makePage('Bulbs', 'Replace the bulb.'),
    plug: makePage('Plugs', 'The plug is what you pull.'),
  })
  expect(plain.search('replacing a broken lampshade')).toEqual([toPath('bulb')])
  expect(plain.search('what is the')).toEqual([])
  expect(plain.search('"*" -- (')).toEqual([])
})

test('a Japanese word is found inside a sentence', async () => {
  const plain = await openPlainOver({
    bulb: makePage('電球', '電球の交換方法を説明します。'),
    plug: makePage('プラグ', 'コンセントから抜きます。'),
  })
  expect(plain.search('交換')).toEqual([toPath('bulb')])
  expect(plain.search('プラグを抜く')[0]).toBe(toPath('plug'))
})

test('an index that has changed is read anew', async () => {
  const file = makeTemporaryFile()
  const before = await openPlainOver({ bulb: makePage('Bulbs', 'Replace the bulb.') }, file)
  expect(before.search('socket')).toEqual([])
  const after = await openPlainOver({ bulb: makePage('Bulbs', 'Clean the socket.') }, file)
  expect(after.search('socket')).toEqual([toPath('bulb')])
})
