import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseGuide, findGuides, findNearestGuides, resolveGuideUrl } from '../../src/core/model/catalog.ts'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { DocsError } from '../../src/core/model/errors.ts'
import type { CatalogGuide } from '../../src/core/model/guide.ts'
import { makeAnyText, makeAnyUrl } from '../any-text.ts'

const makeGuide = (id: string, product: string, title: string, base: string): CatalogGuide => ({
  id,
  product,
  title,
  base,
  locales: ['en_us', 'ja_jp'],
})
const CATALOG = [
  makeGuide('ecs-dg', 'Amazon ECS', 'Amazon ECS Developer Guide', '/AmazonECS/latest/developerguide/'),
  makeGuide('lambda-api', 'AWS Lambda', 'AWS Lambda API Reference', '/lambda/latest/api/'),
  makeGuide('lambda-dg', 'AWS Lambda', 'AWS Lambda Developer Guide', '/lambda/latest/dg/'),
  makeGuide('redshift-dg', 'Amazon Redshift', 'Amazon Redshift Database Developer Guide', '/redshift/latest/dg/'),
  makeGuide('s3-userguide', 'Amazon S3', 'Amazon S3 User Guide', '/AmazonS3/latest/userguide/'),
]

function chooseRefused(name: string): DocsError {
  try {
    chooseGuide(CATALOG, name)
  } catch (error) {
    if (error instanceof DocsError) return error
    throw error
  }
  throw new Error(`${name} was found`)
}

describe('choosing a guide', () => {
  it('by id, whatever its case, in English unless said', () => {
    expect(chooseGuide(CATALOG, 'Lambda-DG')).toMatchObject({ catalogId: 'lambda-dg', locale: 'en_us' })
    expect(chooseGuide(CATALOG, 'lambda-dg', 'ja_jp').locale).toBe('ja_jp')
  })

  it('by the URL of a page: its locale counts, unless another is said', () => {
    const page = 'https://docs.aws.amazon.com/ja_jp/redshift/latest/dg/r_COPY.html#x'
    expect(chooseGuide(CATALOG, page)).toMatchObject({ catalogId: 'redshift-dg', locale: 'ja_jp' })
    expect(chooseGuide(CATALOG, page, 'ko_kr').locale).toBe('ko_kr')
  })

  it('by the URL of a page of a guide that nobody listed', () => {
    expect(chooseGuide(CATALOG, '/appconfig/2019-10-09/APIReference/API_Monitor.html')).toMatchObject({
      catalogId: 'appconfig-apireference',
      base: '/appconfig/2019-10-09/APIReference/',
    })
  })

  it.each([
    ['lamda-dg', 'lambda-dg'],
    ['lambda_dg', 'lambda-dg'],
    ['redshit', 'redshift-dg'],
    ['s3-user-guide', 's3-userguide'],
    ['ecs', 'ecs-dg'],
    ['ecs-developerguide', 'ecs-dg'],
    ['s3-dg', 's3-userguide'],
  ])('an unknown id names the nearest first: %s', (wrong, right) => {
    const { code, hint } = chooseRefused(wrong)
    expect(code).toBe('UNKNOWN_GUIDE')
    expect(hint).toMatch(new RegExp(`^Did you mean "${right}"`))
  })

  it('an address that is not on the site is no guide', () => {
    expect(chooseRefused('https://example.com/lambda/latest/dg/x.html').code).toBe('OUT_OF_SCOPE')
  })

  it('with an empty catalog the refusal suggests nothing that does not exist', () => {
    expect(() => chooseGuide([], 'lambda-dg')).toThrow(expect.objectContaining({ code: 'UNKNOWN_GUIDE' }))
    try {
      chooseGuide([], 'lambda-dg')
    } catch (error) {
      expect(error instanceof DocsError && error.hint).not.toContain('Did you mean')
    }
  })

  it('whatever is asked for is either found or refused with advice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), makeAnyUrl(), makeAnyText()), (name) => {
        try {
          chooseGuide(CATALOG, name)
        } catch (error) {
          expect(error).toBeInstanceOf(DocsError)
        }
      }),
    )
  })
})

describe('the nearest guides', () => {
  it('are some, each once, and the same whatever the order of the catalog', () => {
    const anyName = fc.oneof(fc.string(), fc.constantFrom(...CATALOG.map(({ id }) => id.slice(1))))
    fc.assert(
      fc.property(anyName, fc.shuffledSubarray(CATALOG, { minLength: CATALOG.length }), (name, shuffled) => {
        const near = findNearestGuides(shuffled, name)
        expect(new Set(near).size).toBe(near.length)
        expect(near.length).toBeLessThanOrEqual(3)
        expect(near).toEqual(findNearestGuides(CATALOG, name))
      }),
    )
  })

  it.each(['nothing-of-the-kind', 'zzzz', 'ラムダ', '---', ''])('are none where nothing is near: %j', (name) => {
    expect(findNearestGuides(CATALOG, name)).toEqual([])
  })

  it('are none of what is too long for a name, whatever words are in it', () => {
    expect(findNearestGuides(CATALOG, 'lambda function')).not.toEqual([])
    expect(findNearestGuides(CATALOG, 'lambda function '.repeat(20))).toEqual([])
  })

  it('of an id that is in the catalog begin with it', () => {
    for (const one of CATALOG) expect(findNearestGuides(CATALOG, one.id)[0]).toBe(one)
  })
})

describe('finding guides', () => {
  it('every word must be in the id, title, product or path, in any case and width', () => {
    expect(findGuides(CATALOG, ['developer', 'LAMBDA']).map(({ id }) => id)).toEqual(['lambda-dg'])
    expect(findGuides(CATALOG, ['ｌａｍｂｄａ'])).toHaveLength(2)
    expect(findGuides(CATALOG, ['amazons3'])).toHaveLength(1)
    expect(findGuides(CATALOG, ['lambda', 'redshift'])).toEqual([])
  })
})

describe('a guide made up for a URL', () => {
  const bases = ['/x/latest/ug/', '/X/latest/UG/', '/x/v2/ug/', '/x/v2/Ug/', '/x/V2/ug/', '/日本/latest/ug/']

  it('has an id of its own, however many guides fold to the same name', () => {
    const catalog: CatalogGuide[] = [...CATALOG]
    for (const base of bases) {
      const url = parseDocUrl(base)
      if (!url) throw new Error(base)
      const made = resolveGuideUrl(catalog, url)
      expect(made.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      catalog.push(made)
    }
    expect(new Set(catalog.map(({ id }) => id)).size).toBe(catalog.length)
  })

  it('is the catalog’s own where that has it', () => {
    const url = parseDocUrl('/lambda/latest/dg/welcome.html')
    expect(url && resolveGuideUrl(CATALOG, url)).toBe(CATALOG[2])
  })
})
