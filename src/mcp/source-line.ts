// The first line of every page's text: what it is, where it comes from and how old it is. Pure.

import type { PageReading } from '../read/read-page.ts'
import { ageOf, dateOf } from './age.ts'
import { oneLine } from './page-text.ts'

type Sourced = Pick<
  PageReading,
  'url' | 'product' | 'guide' | 'locale' | 'partition' | 'source' | 'fetchedAt' | 'checkedAt'
>

export function sourceLine(
  { url, product, guide, locale, partition, source, fetchedAt, checkedAt }: Sourced,
  now: number,
): string {
  const checked = checkedAt > fetchedAt ? `, checked ${ageOf(checkedAt, now)}` : ''
  return `[${url} · ${oneLine(`${product} ${guide}`)} · ${locale}${partition ? ` · ${partition}` : ''} · ${source}, fetched ${dateOf(fetchedAt)} (${ageOf(fetchedAt, now)})${checked}]`
}
