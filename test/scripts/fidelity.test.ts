import { describe, expect, it } from 'vitest'
import { checkPage, type PageVerdict } from '../../scripts/fidelity/check-page.ts'
import { findMissingTokens, splitTokens } from '../../scripts/fidelity/in-order-share.ts'
import { readReferenceContent } from '../../scripts/fidelity/reference-content.ts'
import { extractOrFail, makeSitePage, readFixture } from '../extract/site-page.ts'

const html = makeSitePage(
  ['structure', 'notes', 'code', 'tables']
    .map((name) => readFixture(`${name}.html`).replace(/<h1.*?<\/h1>/, ''))
    .join('\n'),
)
const { markdown } = extractOrFail(html)

function checkText(text: string): PageVerdict {
  const reference = readReferenceContent(html)
  if (!reference) throw new Error('the fixture has main content')
  return checkPage(reference, text)
}

describe('the fidelity check', () => {
  // One word: the second header of the table that is written row by row stands at its first value, not beside the first
  // header.
  it('finds next to nothing wrong with a faithful page', () => {
    expect(checkText(markdown)).toMatchObject({ missing: ['Allowed'], brokenCode: [], missingCells: [], chrome: [] })
    expect(checkText(markdown)).toMatchObject({ codeBlocks: 12, cells: 28 })
  })

  it('counts a lost paragraph, and words out of order', () => {
    expect(checkText(markdown.replace('Belts wear.', ''))).toMatchObject({
      missingWords: 4,
      missing: ['Belts wear .', 'Allowed'],
    })
    expect(checkText(markdown.replace('Belts wear.', 'wear Belts.')).missingWords).toBe(2)
  })

  it('counts changed case and lost punctuation', () => {
    expect(checkText(markdown.replace('Belts wear.', 'belts wear')).missingWords).toBe(3)
  })

  it('counts a single changed byte of code', () => {
    expect(checkText(markdown.replace('  --grain', ' --grain')).brokenCode).toEqual(['pour --slowly\n  --grain'])
    expect(checkText(markdown.replace('\t"tab"', '  "tab"')).brokenCode).toHaveLength(1)
  })

  it('counts a lost cell', () => {
    expect(checkText(markdown.replace('Whisky.', '')).missingCells).toEqual(['Bread. Whisky.'])
  })

  it('counts chrome', () => {
    expect(checkText(`${markdown}\n\nDid this page help you?\n\nCopy\n`).chrome).toEqual([
      'Did this page help you',
      'Copy',
    ])
  })
})

describe('findMissingTokens', () => {
  it('is what no common subsequence can hold', () => {
    const lost = (source: string, target: string): number =>
      findMissingTokens(splitTokens(source), splitTokens(target)).length
    expect(lost('a b c d', 'x a y b z c d')).toBe(0)
    expect(lost('a b c d', 'd c b a')).toBe(3)
    expect(lost('the mill and the barn', 'the barn and the mill')).toBe(2)
    expect(lost('粉を挽く', '粉挽く')).toBe(1)
  })
})
