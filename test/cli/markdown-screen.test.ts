import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { measureWidth } from '../../src/cli/terminal/display-width.ts'
import { renderMarkdownLines } from '../../src/cli/terminal/markdown-screen.ts'
import { stylePieces } from '../../src/cli/terminal/style.ts'
import { renderTableLines } from '../../src/cli/terminal/table-screen.ts'
import { measureCpuMs } from '../cpu-time.ts'

const QUOTAS = [
  ['Resource', 'Quota'],
  ['Memory', '128 MB to 3,008 MB, in steps of 64 MB'],
  ['タイムアウト', '15 分 (900 秒) を超えることはできません。'],
]

const renderText = (markdown: string, columns = 60, isBrief = false) =>
  renderMarkdownLines(markdown, { columns, isBrief }).map(({ text }) => text)

describe('a table on a terminal', () => {
  it('is as wide as it wants to be where there is room, ideographs counted for two', () => {
    expect(renderTableLines(QUOTAS, 80)).toEqual([
      '┌──────────────┬───────────────────────────────────────────┐',
      '│ Resource     │ Quota                                     │',
      '├──────────────┼───────────────────────────────────────────┤',
      '│ Memory       │ 128 MB to 3,008 MB, in steps of 64 MB     │',
      '│ タイムアウト │ 15 分 (900 秒) を超えることはできません。 │',
      '└──────────────┴───────────────────────────────────────────┘',
    ])
  })

  it('breaks its cells where there is not, with a rule between its rows', () => {
    expect(renderTableLines(QUOTAS, 40)).toMatchInlineSnapshot(`
      [
        "┌──────────────┬───────────────────────┐",
        "│ Resource     │ Quota                 │",
        "├──────────────┼───────────────────────┤",
        "│ Memory       │ 128 MB to 3,008 MB,   │",
        "│              │ in steps of 64 MB     │",
        "├──────────────┼───────────────────────┤",
        "│ タイムアウト │ 15 分 (900 秒) を超え │",
        "│              │ ることはできません。  │",
        "└──────────────┴───────────────────────┘",
      ]
    `)
  })

  it('is a list of its rows where columns would be too narrow to read', () => {
    expect(
      renderTableLines(
        [
          ['Name', 'Type', 'Note'],
          ['memory-size-of-function', 'integer', 'in MB'],
          ['x', '', 'y'],
        ],
        24,
      ),
    ).toEqual(['Name:', '  memory-size-of-functio', '  n', 'Type: integer', 'Note: in MB', '', 'Name: x', 'Note: y'])
  })

  it('is never wider than the screen, whatever stands in it', () => {
    const words = [
      '',
      'a',
      '日本語のとても長いセルの内容です',
      'arn:aws:lambda:us-east-1:123456789012:function:x',
      'two words',
    ]
    for (let columns = 20; columns <= 130; columns += 11)
      for (let count = 1; count <= 7; count++)
        for (const line of renderTableLines(
          Array.from({ length: 4 }, (_, row) => Array.from({ length: count }, (_, at) => words[(row + at) % 5] ?? '')),
          columns,
        ))
          expect(measureWidth(line)).toBeLessThanOrEqual(columns)
  })
})

it('a table of more cells than a call takes arguments is drawn', () => {
  const row = (n: number) => `| action-${n} | ${n} | 日本語 | x | y |`
  const rows = Array.from({ length: 30_000 }, (_, n) => row(n)).join('\n')
  expect(renderText(`${row(0)}\n| --- | --- | --- | --- | --- |\n${rows}`, 100).length).toBe(30_004)
})

describe('Markdown on a terminal', () => {
  it('keeps code and the rest as they are and draws tables', () => {
    const markdown =
      '# Title\n\nText.\n\n| A | B |\n| --- | --- |\n| 1 \\| 2 | `c` [d](https://e.example/f) |\n\n```json\n{ "a": "| b |" }\n```\nEnd.'
    expect(renderText(markdown)).toEqual([
      '# Title',
      '',
      'Text.',
      '',
      '┌───────┬─────┐',
      '│ A     │ B   │',
      '├───────┼─────┤',
      '│ 1 | 2 │ c d │',
      '└───────┴─────┘',
      '',
      '```json',
      '{ "a": "| b |" }',
      '```',
      'End.',
    ])
    expect(
      renderMarkdownLines(markdown, { columns: 60 })
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'text'),
    ).toEqual(['heading', 'fence', 'code', 'fence'])
  })

  it('breaks text between words, lists hanging, and leaves an address whole', () => {
    expect(renderText('- one two three four\n  1. five six seven', 14)).toEqual([
      '- one two',
      '  three four',
      '  1. five six',
      '     seven',
    ])
    expect(renderText('see https://docs.aws.amazon.com/lambda/latest/dg/welcome.html now', 20)).toEqual([
      'see',
      'https://docs.aws.amazon.com/lambda/latest/dg/welcome.html',
      'now',
    ])
  })

  it('in short has the words of links alone', () => {
    expect(renderText('See [the *guide*](https://e.example/a_(b)) and `[x](y)` and 2\\^63.', 80, true)).toEqual([
      'See the *guide* and `[x](y)` and 2^63.',
    ])
  })

  it('takes no longer for markup that never ends', () => {
    const endless = [
      '['.repeat(50_000),
      '!['.repeat(30_000),
      '`['.repeat(30_000),
      '\\'.repeat(50_000),
      '|'.repeat(3000),
    ]
    const cost = measureCpuMs(() => {
      for (const markdown of endless) renderText(`${markdown}\n`, 60, true)
    })
    expect(cost).toBeLessThan(4000)
  })
})

it('no text of a page is a command to the terminal, also in a colour', () => {
  const screen = { isTerminal: true, columns: 80, hasColours: true }
  const evil = '\u001b]52;c;ZXZpbA==\u0007\u009b2J\u202e'
  const shown = stylePieces(
    [{ text: evil, style: 'match' }, { text: renderText(`| ${evil} | b |\n| --- | --- |`).join('') }],
    screen,
  )
  // Ours alone: bold, yellow, and their ends.
  expect(shown.split('\u001b')).toHaveLength(5)
  expect(stripVTControlCharacters(shown)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  expect(stylePieces([{ text: 'a', style: 'match' }], { ...screen, hasColours: false })).toBe('a')
})
