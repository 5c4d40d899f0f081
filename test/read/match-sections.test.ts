import { describe, expect, test } from 'vitest'
import type { Section } from '../../src/core/model/page.ts'
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
    expect(matchSections([wanted], ENGLISH, [JAPANESE])[0]?.sections[0]?.anchor).toBe(anchor)
  })

  test('are found the other way round too: an English title on a Japanese page', () => {
    expect(matchSections(['Integer types'], JAPANESE, [ENGLISH])[0]?.sections[0]?.title).toBe('整数型')
  })

  test.each(['COPY の構文', 'COPYの構文', '構文 COPY', 'syntax of COPY', 'Syntax for the COPY'])(
    '%s is the syntax of COPY, and not the page of that name, in either language',
    (wanted) => {
      const english = outline([
        [1, 'COPY', 'copy'],
        [2, 'COPY syntax', 'copy-syntax'],
        [2, 'COPY examples', 'copy-examples'],
      ])
      const japanese = outline([
        [1, 'COPY', 'copy'],
        [2, 'COPY 構文', 'copy-syntax'],
        [2, 'COPY コマンドの例', 'copy-examples'],
      ])
      for (const [here, there] of [
        [english, japanese],
        [japanese, english],
      ] as const) {
        const [match] = matchSections([wanted], here, [there])
        expect(match?.sections.map(({ anchor }) => anchor)).toEqual(['copy-syntax'])
        expect(match?.isNear).toBe(true)
      }
    },
  )

  test('that do not exist name the closest ones and no section', () => {
    const [match] = matchSections(['Pricing and billing'], ENGLISH, [JAPANESE])
    expect(match?.sections).toEqual([])
    expect(match?.closest).toHaveLength(3)
  })

  test('keep the order in which they were asked for', () => {
    const titles = matchSections(['Decimal types', 'Integer types'], ENGLISH, []).map(
      (match) => match.sections[0]?.title,
    )
    expect(titles).toEqual(['Decimal types', 'Integer types'])
  })

  const SIGNS = outline([
    [1, 'Operators & SDKs', 'page'],
    [2, 'C++', 'cpp'],
    [2, 'C#', 'csharp'],
    [2, 'c', 'c-lower'],
    [2, 'C', 'c'],
    [2, '>', 'greater'],
    [2, '!=', 'unequal'],
    [2, 'Version 11.0', 'v110'],
    [2, 'Version 1.10', 'v1-10'],
    [2, 'Step 2: Create the role', 's2'],
    [2, 'Step 3: Create the role', 's3'],
    [2, 'What is billed?', 'billed'],
  ])

  test.each([
    ['C++', 'cpp'],
    ['c#', 'csharp'],
    ['C', 'c'],
    ['c', 'c-lower'],
    ['>', 'greater'],
    ['!=', 'unequal'],
    ['Version 1.10', 'v1-10'],
    ['version 11.0', 'v110'],
    ['Step 3 - create the roel', 's3'],
    ['what is billed', 'billed'],
    ['Operators & SDKs > C++', 'cpp'],
  ])('that differ in signs and figures only are told apart: %s', (wanted, anchor) => {
    expect(listAnchors(wanted, SIGNS)).toEqual([anchor])
  })

  test.each(['Version 1.1', 'F#', '<', '==', 'Step 4: Create the role'])('%s is none of them', (wanted) => {
    expect(listAnchors(wanted, SIGNS)).toEqual([])
  })

  test('with the same title are all found, and one of them by its path, as it is printed', () => {
    expect(listAnchors('Limits', ENGLISH)).toEqual(['integer-limits', 'decimal-limits'])
    expect(listAnchors('limits:', ENGLISH)).toEqual(['integer-limits', 'decimal-limits'])
    for (const { headingPath, anchor } of ENGLISH.filter((section) => section.anchor !== ''))
      expect(listAnchors(headingPath.join(' > '), ENGLISH)).toEqual([anchor])
  })

  test('are found by a title in another language without an anchor, where the pages are built alike', () => {
    const english = outline([
      [1, 'Lamps', ''],
      [2, 'Limits', ''],
    ])
    const japanese = outline([
      [1, 'ランプ', ''],
      [2, '制限', ''],
    ])
    const [match] = matchSections(['制限'], english, [japanese])
    expect(match?.sections.map(({ title }) => title)).toEqual(['Limits'])
  })

  const COPY = outline([
    [1, 'COPY', 'copy'],
    [2, 'COPY 構文', 'copy-syntax'],
    [2, '構文の概要と各パラメータ', 'copy-overview'],
    [2, 'COPY コマンドの構文', 'copy-command'],
    [2, '使用に関する注意事項', 'copy-notes'],
    [3, '例: ファイル', 'copy-example'],
  ])
  const PLAIN = outline([
    [1, 'UNLOAD command', 'unload'],
    [2, 'Syntax', 'unload-syntax'],
    [2, 'Usage notes', 'unload-notes'],
    [2, 'Unload examples', 'unload-examples'],
    [2, 'More about unload examples', 'unload-more'],
    [2, 'Return type', 'unload-type'],
    [2, 'Step 1: Load', 'unload-1'],
    [2, 'Step 12: Unload', 'unload-12'],
  ])

  test.each([
    ['構文', COPY, 'copy-syntax'],
    ['Syntax', COPY, 'copy-syntax'],
    ['使用上の注意', COPY, 'copy-notes'],
    ['usage notes', COPY, 'copy-notes'],
    ['例', COPY, 'copy-example'],
    ['Examples', COPY, 'copy-example'],
    ['構文', PLAIN, 'unload-syntax'],
    ['使用上の注意', PLAIN, 'unload-notes'],
    ['戻り型', PLAIN, 'unload-type'],
    ['Step 1', PLAIN, 'unload-1'],
  ])('by a name that one title alone begins or ends with, or by another usual name: %s', (wanted, page, anchor) => {
    const [match] = matchSections([wanted], page, [])
    expect([match?.sections.map((section) => section.anchor), match?.isNear]).toEqual([[anchor], true])
  })

  test('by such a name are not found where two titles end with it, or where it is part of a word or another name', () => {
    for (const wanted of ['例', 'Examples', '戻り値']) expect(listAnchors(wanted, PLAIN)).toEqual([])
    const signs = outline([
      [1, 'SDKs', 'sdks'],
      [2, 'C++ and more', 'cpp'],
    ])
    expect(listAnchors('C', signs)).toEqual([])
  })

  test('of one letter are no near match', () => {
    expect(matchSections(['x'], ENGLISH, [])[0]?.sections).toEqual([])
  })
})

function listAnchors(wanted: string, sections: readonly Section[]): string[] {
  return matchSections([wanted], sections, [])[0]?.sections.map(({ anchor }) => anchor) ?? []
}

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
