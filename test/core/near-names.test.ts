import { describe, expect, it } from 'vitest'
import { chooseGuide } from '../../src/core/model/catalog.ts'
import { LOCALES, makeUnknownLocaleError } from '../../src/core/model/locale.ts'
import { findNearNames, formatSuggestion } from '../../src/core/text/near-names.ts'
import { loadCatalog } from '../../src/store/guides/catalog-file.ts'

const PRODUCTS = ['AWS Lambda', 'Amazon Redshift', 'AWS Glue', 'Amazon Relational Database Service']

describe('a name that there is not', () => {
  it.each([
    ['lamda', 'AWS Lambda'],
    ['Redshfit', 'Amazon Redshift'],
    ['glue', 'AWS Glue'],
    ['amazon redshift serverless', 'Amazon Redshift'],
    ['relational', 'Amazon Relational Database Service'],
  ])('%s is led to %s', (asked, meant) => {
    expect(findNearNames(asked, PRODUCTS)[0]).toBe(meant)
  })

  it.each(['', '   ', 'zzz', 'kitchen'])('%j is led nowhere', (asked) => {
    expect(findNearNames(asked, PRODUCTS)).toEqual([])
    expect(formatSuggestion([])).toBe('')
  })

  it('is asked about in a sentence', () => {
    expect(formatSuggestion(['a'])).toBe('Did you mean "a"?')
    expect(formatSuggestion(['a', 'b', 'c'])).toBe('Did you mean "a", "b" or "c"?')
  })
})

it.each([
  ['jp', 'ja_jp'],
  ['kr', 'ko_kr'],
  ['japanese', 'ja_jp'],
  ['german', 'de_de'],
  ['ja_jo', 'ja_jp'],
  ['pt-bz', 'pt_br'],
])('of a language, %s is led to %s', (asked, meant) => {
  expect(makeUnknownLocaleError(asked).hint).toBe(`Did you mean "${meant}"? Use one of ${LOCALES.join(', ')}.`)
})

it.each([
  ['lambda', 'lambda-dg'],
  ['lamda-dg', 'lambda-dg'],
  ['s3', 's3-userguide'],
  ['ec2', 'ec2-userguide'],
  ['redshift', 'redshift-dg'],
])('of a guide, %s is led to %s first', (asked, meant) => {
  expect(() => chooseGuide(loadCatalog('/nowhere/guides.json').guides, asked)).toThrow(
    expect.objectContaining({ hint: expect.stringContaining(`Did you mean "${meant}"`) }),
  )
})
