// What is said of names that a search was narrowed by and that the index does not have. Pure.

import { formatSuggestion } from '../text/near-names.ts'
import { quoteBriefly } from '../text/shorten.ts'
import { DocsError } from './errors.ts'

export interface UnknownFilter {
  readonly kind: 'guide' | 'product' | 'guide-type'
  readonly name: string
  /** In the catalog at least: it can be harvested, and the live search may know it. */
  readonly isKnown: boolean
  /** Others of its filter are in the index or the catalog, so the search was narrowed by those. */
  readonly hasKnownBeside: boolean
  /** What may be meant. */
  readonly near: readonly string[]
}

/** A sentence or two for each. */
export function describeUnknownFilter({ kind, name, near }: UnknownFilter, language: 'en' | 'ja' = 'en'): string {
  const quoted = quoteBriefly(name)
  if (language === 'ja') {
    const meant = near.length > 0 ? `もしかして: ${near.map((one) => quoteBriefly(one)).join('、')}。` : ''
    return `${IN_JAPANESE[kind](quoted)}${meant}`
  }
  return [IN_ENGLISH[kind](quoted), formatSuggestion(near)].filter(Boolean).join(' ')
}

const IN_ENGLISH = {
  guide: (name: string) => `Guide ${name} is not in the index.`,
  product: (name: string) => `No indexed guide is of the product ${name}.`,
  'guide-type': (name: string) => `No indexed guide has the title ${name}.`,
} as const

const IN_JAPANESE = {
  guide: (name: string) => `ガイド ${name} は索引にありません。`,
  product: (name: string) => `製品 ${name} のガイドは索引にありません。`,
  'guide-type': (name: string) => `${name} という題名のガイドは索引にありません。`,
} as const

const NOWHERE = {
  guide: (name: string) => `Guide ${name} is not in the catalog.`,
  product: (name: string) => `No guide of the index or the catalog is of the product ${name}.`,
  'guide-type': (name: string) => `No guide of the index or the catalog has the title ${name}.`,
} as const

/**
 * Where a search found nothing because a filter holds no name that anything has, what it is refused with: whoever
 * wrote it has to know before anything else. Undefined where that was not why.
 */
export function makeUnknownFilterError(filters: readonly UnknownFilter[]): DocsError | undefined {
  const [first] = filters.filter(({ isKnown, hasKnownBeside }) => !isKnown && !hasKnownBeside)
  if (!first) return undefined
  const suggestion = formatSuggestion(first.near)
  return new DocsError('UNKNOWN_GUIDE', NOWHERE[first.kind](quoteBriefly(first.name)), {
    hint: `${suggestion && `${suggestion} `}"aws-docs-offline guides" lists all guides with their products and titles.`,
  })
}
