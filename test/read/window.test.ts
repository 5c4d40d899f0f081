// A reader goes from window to window: nothing may be lost, repeated or broken on the way, and code is worth keeping
// together.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutWhole } from '../../src/core/text/markdown-blocks.ts'
import { cutWindow, type Window } from '../../src/read/window.ts'
import { findFaults } from '../search/whole-markdown.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'word ',
        'long'.repeat(20),
        '\n',
        '\n\n',
        '\n# Heading\n',
        '\n```\n',
        '```sh\n',
        '````\n',
        '😀',
        '語',
        '| a | b |\n',
        '- x\n',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
)

function listWindows(whole: string, maxLength: number): Window[] {
  const windows: Window[] = []
  for (let start = 0; ; ) {
    const window = cutWindow(whole, start, maxLength)
    windows.push(window)
    if (window.isLast || windows.length > whole.length + 1) return windows
    start = window.end
  }
}

const isHalf = (char: string | undefined): boolean => /^[\ud800-\udfff]$/.test(char ?? '')

describe('windows on a text', () => {
  it('join to the whole text, one after another', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 200 }), (whole, maxLength) => {
        const windows = listWindows(whole, maxLength)
        expect(windows.map((window) => window.text).join('')).toBe(whole)
        expect(windows.at(-1)).toMatchObject({ end: whole.length, isLast: true })
      }),
    )
  })

  // One character of two units is more than a window of one unit, and better whole than never.
  it('are never longer than asked', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 200 }), (whole, maxLength) => {
        for (const window of listWindows(whole, maxLength)) expect(window.text.length).toBeLessThanOrEqual(maxLength)
      }),
    )
  })

  it('never split a character', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -5, max: 400 }),
        (whole, maxLength, start) => {
          const window = cutWindow(whole, start, maxLength)
          const chars = Array.from(window.text)
          expect(isHalf(chars[0])).toBe(false)
          expect(isHalf(chars.at(-1))).toBe(false)
        },
      ),
    )
  })

  it('say truly where they stand, whatever start and length are asked', () => {
    const anyNumber = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(text, anyNumber, anyNumber, (whole, start, maxLength) => {
        const window = cutWindow(whole, start, maxLength)
        expect(window.text).toBe(whole.slice(window.start, window.end))
        expect(window.isLast).toBe(window.end === whole.length)
        expect(window.isLast || window.end > window.start).toBe(true)
      }),
    )
  })
})

describe('a window ends', () => {
  const filler = (length: number): string => 'x'.repeat(length)

  it.each([
    ['before a heading, rather than at a later paragraph', `${filler(60)}\n\n## Next\n\nmore\n\n${filler(80)}`, 62],
    ['between paragraphs, rather than at a later line', `${filler(60)}\n\nline\nline\n${filler(80)}`, 62],
    ['at a line end, rather than at a later blank', `${filler(60)}\nword word ${filler(80)}`, 61],
    ['at a blank, where there is nothing better', `${filler(60)} ${filler(80)}`, 61],
    ['where it must, when nothing else is left', filler(200), 100],
    ['past its first half: a heading too early is passed over', `${filler(30)}\n\n## Next\n\n${filler(200)}`, 100],
  ])('%s', (_, whole, end) => {
    expect(cutWindow(whole, 0, 100).end).toBe(end)
  })

  it('before a code block that began in its second half, and not inside', () => {
    const code = `\`\`\`sh\n${'run it\n\n'.repeat(20)}\`\`\`\n`
    const whole = `${filler(60)}\n\n${code}after`
    expect(cutWindow(whole, 0, 100).text).toBe(`${filler(60)}\n\n`)
  })

  it('at a line end inside a code block longer than the window, never within a line', () => {
    const whole = `\`\`\`sh\n${'run it again\n'.repeat(40)}\`\`\`\n`
    const windows = listWindows(whole, 100)
    for (const window of windows) expect(window.text.endsWith('\n')).toBe(true)
    expect(windows.map((window) => window.text).join('')).toBe(whole)
  })

  it('knows code that began before it: what looks like a heading there is a comment', () => {
    const whole = `\`\`\`sh\n${filler(80)}\n# comment\n${filler(60)}\n\`\`\`\n\nafter\n${filler(100)}`
    const second = cutWindow(whole, 40, 200)
    expect(second.text).toContain('# comment')
    expect(second.text.endsWith('```\n\n')).toBe(true)
  })

  it.each(['```', '~~~', '````', '  ```'])('not inside of code behind a fence %s', (fence) => {
    const whole = `${filler(60)}\n\n${fence}sh\n${'run it\n\n'.repeat(20)}${fence}\nafter`
    expect(cutWindow(whole, 0, 100).text).toBe(`${filler(60)}\n\n`)
  })

  it('before the header of a table rather than between it and the first row', () => {
    const whole = `${filler(60)}\n| Name | Value |\n| --- | --- |\n| a | ${filler(80)} |\n`
    expect(cutWindow(whole, 0, 100).text).toBe(`${filler(60)}\n`)
  })

  it('before a code block that began early, where the next window has room for all of it', () => {
    const code = `\`\`\`sh\n${'run it again\n'.repeat(6)}\`\`\`\n`
    const whole = `${filler(20)}\n\n${code}after ${filler(100)}`
    expect(cutWindow(whole, 0, 100).text).toBe(`${filler(20)}\n\n`)
    expect(cutWindow(whole, 22, 100).text).toBe(code)
  })

  it('before a row of a table, however early the row began, and within one only where the window begins with it', () => {
    const header = '| Name | Value |\n| --- | --- |\n'
    const whole = `${header}| a | b |\n| c | ${filler(150)} |\n| d | e |\n`
    const first = `${header}| a | b |\n`
    expect(cutWindow(whole, 0, 120).text).toBe(first)
    expect(cutWindow(whole, first.length, 120).text).toHaveLength(120)
    const early = `Text.\n\n${header}| c | ${filler(150)} |\n`
    expect(cutWindow(early, 0, 120).text).toBe('Text.\n\n')
  })

  it('with the text, when all that is left fits', () => {
    expect(cutWindow('abc', 1, 2)).toEqual({ text: 'bc', start: 1, end: 3, isLast: true })
    expect(cutWindow('abc', 9, 2)).toEqual({ text: '', start: 3, end: 3, isLast: true })
  })
})

it('a window is whole to read: code in it is open nowhere, and rows have their header', () => {
  const code = `\`\`\`sh\n${'run it again\n'.repeat(30)}\`\`\`\n`
  const table = `| Name | Value |\n| --- | --- |\n${'| name | value |\n'.repeat(30)}`
  const whole = `Before.\n\n${code}\nBetween.\n\n${table}\nAfter.\n`
  const windows = listWindows(whole, 150)
  expect(windows.length).toBeGreaterThan(5)
  for (const { start, end } of windows)
    expect(findFaults(cutWhole(whole, start, end))).toEqual({ openFences: 0, rowsWithoutHeader: 0 })
})

describe('a heading', () => {
  const before = `${'word '.repeat(12)}.`
  it.each(['**Topics**', '**Example:**', '**To do it**:', '## Topics', '## Chapter\n\n### Topics'])(
    'stays with what it heads: %j',
    (heading) => {
      const whole = `${before}\n\n${heading}\n\n- first\n- second\n- third, which is long enough`
      const atHeading = before.length + 2
      for (let room = atHeading + 1; room < atHeading + heading.length + 4; room++)
        expect(cutWindow(whole, 0, room).end).toBeLessThanOrEqual(atHeading)
    },
  )

  it('is cut off where there is nothing else in the window', () => {
    expect(cutWindow('# A heading\n\nand its text, which is long', 0, 14).end).toBeGreaterThan(0)
  })
})
