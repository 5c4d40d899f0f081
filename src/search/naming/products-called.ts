// Which product a whole name is one of, in letters or in kana: "S3", "amazon s3", 「ラムダ」, 「コグニート」. Pure.

import { toTerms, UNSPACED } from '../../core/text/terms.ts'
import { loadJapaneseVocabulary } from '../languages/japanese-vocabulary.ts'
import { joinName, type KnownProduct, loadKnownProducts } from '../missing/known-products.ts'

/** All that have the name: some are names of two. */
export function listProductsCalled(name: string): readonly KnownProduct[] {
  const joined = joinName(name)
  if (joined === '') return []
  const called = loadKnownProducts().filter(({ names }) => names.some((one) => one.joined === joined))
  if (called.length > 0) return called
  const english = toEnglishTerms(name)?.join(' ')
  if (english === undefined) return []
  return loadKnownProducts().filter(({ names }) => names.some(({ written }) => toTerms(written).join(' ') === english))
}

/** Whether `product`, as guides have it, is that product. */
export function isCalled(product: string, { names }: KnownProduct): boolean {
  return [product, dropRemark(product)].some((one) => names.some(({ joined }) => joined === joinName(one)))
}

/** "Amazon Keyspaces (for Apache Cassandra)". */
export function dropRemark(name: string): string {
  return name.replace(/\s*\([^()]*\)\s*$/, '')
}

/** A Japanese name in English, as terms; undefined where it is not Japanese, or not all of it is known. */
export function toEnglishTerms(name: string): readonly string[] | undefined {
  if (!UNSPACED.test(name.normalize('NFKC'))) return undefined
  const { translations, unknown } = loadJapaneseVocabulary().translate(name)
  if (translations.length === 0 || unknown.length > 0) return undefined
  return [
    ...toTerms(name).filter((term) => !UNSPACED.test(term)),
    ...translations.flatMap(({ terms, usual }) => terms.slice(0, usual)),
  ]
}
