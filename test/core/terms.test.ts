// What must hold of terms whatever the ranking makes of them: any text gives some, and an index and a query agree.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  findIdentifiers,
  normalizeText,
  squeeze,
  toIdentifierTerms,
  toIndexTerms,
  toTerms,
} from '../../src/core/text/terms.ts'
import { makeAnyText } from '../any-text.ts'

const anyText = fc.oneof(
  makeAnyText(),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      ...'abXY09_-:./@*$\n\t"\'()',
      'あ',
      'ア',
      'ｱ',
      '語',
      'é',
      'ﬁ',
      '한',
      '😀',
      '\ud800',
      '\u200b',
    ),
    maxLength: 60,
  }),
)

describe('acronyms', () => {
  it.each([
    ['AMIs', 'AMI'],
    ['URLs', 'URL'],
    ['listARNs', 'listARN'],
    ['vCPUs', 'vCPU'],
    ['EBS-backed AMIs, two IDs.', 'EBS-backed AMI, two ID.'],
  ])('%s has the terms of %s', (plural, singular) => {
    expect(toTerms(plural)).toEqual(toTerms(singular))
  })

  it.each(['DDoS', 'AllAtOnce', 'IsOff'])('%s, whose parts are stop words, is a word', (word) => {
    expect(toTerms(word)).toEqual(toTerms(word.toLowerCase()))
    expect(toTerms(word)).toHaveLength(1)
  })

  it('are cut where a word begins, and no other s is taken for a plural', () => {
    expect(toTerms('VPCEndpoint GetDNSAliases DNS')).toEqual(toTerms('vpc endpoint get dns aliases dns'))
  })
})

describe('terms of any text whatever', () => {
  it('are words that FTS5 splits nowhere and reads no operator into: no blanks, quotes, signs or capitals', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const term of toTerms(text)) expect(term).toMatch(/^(?:[a-z0-9]|[^\p{ASCII}\s])+$/u)
        for (const term of findIdentifiers(text)) expect(term).toMatch(/^[a-z0-9]{2,}$/)
      }),
    )
  })

  it('are the same in an index as in a query', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(toIndexTerms(text).split(' ').filter(Boolean)).toEqual(toTerms(text))
        expect(toIdentifierTerms(text).split(' ').filter(Boolean)).toEqual(findIdentifiers(text))
      }),
    )
  })

  it('do not depend on what was asked before', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const first = toTerms(text)
        toTerms(other)
        expect(toTerms(text)).toEqual(first)
      }),
    )
  })

  it('of two texts apart are the terms of both', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(toTerms(`${a}\n\n${b}`)).toEqual([...toTerms(a), ...toTerms(b)])
      }),
    )
  })

  it('normalising twice is normalising once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalizeText(normalizeText(text))).toBe(normalizeText(text))
      }),
    )
  })
})

describe('an identifier', () => {
  it.each([
    ['s3:GetObject', ['s3getobject', 'getobject']],
    ['AWS_REGION', ['awsregion']],
    ['kms:Decrypt', ['kmsdecrypt']],
    ['arn:aws:s3:::bucket', ['arnawss3bucket']],
    ['eu-west-1', ['euwest1']],
    ['AWS::Lambda::Function', ['awslambdafunction']],
  ])('%s is found whole, squeezed', (text, wanted) => {
    expect(findIdentifiers(`before ${text} after`)).toEqual(expect.arrayContaining(wanted))
  })

  it('is found by its parts', () => {
    expect(toTerms('s3:GetObject')).toEqual(expect.arrayContaining([...toTerms('get'), ...toTerms('object')]))
    expect(toTerms('VPCEndpoint')).toEqual(expect.arrayContaining([...toTerms('vpc'), ...toTerms('endpoint')]))
  })

  it('is the same however it is separated and whatever its case', () => {
    expect(squeeze('S3-GetObject')).toBe(squeeze('s3:getobject'))
    expect(squeeze('ecs.task_definition')).toBe('ecstaskdefinition')
  })
})

describe('full width and half width', () => {
  it.each([
    ['ＡＷＳ', 'AWS'],
    ['１２３', '123'],
    ['ﾃｰﾌﾞﾙ', 'テーブル'],
    ['Ｓ３　ｂｕｃｋｅｔ', 'S3 bucket'],
    ['naïve', 'naive'],
  ])('%s is asked for as %s', (wide, narrow) => {
    expect(toTerms(wide)).toEqual(toTerms(narrow))
  })

  it('an identifier in full width is the same identifier', () => {
    expect(findIdentifiers('ｓ３：ＧｅｔＯｂｊｅｃｔ')).toEqual(findIdentifiers('s3:GetObject'))
  })

  it('a Japanese word is found inside a sentence without blanks', () => {
    const sentence = toTerms('テーブルの分散スタイルを選択します')
    for (const term of toTerms('分散スタイル')) expect(sentence).toContain(term)
  })
})
