// Tables that ask for more cells than anybody could keep.

import { expect, it } from 'vitest'
import { extractOrFail, makeSitePage } from './site-page.ts'

const extractTable = (rows: readonly string[]) =>
  extractOrFail(makeSitePage(`<h1 id="t">T</h1><table>${rows.map((row) => `<tr>${row}</tr>`).join('')}</table>`))
const repeat = (count: number, cell: (n: number) => string) => Array.from({ length: count }, (_, n) => cell(n))

it('a small page whose spans would fill the memory keeps all its text, without the spans', () => {
  const head = repeat(1000, (n) => `<th colspan=49>head${n}`).join('')
  const page = extractTable([head, ...repeat(3000, (n) => `<td>row${n}`)])
  const words = new Set(page.markdown.match(/\w+/g))
  expect(repeat(1000, (n) => `head${n}`).filter((word) => !words.has(word))).toEqual([])
  expect(repeat(3000, (n) => `row${n}`).filter((word) => !words.has(word))).toEqual([])
  expect(page.tables[0]?.columns).toHaveLength(1000)
  expect(page.tables[0]?.rows.flat()).toHaveLength(3000)
})

it('one long row among many short ones is not made as long in all of them', () => {
  const page = extractTable([
    '<th>a<th>b',
    repeat(5000, (n) => `<td>cell${n}`).join(''),
    ...repeat(3000, (n) => `<td>row${n}`),
  ])
  expect(page.markdown).toContain('cell4999')
  expect(page.markdown).toContain('row2999')
  expect(page.tables[0]?.rows.flat()).toHaveLength(8000)
})

it('a table within the bound keeps its spans', () => {
  const page = extractTable(['<th colspan=2>both<th>c', '<td rowspan=2>down<td>x<td>y', '<td>z<td>w'])
  expect(page.tables[0]?.rows).toEqual([
    ['down', 'x', 'y'],
    ['down', 'z', 'w'],
  ])
})
