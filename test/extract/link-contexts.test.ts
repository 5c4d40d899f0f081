// What a page says where it links, read from the parsed page; and the same out of its Markdown, for pages that were
// kept without.

import { expect, test } from 'vitest'
import type { ExtractedPage } from '../../src/core/model/page.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { readLinkContexts } from '../../src/store/pages/link-rows.ts'
import { requireDocUrl } from '../store/made-page.ts'

const A = '<a href="a.html">The brightness</a>'
const B = '<a href="b.html#part">Bulbs</a>'

function extract(body: string): ExtractedPage {
  const html = `<div id="main-col-body"><h1>Lamp</h1>${body}</div>`
  const extraction = extractPage(html, requireDocUrl('/lamp/latest/dg/lamp.html'))
  if (extraction.kind !== 'page') throw new Error(extraction.reason)
  return extraction.page
}

const toContexts = ({ links }: ExtractedPage, contexts: readonly string[] = []) =>
  Object.fromEntries(links.map((path, at) => [path.slice('/lamp/latest/dg/'.length), contexts[at]]))

/** By name of the page linked to. */
function readContexts(body: string) {
  const page = extract(body)
  return toContexts(page, page.linkContexts)
}

test.each<[string, string, Record<string, string>]>([
  [
    'the sentence with the link and the one before it',
    `<p>Bulbs are glass. A bulb can overheat. To avoid a fire, see ${A} first. Sockets are round.</p>`,
    { 'a.html': 'bulb overheat avoid fire first' },
  ],
  [
    'one paragraph, list item or cell',
    `<p>Unrelated.</p><ul><li><p>Dim lights: ${A}</p></li><li>Broken glass: ${B}<ul><li>Odd words</li></ul></li></ul>
     <table><tr><th>Colour</th><th>Use</th></tr><tr><td>Red</td><td><p>Warm.</p><p>For nights: ${B}</p></td></tr></table>`,
    { 'a.html': 'dim light', 'b.html': 'broken glass warm night' },
  ],
  [
    'a bold lead with what it introduces',
    `<p><b>${A}.</b> Whoever reads by night.</p>`,
    { 'a.html': 'whoever read night' },
  ],
  [
    'a sentence that begins with a link',
    `<p>Lamps smoke. ${A} tells of fire. ${B}.</p>`,
    {
      'a.html': 'lamp smoke tell fire',
      'b.html': 'bright tell fire',
    },
  ],
  [
    'Japanese up to its full stop',
    `<p>電球は丸い。光が弱い。火事は${A}を参照。次の文。</p>`,
    {
      'a.html': '光が が弱 弱い 火事 事は を参',
    },
  ],
  [
    'nothing where there is only the link',
    `<ul><li>${A}</li></ul><p>For more information, see ${B}.</p>`,
    {
      'a.html': '',
      'b.html': '',
    },
  ],
  ['nothing of a link that is not shown', '<p>Of fire. <a href="a.html"> </a></p>', { 'a.html': '' }],
])('is %s', (_, body, contexts) => {
  const page = extract(body)
  expect(toContexts(page, page.linkContexts)).toEqual(contexts)
  expect(toContexts(page, readLinkContexts(page.markdown, page.links))).toEqual(contexts)
})

test('is free of what Markdown adds: the number of a step, the address of a link whose text has brackets', () => {
  expect(readContexts(`<ol><li>Dim.</li><li>Softly ${A}</li></ol><p>Smoke: <a href="b.html">[Bulbs</a></p>`)).toEqual({
    'a.html': 'softli',
    'b.html': 'smoke',
  })
})

test('takes no time over a sentence that is long or has many links', () => {
  const many = `<p>${`fire <a href="a.html">x</a> `.repeat(5_000)}</p>`
  expect(readContexts(many)).toEqual({ 'a.html': '' })
  expect(readContexts(`<p>fire <a href="b.html">${'x '.repeat(20_000)}</a>. ${A}</p>`)).toMatchObject({ 'a.html': '' })
})
