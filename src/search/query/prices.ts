// What a question about cost is told beside its hits: that prices are not in the documentation, and where those of the
// product stand.

import { readFileSync } from 'node:fs'
import type { Partition } from '../../core/model/partition.ts'
import { getPackageFile } from '../../core/platform/get-package-file.ts'
import { joinName, loadKnownProducts } from '../missing/known-products.ts'
import { findNamedProducts } from '../missing/named-products.ts'
import { asksForCost } from '../ranking/query-kind.ts'

const SITE = 'https://aws.amazon.com/'
const ALL_PRICES = `${SITE}pricing/`
const ALL_PRICES_IN_CHINA = 'https://www.amazonaws.cn/en/pricing/'
const MOST_PRODUCTS = 3

export interface PriceQuestion {
  readonly text: string
  /** Products of what was found, best first: the first is meant where the question names none. */
  readonly found: readonly string[]
  readonly partition?: Partition | undefined
}

/** Undefined for a question about anything else. */
export function makePriceNote({ text, found, partition }: PriceQuestion): string | undefined {
  if (!asksForCost({ text })) return undefined
  const plain = 'Prices are not in the documentation, which says what is billed; they stand at'
  if (partition === 'aws-cn') return `${plain} ${ALL_PRICES_IN_CHINA}.`
  const named = findNamedProducts(text, loadKnownProducts()).map(({ product }) => product.name)
  const meant = named.length > 0 ? named : found.slice(0, 1)
  const hits = found.map(findPricingPage)
  // Features are names of products too ("on-demand"): what was found says which is meant.
  const pages = [...new Set(meant.map(findPricingPage))]
    .sort((a, b) => Number(hits.includes(b)) - Number(hits.includes(a)))
    .slice(0, MOST_PRODUCTS)
  return `${plain} ${pages.length > 0 ? pages.join(', ') : ALL_PRICES}.`
}

/** Of a product by its name, or by one that goes on behind it ("Amazon EMR Serverless"). */
export function findPricingPage(product: string): string {
  const joined = joinName(product)
  const pages = loadPricingPages()
  const exact = pages.get(joined) ?? pages.get(joinName(findKnownName(joined) ?? ''))
  if (exact !== undefined) return exact
  const longest = [...pages.keys()].filter((name) => joined.startsWith(name)).sort((a, b) => b.length - a.length)[0]
  return (longest !== undefined && pages.get(longest)) || ALL_PRICES
}

function findKnownName(joined: string): string | undefined {
  return loadKnownProducts().find(({ names }) => names.some((name) => name.joined === joined))?.name
}

let read: ReadonlyMap<string, string> | undefined

function loadPricingPages(): ReadonlyMap<string, string> {
  read ??= new Map(
    readFileSync(getPackageFile('data/pricing-pages.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [name = '', path = ''] = line.split('|').map((part) => part.trim())
        return [joinName(name), `${SITE}${path}`]
      }),
  )
  return read
}
