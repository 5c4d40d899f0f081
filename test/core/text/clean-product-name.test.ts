import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { getFullTitle, getTitleOfProduct } from '../../../src/core/model/guide.ts'
import { cleanProductName } from '../../../src/core/text/clean-product-name.ts'

it.each([
  // Joined with the title of the guide.
  ['Lamp User Guide Lamp', 'User Guide', 'Lamp'],
  ['AWS Lamp Post Developer Guide AWS Lamp Post', 'Guide', 'AWS Lamp Post'],
  ['Amazon Lamp Data for SQL Lamps Developer Guide SQL', 'Developer Guide', 'Amazon Lamp Data for SQL Lamps'],
  ['AWS Lamp User Guide', 'User Guide', 'AWS Lamp'],
  // Repeated: whole, in part, with more at the end.
  ['Amazon Lamp Amazon Lamp', 'Release Guide', 'Amazon Lamp'],
  ['Lamp lamp', 'User Guide', 'Lamp'],
  ['Amazon Lamp for Posts Posts', 'User Guide', 'Amazon Lamp for Posts'],
  ['Amazon Lamp Lamp 11', 'User Guide', 'Amazon Lamp 11'],
  ['Lamp Video Streams Amazon Lamp Video Streams WebRTC', 'Developer Guide', 'Amazon Lamp Video Streams WebRTC'],
  // As they are.
  ['Amazon Lamp', 'User Guide', 'Amazon Lamp'],
  ['Lamp Authorization Reference', 'Lamp Authorization Reference', 'Lamp Authorization Reference'],
  ['AWS Lamp Migration Service Step-by-Step Migration', 'Guide', 'AWS Lamp Migration Service Step-by-Step Migration'],
  ['AWS Lamp, AWS Torch, and AWS Post', 'Developer Guide', 'AWS Lamp, AWS Torch, and AWS Post'],
  ['', '', ''],
])('%j of the guide %j is %j', (name, title, cleaned) => {
  expect(cleanProductName(name, title)).toBe(cleaned)
  expect(cleanProductName(cleaned, title)).toBe(cleaned)
})

const CATALOG: { product: string; title: string }[] = JSON.parse(readFileSync('data/guides.json', 'utf8'))

it('every product of the catalog and of the list of products keeps its name', () => {
  const listed = readFileSync('data/products.txt', 'utf8').split('\n')
  const products = listed.filter((line) => !line.startsWith('#')).flatMap((line) => line.split(' | ', 1))
  const guides = [...CATALOG, ...products.map((product) => ({ product, title: 'User Guide' }))]
  expect(guides.length).toBeGreaterThan(400)
  expect(guides.filter(({ product, title }) => cleanProductName(product, title) !== product)).toEqual([])
})

it.each([
  ['Amazon Lamp', 'User Guide', 'Amazon Lamp User Guide', 'User Guide'],
  ['Amazon Lamp', 'Amazon Lamp User Guide', 'Amazon Lamp User Guide', 'User Guide'],
  ['AWS Lamp', 'Lamp Command Line User Guide', 'AWS Lamp Command Line User Guide', 'Command Line User Guide'],
  ['AWS Lamp', 'Lampshade Guide', 'AWS Lamp Lampshade Guide', 'Lampshade Guide'],
  ['AWS Lamp Posts', 'AWS Lamp', 'AWS Lamp Posts', 'AWS Lamp'],
  ['Lamp Reference', 'Lamp Reference', 'Lamp Reference', 'Lamp Reference'],
])('a guide of %j with the title %j is called %j', (product, title, full, below) => {
  expect(getFullTitle({ product, title })).toBe(full)
  expect(getTitleOfProduct({ product, title })).toBe(below)
})

it('no guide of the catalog is called by its product twice in a row', () => {
  const doubled = CATALOG.filter((guide) => {
    const name = guide.product.replace(/^(?:Amazon|AWS) /, '')
    return getFullTitle(guide).includes(`${name} ${name}`)
  })
  expect(doubled).toEqual([])
})
