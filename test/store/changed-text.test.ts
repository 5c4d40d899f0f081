import { expect, test } from 'vitest'
import { findChangedText } from '../../src/store/history/changed-text.ts'
import { makePage } from './made-page.ts'

test('says which lines a section lost and got, and nothing of those that only moved', () => {
  const before = makePage('Lamp', 'Intro.', { Quotas: 'Ten bulbs.\n\nFive sockets.', Bulbs: 'Same.' })
  const after = makePage('Lamp', 'Intro.', { Quotas: 'Five sockets.\n\nTwelve bulbs.', Bulbs: 'Same.' })
  expect(findChangedText(before, after)).toEqual([
    { section: 'Quotas', removed: ['Ten bulbs.'], added: ['Twelve bulbs.'] },
  ])
})

test('gives the text of sections that came and of those that went', () => {
  const before = makePage('Lamp', 'Intro.', { Old: 'Gone.' })
  const after = makePage('Lamp', 'Intro.', { New: 'Come.' })
  expect(findChangedText(before, after)).toEqual([
    { section: 'New', removed: [], added: ['## New', 'Come.'] },
    { section: 'Old', removed: ['## Old', 'Gone.'], added: [] },
  ])
})

test('of a long line keeps what differs and the words around it', () => {
  const [lead, tail] = ['so it goes on '.repeat(20), ' and it goes on'.repeat(20)]
  const [change] = findChangedText(
    makePage('Lamp', `${lead}10 GB${tail}`, {}),
    makePage('Lamp', `${lead}12 GB${tail}`, {}),
  )
  expect(change?.removed[0]).toMatch(/^…[a-z ]{60,80}10 GB[a-z ]{60,85}…$/)
  expect(change?.added[0]).toMatch(/^…[a-z ]{60,80}12 GB[a-z ]{60,85}…$/)
})

test('a page that was written anew costs no more than a few thousand characters', () => {
  const page = (word: string) =>
    makePage(
      'Lamp',
      'Intro.',
      Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`Part ${n}`, `${word} ${n} `.repeat(90)])),
    )
  expect(JSON.stringify(findChangedText(page('old'), page('new'))).length).toBeLessThan(6000)
})
