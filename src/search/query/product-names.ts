// What readers call the products of the indexed guides, learnt from the guides themselves: the product's name, its
// initials, and the name that its documentation has in URLs, which is the short one that everybody uses (`/AmazonS3/…`,
// `/AmazonECS/…`).

import { splitFolder } from '../../core/model/partition.ts'
import { toTerms } from '../../core/text/terms.ts'
import { listGuideNames } from '../../store/guides/guide-rows.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

const MAKER = toTerms('Amazon AWS')

/** For each guide its product's names, each as the terms that must all stand in a query. */
export const listProductNames: (db: SqlDatabase) => ReadonlyMap<number, readonly (readonly string[])[]> =
  cachePerVersion(
    (db) => new Map(listGuideNames(db).map(({ id, product, title, base }) => [id, makeNames(product, title, base)])),
  )

/** Those of the terms that name the product, its maker's name included; empty when they do not. */
export function findNamingTerms(
  names: readonly (readonly string[])[] | undefined,
  terms: ReadonlySet<string>,
): ReadonlySet<string> {
  const named = names?.filter((name) => name.every((term) => terms.has(term))).flat() ?? []
  return new Set(named.length > 0 ? [...named, ...MAKER] : [])
}

/** Whether the words name the guide's product. */
export function namesProduct(db: SqlDatabase, words: readonly string[], guideId: number): boolean {
  return findNamingTerms(listProductNames(db).get(guideId), new Set(words)).size > 0
}

export function makeNames(product: string, title: string, base: string): string[][] {
  const words = dropMaker(product)
  const initials = words.match(/\b[A-Z]/g)?.join('') ?? ''
  // `EventBridge` is two words, and `eventbridge`, as people type it, is one.
  const names = [
    words,
    words.toLowerCase(),
    dropMaker(splitFolder(base).service),
    initials.length > 2 ? initials : '',
    // "Application Load Balancers", "RDS on VMware": a guide of its own for a part of the product.
    dropMaker(dropGuideWords(title)),
  ]
  return names.map((name) => toTerms(name)).filter((terms) => terms.length > 0)
}

// "Amazon" and "AWS" stand before most names and are left out in speech.
export function dropMaker(name: string): string {
  return name.replace(/^(?:amazon|aws)[\s-]*/i, '')
}

/** What is left of a guide's title when it does not say what kind of guide it is. */
export function dropGuideWords(title: string): string {
  return title.replace(GUIDE_WORDS, ' ').trim()
}

const GUIDE_WORDS =
  /\b(?:users?|developers?|administration|administrators?|admin|management|getting started|reference|api|cli|command line interface|database|service|quick start|release|network|guides?|documentation|manual|for|the|a|of|and|to)\b|ユーザーガイド|ガイド|デベロッパー|開発者|データベース|リファレンス/gi
