// Where passages, tables and anchors stand, when what they stand in comes to nothing. Found by the fuzzer.

import { expect, it } from 'vitest'
import { extractOrFail, makeSitePage } from './site-page.ts'

it.each([
  '<p>a</p><table><tr><td><table><tr><th></th></tr></table></td></tr></table>',
  '<table><tr><td><table><tr><th></table>',
  '<table><tr><td>a<td><table><tr><th></table><a id="x"></a></table><a id="y"></a>',
  '<p>a</p><h2 id="h"></h2><a id="z"></a>',
  '<p>a</p><table></table><table><tr></tr></table>',
])('no passage ends after the text: %s', (content) => {
  const { markdown, passages, sections } = extractOrFail(makeSitePage(`<h1 id="t">T</h1>${content}`))
  let last = 0
  for (const { start, end } of passages) {
    expect(start).toBeGreaterThanOrEqual(last)
    expect(end).toBeGreaterThan(start)
    last = end
  }
  expect(last).toBeLessThanOrEqual(markdown.length)
  for (const { start, end } of sections) expect([start <= end, end <= markdown.length]).toEqual([true, true])
})
