// Pages of docs.amazonaws.cn: told from those of docs.aws.amazon.com by the path alone.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseGuide, resolveGuideUrl } from '../../src/core/model/catalog.ts'
import { formatDocUrl, parseDocUrl, resolveLink, toPath } from '../../src/core/model/doc-url.ts'
import type { CatalogGuide } from '../../src/core/model/guide.ts'
import { findPartition, GUIDE_BASE, splitFolder, toPartitionField } from '../../src/core/model/partition.ts'

const CHINA = 'https://docs.amazonaws.cn'
const PAGE = '/lambda/latest/dg/welcome.html'

describe('a page of the China site', () => {
  it.each([
    [`${CHINA}/en_us${PAGE}`, `/aws-cn/en_us${PAGE}`, 'en_us'],
    [`http://docs.amazonaws.cn/en_us${PAGE}?x=1`, `/aws-cn/en_us${PAGE}`, 'en_us'],
    [`docs.amazonaws.cn/en_us${PAGE}`, `/aws-cn/en_us${PAGE}`, 'en_us'],
    [`${CHINA}/zh_cn${PAGE}`, `/aws-cn/zh_cn${PAGE}`, 'zh_cn'],
    [`${CHINA}${PAGE}`, `/aws-cn/zh_cn${PAGE}`, 'zh_cn'],
    [`${CHINA}/en_us/lambda/latest/dg/welcome.md`, `/aws-cn/en_us${PAGE}`, 'en_us'],
    [`/aws-cn/en_us${PAGE}`, `/aws-cn/en_us${PAGE}`, 'en_us'],
    [`aws-cn${PAGE}`, `/aws-cn/zh_cn${PAGE}`, 'zh_cn'],
  ])('%s is %s', (input, path, locale) => {
    const url = parseDocUrl(input)
    expect(url).toMatchObject({ path, locale, base: '/aws-cn/lambda/latest/dg/', page: 'welcome.html' })
    expect(formatDocUrl(path)).toBe(CHINA + path.slice('/aws-cn'.length))
    expect(parseDocUrl(formatDocUrl(path))?.path).toBe(path)
    expect(toPath('/aws-cn/lambda/latest/dg/', 'welcome.html', url?.locale ?? 'en_us')).toBe(path)
  })

  it.each([
    ['a language that it has not', `${CHINA}/ja_jp${PAGE}`],
    ['a port', `${CHINA}:8443${PAGE}`],
    ['a user', `https://user@docs.amazonaws.cn${PAGE}`],
    ['a guide that is missing', `${CHINA}/en_us/lambda/latest/`],
    ['the other site with its mark', `https://docs.aws.amazon.com/aws-cn${PAGE}`],
    ['the other site with its mark and a locale', `https://docs.aws.amazon.com/en_us/aws-cn${PAGE}`],
  ])('%s is refused', (_, input) => {
    expect(parseDocUrl(input)).toBeUndefined()
  })

  it('is not the page of the same path on the other site, wherever a link stands', () => {
    const there = parseDocUrl(`${CHINA}/en_us${PAGE}`)
    const here = parseDocUrl(PAGE)
    if (!there || !here) throw new Error('refused')
    expect(resolveLink('quotas.html', there)?.path).toBe('/aws-cn/en_us/lambda/latest/dg/quotas.html')
    expect(resolveLink('/en_us/s3/latest/dev/a.html', there)?.path).toBe('/aws-cn/en_us/s3/latest/dev/a.html')
    expect(resolveLink(`https://docs.aws.amazon.com${PAGE}`, there)?.path).toBe(PAGE)
    expect(resolveLink(`${CHINA}/en_us${PAGE}`, here)?.path).toBe(there.path)
    expect(toPartitionField(there.path)).toEqual({ partition: 'aws-cn' })
    expect(toPartitionField(formatDocUrl(there.path))).toEqual({ partition: 'aws-cn' })
    expect(toPartitionField(here.path)).toEqual({})
  })

  it('has a path that no page of the other site can have', () => {
    const segment = fc.constantFrom('aws-cn', 'en_us', 'zh_cn', 'lambda', 'latest', 'dg', 'a.html')
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), fc.constantFrom('aws', 'aws-cn'), (parts, partition) => {
        const origin = partition === 'aws' ? 'https://docs.aws.amazon.com' : CHINA
        const url = parseDocUrl(`${origin}/${parts.join('/')}`)
        if (!url) return
        expect(findPartition(url.path)).toBe(partition)
        expect(findPartition(url.base)).toBe(partition)
        expect(url.base).toMatch(GUIDE_BASE)
        expect(parseDocUrl(formatDocUrl(url.path))).toEqual({ ...url, anchor: undefined })
      }),
    )
  })
})

describe('a guide of the China site', () => {
  const lambda: CatalogGuide = {
    id: 'lambda-dg',
    title: 'Developer Guide',
    product: 'AWS Lambda',
    base: '/lambda/latest/dg/',
    locales: ['en_us'],
  }

  it('has an id of its own, and a folder that files may name', () => {
    const url = parseDocUrl(`${CHINA}/en_us${PAGE}`)
    if (!url) throw new Error('refused')
    const guide = resolveGuideUrl([lambda], url)
    expect(guide).toMatchObject({ id: 'lambda-dg-cn', base: '/aws-cn/lambda/latest/dg/' })
    expect(splitFolder(guide.base)).toEqual({ service: 'lambda', version: 'latest', guide: 'dg' })
    expect(guide.base).toMatch(GUIDE_BASE)
    expect('/aws-cn/lambda/latest/').not.toMatch(GUIDE_BASE)
  })

  it('is chosen by the URL of a page, in the languages of the site and no other', () => {
    const choose = (name: string, ...locale: Parameters<typeof chooseGuide>[2][]) =>
      chooseGuide([lambda], name, ...locale)
    expect(choose(`${CHINA}${PAGE}`)).toMatchObject({ base: '/aws-cn/lambda/latest/dg/', locale: 'zh_cn' })
    expect(choose(`${CHINA}${PAGE}`, 'en_us')).toMatchObject({ locale: 'en_us' })
    expect(() => choose(`${CHINA}${PAGE}`, 'ja_jp')).toThrow('docs.amazonaws.cn has no pages in Japanese (ja_jp).')
  })
})
