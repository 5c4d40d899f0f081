// Addresses of others: what is none is undefined, and any text can be written into one.

import { expect, test } from 'vitest'
import { formatDocUrl } from '../../../src/core/model/doc-url.ts'
import { encodeAnchor, encodeUrlPart, encodeUrlPath, parseUrl } from '../../../src/core/text/parse-url.ts'
import { toPageUri } from '../../../src/mcp/resources/page-uri.ts'
import { renderContent } from '../../../src/web/render/page-content.ts'
import { makeReadLink } from '../../../src/web/views/links.ts'
import { UI_TEXT } from '../../../src/web/views/ui-text.ts'

const HALF = 'a\ud83d'

test('an address is parsed, and what is none is undefined', () => {
  expect(parseUrl('https://docs.aws.amazon.com/a')?.pathname).toBe('/a')
  expect(parseUrl('b', 'https://docs.aws.amazon.com/a/c')?.pathname).toBe('/a/b')
  for (const text of ['', 'b', 'https://', 'https://a b/', 'http://[::1', 'https://xn--/']) {
    expect(parseUrl(text), text).toBeUndefined()
  }
})

test('half of a surrogate pair becomes a replacement character, wherever text is written into an address', () => {
  const page = { markdown: '## a\n', sections: [makeSection(0, ''), makeSection(1, HALF)], isIndexed: () => false }
  for (const address of [
    encodeUrlPart(HALF),
    encodeUrlPath(`/${HALF}`),
    encodeAnchor(HALF),
    formatDocUrl(`/lamp/latest/dg/${HALF}.html`, HALF),
    makeReadLink(`/lamp/latest/dg/${HALF}.html`, HALF),
    toPageUri(`/lamp/latest/dg/${HALF}.html`),
    renderContent({ ...page, text: UI_TEXT.en }).text,
  ]) {
    expect(address).toContain('a%EF%BF%BD')
  }
})

function makeSection(ordinal: number, anchor: string) {
  return { ordinal, level: ordinal + 1, title: 'a', anchor, headingPath: ['a'], start: 0, end: 5 }
}
