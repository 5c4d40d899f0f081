// A guide: a book of the documentation, one folder of the site in one locale.

import type { Locale } from './locale.ts'

/** A guide as the catalog knows it, indexed or not. */
export interface CatalogGuide {
  /** Short name people type: `lambda-dg`, `s3-userguide`. */
  readonly id: string
  readonly title: string
  readonly product: string
  /** Folder on the site without locale: `/lambda/latest/dg/`. */
  readonly base: string
  /** Locales in which the guide is known to be translated; `en_us` always first. */
  readonly locales: readonly Locale[]
}

/** One node of a guide's table of contents. `page` is undefined for a node that has no page in the guide. */
export interface TocEntry {
  readonly title: string
  /** Page inside the guide (`r_COPY.html`). */
  readonly page: string | undefined
  readonly children: readonly TocEntry[]
}

const VENDOR = /^(?:Amazon|AWS) /

/** "Amazon S3 User Guide": titles alone are shared by many guides, and some begin with the product. */
export function getFullTitle({ product, title }: Pick<CatalogGuide, 'product' | 'title'>): string {
  if (beginsWith(product, title)) return product
  if (beginsWith(title, product) || VENDOR.test(title)) return title
  const [vendor = ''] = VENDOR.exec(product) ?? []
  return beginsWith(title, product.slice(vendor.length)) ? vendor + title : `${product} ${title}`
}

/** The title where the product stands above it: "User Guide". */
export function getTitleOfProduct({ product, title }: Pick<CatalogGuide, 'product' | 'title'>): string {
  const names = [product, product.replace(VENDOR, '')]
  const name = names.find((one) => beginsWith(title, one) && title !== one)
  return name === undefined ? title : title.slice(name.length + 1)
}

function beginsWith(text: string, name: string): boolean {
  return text === name || text.startsWith(`${name} `)
}
