// Where a page is read from, and what is said when that is not where it was asked for.

import { expect, test } from 'vitest'
import { setUp, toPageUrl, WHOLE } from '../app/live-site-setup.ts'

const read = async (url: string, startIndex = 0) => {
  const { open } = await setUp()
  const { documentation } = open({ offline: true })
  const { url: from, startIndex: start, markdown, notice } = await documentation.read({ ...WHOLE, url, startIndex })
  return { from, start, markdown, notice }
}

test.each(['#more', '#MORE', '#top', ''])('a page that has %j needs no word', async (anchor) => {
  expect((await read(toPageUrl('a') + anchor)).notice).toBeUndefined()
})

test('an anchor that the page lacks is said, and is not in the address of what is read', async () => {
  expect(await read(`${toPageUrl('a')}#nosuchanchor`)).toMatchObject({
    from: toPageUrl('a'),
    start: 0,
    notice: 'The page has no section #nosuchanchor, so it is read from its beginning.',
  })
})

test('an anchor that is only like a title says which section was taken', async () => {
  const { from, notice } = await read(`${toPageUrl('a')}#page-a-again`)
  expect(from).toBe(`${toPageUrl('a')}#top`)
  expect(notice).toBe(
    'The page has no section #page-a-again, so it is read from the section whose title is nearest, "Page a".',
  )
})

test.each([1, 0])('the end of a page and what is beyond it are said to hold nothing (%d beyond)', async (beyond) => {
  const { markdown } = await read(toPageUrl('a'))
  const at = markdown.length + beyond
  const { markdown: nothing, notice } = await read(toPageUrl('a'), at)
  expect(nothing).toBe('')
  expect(notice).toBe(`No more content available. The page has ${markdown.length} characters, and none at ${at}.`)
  expect((await read(toPageUrl('a'), markdown.length - 1)).notice).toBeUndefined()
})
