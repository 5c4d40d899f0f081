import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPlainText } from '../../src/core/text/plain-text.ts'
import { makeAnyText } from '../any-text.ts'

const toWords = (markdown: string): string => toPlainText(markdown).text.replace(/\s+/g, ' ').trim()

describe('the text of Markdown', () => {
  it.each([
    [
      'keeps words of links and drops their targets',
      'see [the guide](https://x.y/a_(b).html) now',
      'see [the guide now',
    ],
    ['keeps the text of images', '![a diagram](https://x.y/z.png)', '![a diagram'],
    ['drops escapes', String.raw`a \* b \_ c \[d\] \<e>`, 'a * b _ c [d] <e>'],
    ['drops rules of tables', '| a | b |\n| --- | :-: |\n| 1 | 2 |', '| a | b | | 1 | 2 |'],
    ['drops tags in cells', '| one<br>two | H<sub>2</sub>O |', '| one two | H 2 O |'],
    ['keeps what only looks like a tag', 'if a < b and 1<2', 'if a < b and 1<2'],
  ])('%s', (_, markdown, text) => {
    expect(toWords(markdown)).toBe(text)
  })

  it('keeps code as it is, and names it', () => {
    const block = 'def f(x):\n    return "[a](b) <c> \\* | --- |"'
    const { text, code } = toPlainText(`Use \`s3:GetObject\`:\n\n\`\`\`python\n${block}\n\`\`\`\n`)
    expect(code).toEqual(['s3:GetObject', block])
    expect(text).toContain(block)
    expect(text).not.toContain('```')
  })

  it('keeps code that holds backticks in one piece', () => {
    expect(toPlainText('Use `` a`b `` here')).toEqual({ text: 'Use  a`b  here', code: [' a`b '] })
    expect(toPlainText('````\n```\ninner\n```\n````').code).toEqual(['```\ninner\n```'])
  })
})

describe('any text whatever', () => {
  const markdown = fc.string({
    unit: fc.constantFrom(
      '`',
      '```',
      '\n',
      '|',
      '-',
      '---',
      '[',
      '](',
      ')',
      '<',
      '>',
      '\\',
      '*',
      'a',
      ' ',
      'あ',
      '\ud800',
    ),
    maxLength: 200,
  })

  it('gives a text, without adding letters', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, makeAnyText()), (text) => {
        const letters = (one: string): number => one.replace(/[^\p{L}]/gu, '').length
        expect(letters(toPlainText(text).text)).toBeLessThanOrEqual(letters(text))
      }),
    )
  })

  it('gives code that stands in its text', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const plain = toPlainText(text)
        for (const code of plain.code) expect(plain.text).toContain(code)
      }),
    )
  })

  it('without markup is its own text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '1', ' ', '.', ',', '語', '\n', '_', ':') }), (text) => {
        expect(toPlainText(text)).toEqual({ text, code: [] })
      }),
    )
  })
})

// Each took minutes, or had no end.
it.each([
  ['fences that nothing closes', '```x\n'.repeat(200_000)],
  ['fences of every length', Array.from({ length: 1500 }, (_, n) => `${'`'.repeat(n + 3)}\n`).join('')],
  [
    'runs of backticks of every length in one line',
    Array.from({ length: 1500 }, (_, n) => `${'`'.repeat(n + 1)}a`).join(''),
  ],
  ['a line of blanks and dashes that is no rule', `${' '.repeat(50_000)}${'-'.repeat(50_000)}x`],
])('a million characters cost no more than that: %s', (_, markdown) => {
  expect(toPlainText(markdown).text.length).toBeGreaterThan(markdown.length / 2)
})

it('a fence is closed by as many backticks, or by fewer where there is no such line', () => {
  expect(toPlainText('````a\nx\n```\ny\n````\nz').code).toEqual(['x\n```\ny'])
  expect(toPlainText('````a\nx\n```\ny').code).toEqual(['x'])
  expect(toPlainText('```\n```\nx').code).toEqual([])
  expect(toPlainText('say ``a`b`` and `c').code).toEqual(['a`b'])
})
