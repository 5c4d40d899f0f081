// What is left of a text that is cut says something: the words of a link stand, whose address there was no room for.

import { expect, test } from 'vitest'
import { clipMarkdown } from '../../../src/core/text/clip-markdown.ts'

const URL = `https://docs.aws.amazon.com/lamp/latest/dg/${'a-long-name-'.repeat(8)}.html`

test.each([
  [
    'a row that begins with a link',
    `| Lamp | Dims |\n| --- | --- |\n| [Desk lamp and its stand](${URL}) | Yes |`,
    '| Lamp | Dims |\n| --- | --- |\n| Desk lamp and its stand … |',
  ],
  [
    'a row that is cut in the words of its link',
    `| Lamp | Dims |\n| --- | --- |\n| [Desk lamp and ${'its stand and '.repeat(5)}more](${URL}) | Yes |`,
    '| Lamp | Dims |\n| --- | --- |\n| Desk lamp and its stand and its stand and its … |',
  ],
  ['a sentence with a link', `See [the desk lamp](${URL}) for more.`, 'See the desk lamp …'],
  ['a sentence that begins with one', `[The desk lamp](${URL}) has more.`, 'The desk lamp …'],
  ['a picture', `The lamp ![a lamp](${URL}) shines.`, 'The lamp …'],
  ['code in a link', `Call [\`lamp:On\`](${URL}) first.`, 'Call `lamp:On` …'],
])('%s', (_, text, clipped) => {
  expect(clipMarkdown(text, 80)).toBe(clipped)
})

test('brackets that are no link are left as they are', () => {
  expect(clipMarkdown(`COPY table [ column-list, and ${'more '.repeat(40)}`, 30)).toContain('COPY table [ column-list')
})
