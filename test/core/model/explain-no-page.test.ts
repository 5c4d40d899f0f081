// Why something is the address of no page.

import { expect, test } from 'vitest'
import { parseDocUrl } from '../../../src/core/model/doc-url.ts'
import { explainNoPage } from '../../../src/core/model/explain-no-page.ts'

test.each([
  ['', /^is empty/],
  ['/nope/x.html', /^names no guide: the address of a page is \/SERVICE\/VERSION\/GUIDE\/PAGE\.html$/],
  ['/lambda/latest/x.html', /^names no guide/],
  ['welcome', /^names no guide/],
  ['docs.aws.amazon.com/lambda/', /^names no guide/],
  ['https://docs.aws.amazon.com/', /^names no guide/],
  ['/ja_jp/lambda/latest/', /^names no guide/],
  ['https://aws.amazon.com/lambda/latest/dg/', /^is on aws\.amazon\.com; only pages of docs\.aws\.amazon\.com and /],
  ['//example.com/lambda/latest/dg/welcome.html', /^is on example\.com; /],
  ['mailto:somebody@example.com', /^is no https address$/],
  ['/xx_yy/lambda/latest/dg/welcome.html', /^is in "xx_yy", which is no language/],
  ['https://docs.aws.amazon.com:8443/lambda/latest/dg/welcome.html', /^is not an address of the documentation/],
  ['/lambda/latest/dg/welcome.html#a\u0001b', /^is not an address of the documentation/],
])('%j %s', (address, said) => {
  expect(parseDocUrl(address)).toBeUndefined()
  expect(explainNoPage(address)).toMatch(said)
})
