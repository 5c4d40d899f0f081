// What the shipped catalog promises: ids and paths that are unique and mean what the rest of the product takes them
// for.
// Whether a path exists on the site is not checked here; only a crawl can know.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import type { CatalogGuide } from '../../src/core/model/guide.ts'
import { LOCALES } from '../../src/core/model/locale.ts'

const text = readFileSync(new URL('../../data/guides.json', import.meta.url), 'utf8')
const guides: CatalogGuide[] = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      title: z.string().min(1),
      product: z.string().min(1),
      base: z.string(),
      locales: z.array(z.enum(LOCALES)).min(1),
    }),
  )
  .parse(JSON.parse(text))

it('lists at least 80 guides, sorted by id', () => {
  expect(guides.length).toBeGreaterThanOrEqual(80)
  const ids = guides.map((guide) => guide.id)
  expect(ids).toEqual(ids.toSorted())
})

it.each(['id', 'base', 'title'] as const)('gives no two guides the same %s', (key) => {
  const seen = guides.map((guide) => guide[key].toLowerCase())
  expect(seen.filter((value, index) => seen.indexOf(value) !== index)).toEqual([])
})

it('gives every guide a folder of three segments that the URL grammar reads as the root of a guide', () => {
  for (const { base } of guides) {
    expect(base).toMatch(/^(\/[^/\s]+){3}\/$/)
    expect(parseDocUrl(base)).toEqual({ path: base, base, page: '', locale: 'en_us', anchor: undefined })
  }
})

it('names English first and each locale once', () => {
  for (const { id, locales } of guides) {
    expect(locales[0], id).toBe('en_us')
    expect(new Set(locales).size, id).toBe(locales.length)
  }
})

it('calls the English-only references English only and the translated guides translated', () => {
  const localesOf = (id: string) => guides.find((guide) => guide.id === id)?.locales
  for (const id of ['service-authorization', 'cli-reference', 'ec2-api']) expect(localesOf(id), id).toEqual(['en_us'])
  for (const id of ['lambda-dg', 's3-userguide', 'redshift-dg']) expect(localesOf(id), id).toContain('ja_jp')
})

it('keeps one guide on each line, so that a change is one line of a diff', () => {
  const lines = text.trimEnd().split('\n')
  expect(lines).toHaveLength(guides.length + 2)
})
