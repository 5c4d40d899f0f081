// Which products a query names. Pure. A name is looked for as its letters and digits, over whole words: "event bridge",
// "EventBridge" and "eventbridge" are one. Of two names of which one holds the other ("S3", "S3 Glacier") the longer is
// meant.

import type { KnownProduct, ProductName } from './known-products.ts'

export interface NamedProduct {
  readonly product: KnownProduct
  /** Words of the query that name it: the first and, exclusive, the last place. */
  readonly from: number
  readonly to: number
}

interface Word {
  readonly text: string
  readonly folded: string
}

const WORD = /[A-Za-z0-9]+|[\p{Script=Katakana}ー]+|[^\p{ASCII}\p{Script=Katakana}ー\s\p{P}]+/gu
/** "AWS IoT Core for LoRaWAN": no name has more words than this. */
const MOST_WORDS = 8
const MAKER = /^(?:amazon|aws)$/
/** Whose user or role it was is said by the way: a denied `kms:Decrypt` is no question about STS. */
const ARN = /\barn:aws[\w-]*:\S*/gi

export function findNamedProducts(text: string, products: readonly KnownProduct[]): NamedProduct[] {
  const words = splitWords(text.replace(ARN, ' - '))
  const byName = indexNames(products)
  const found: NamedProduct[] = []
  for (let from = 0; from < words.length; from++) {
    let joined = ''
    for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS); to++) {
      joined += words[to - 1]?.folded ?? ''
      for (const { product, name } of byName.get(joined) ?? byName.get(toSingular(joined)) ?? [])
        if ((to === from + 1 || !name.isOneWord) && (!name.isOrdinary || isWrittenAsName(words, from)))
          found.push({ product, from, to })
    }
  }
  // The type of a resource in a template is CloudFormation's, whatever it is a resource of.
  const template = /\bAWS::\w/.test(text) ? products.find(({ name }) => name === 'AWS CloudFormation') : undefined
  if (template) found.push({ product: template, from: 0, to: 0 })
  const longest = found.filter(
    (one) => !found.some((other) => isWider(other, one) && other.from <= one.from && other.to >= one.to),
  )
  return longest.filter((one, at) => longest.findIndex(({ product }) => product === one.product) === at)
}

function isWider(a: NamedProduct, b: NamedProduct): boolean {
  return a.to - a.from > b.to - b.from
}

// Katakana runs on into other scripts without a blank.
function splitWords(text: string): Word[] {
  return [...text.normalize('NFKC').matchAll(WORD)].map(([word]) => ({ text: word, folded: word.toLowerCase() }))
}

// `AWS Config`, or "... with Config": a capital that is not the first word's, in a text that is not all capitals.
function isWrittenAsName(words: readonly Word[], at: number): boolean {
  if (MAKER.test(words[at - 1]?.folded ?? '')) return true
  const { text = '' } = words[at] ?? {}
  return at > 0 && /^[A-Z][a-z]/.test(text) && !/^[A-Z]/.test(words[at - 1]?.text ?? '')
}

function toSingular(name: string): string {
  return name.length > 3 && name.endsWith('s') ? name.slice(0, -1) : name
}

type Names = ReadonlyMap<string, readonly { readonly product: KnownProduct; readonly name: ProductName }[]>
const made = new WeakMap<readonly KnownProduct[], Names>()

function indexNames(products: readonly KnownProduct[]): Names {
  const before = made.get(products)
  if (before) return before
  const names = new Map<string, { product: KnownProduct; name: ProductName }[]>()
  for (const product of products)
    for (const name of product.names) names.set(name.joined, [...(names.get(name.joined) ?? []), { product, name }])
  made.set(products, names)
  return names
}
