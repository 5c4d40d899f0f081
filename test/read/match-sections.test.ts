import { describe, expect, test } from 'vitest'
import type { Section } from '../../src/core/page.ts'
import { matchSections } from '../../src/read/match-sections.ts'

const ENGLISH = outline([
  [1, 'Numeric types', 'numeric-types'],
  [2, 'Integer types', 'integer-types'],
  [3, 'Limits', 'integer-limits'],
  [2, 'Decimal types', 'decimal-types'],
  [3, 'Limits', 'decimal-limits'],
  [2, 'Notes on SUPER type', ''],
])
const JAPANESE = outline([
  [1, '数値型', 'numeric-types'],
  [2, '整数型', 'integer-types'],
  [3, '制限', 'integer-limits'],
])

describe('sections asked for by name', () => {
  test.each([
    ['the exact title', 'Decimal types', 'decimal-types'],
    ['another case, width and spacing', 'ｄｅｃｉｍａｌ　Types', 'decimal-types'],
    ['an anchor', 'integer-limits', 'integer-limits'],
    ['an anchor with its mark', '#integer-limits', 'integer-limits'],
    ['a URL with an anchor', 'https://docs.aws.amazon.com/x/latest/dg/y.html#decimal-limits', 'decimal-limits'],
    ['a heading path, where the title alone stands twice', 'Decimal types > Limits', 'decimal-limits'],
    ['a slip of the pen', 'Intger types', 'integer-types'],
    ['a part that only one title holds', 'Decimal', 'decimal-types'],
    ['a title in another language', '整数型', 'integer-types'],
  ])('are found by %s', (_, wanted, anchor) => {
    expect(matchSections([wanted], ENGLISH, [JAPANESE])[0]?.section?.anchor).toBe(anchor)
  })

  test('are found the other way round too: an English title on a Japanese page', () => {
    expect(matchSections(['Integer types'], JAPANESE, [ENGLISH])[0]?.section?.title).toBe('整数型')
  })

  test('that do not exist name the closest ones and no section', () => {
    const [match] = matchSections(['Pricing and billing'], ENGLISH, [JAPANESE])
    expect(match?.section).toBeUndefined()
    expect(match?.closest).toHaveLength(3)
  })

  test('keep the order in which they were asked for', () => {
    const titles = matchSections(['Decimal types', 'Integer types'], ENGLISH, []).map((match) => match.section?.title)
    expect(titles).toEqual(['Decimal types', 'Integer types'])
  })

  test('of one letter are no near match', () => {
    expect(matchSections(['x'], ENGLISH, [])[0]?.section).toBeUndefined()
  })
})

function outline(rows: [level: number, title: string, anchor: string][]): Section[] {
  const open: { level: number; title: string }[] = []
  return rows.map(([level, title, anchor], ordinal) => {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop()
    open.push({ level, title })
    return {
      ordinal,
      level,
      title,
      anchor,
      headingPath: open.map((o) => o.title),
      start: ordinal * 10,
      end: ordinal * 10 + 10,
    }
  })
}
