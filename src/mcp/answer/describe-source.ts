// The first line of every page's text: what it is, where it comes from and how old it is. Pure.

import type { PageReading } from '../../read/read-page.ts'
import { describeAge, readDate } from './page-age.ts'
import { toOneLine } from './page-text.ts'

type Sourced = Pick<
  PageReading,
  'url' | 'product' | 'guide' | 'locale' | 'partition' | 'source' | 'fetchedAt' | 'checkedAt'
>

export function describeSource(
  { url, product, guide, locale, partition, source, fetchedAt, checkedAt }: Sourced,
  now: number,
): string {
  const checked = checkedAt > fetchedAt ? `, checked ${describeAge(checkedAt, now)}` : ''
  return (
    `[${url} · ${toOneLine(`${product} ${guide}`)} · ${locale}${partition ? ` · ${partition}` : ''} · ` +
    `${source}, fetched ${readDate(fetchedAt)} (${describeAge(fetchedAt, now)})${checked}]`
  )
}
