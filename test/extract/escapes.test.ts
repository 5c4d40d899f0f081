// Text is text: whatever characters a page holds, a Markdown renderer shows the same again. `marked` is the judge, by
// way of the fidelity check's reading.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMarkdownText } from '../../scripts/fidelity/markdown-text.ts'
import { toPlainText } from '../../src/core/text/plain-text.ts'
import { extractOrFail, makeSitePage } from './site-page.ts'

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()

function toMarkdown(content: string): string {
  return extractOrFail(makeSitePage(`<h1 id="t">T</h1>${content}`)).markdown
}

function render(content: string): string {
  return squeeze(readMarkdownText(toMarkdown(content)).text.replace('T', ''))
}

const FORMS: readonly [string, (text: string) => string][] = [
  ['a paragraph', (text) => `<p>${text}</p>`],
  ['an item of a list', (text) => `<ul><li><p>${text}</p></li><li>z</li></ul>`],
  ['a note', (text) => `<div class="awsdocs-note"><div class="awsdocs-note-text"><p>${text}</p></div></div>`],
]

describe('characters that mean something in Markdown', () => {
  it.each([
    ...['+', '-', '*', '#', '###', '---', '1.', '2)', '1) first', '1. first', '- item', '+ item', '# title', '> quote'],
    ...[
      '\\',
      '\\\\',
      "('\\\\')",
      '\\$',
      '"\\"',
      'C:\\dir\\*.txt',
      'ends in \\',
      '(=~), not (!~)',
      '~~gone~~',
      '~/.aws',
    ],
    ...['a*b*c', '**', '__init__', '_a_', 'AWS_REGION', '`tick`', '``', '<b>', '</a>', '<!-- x -->', '<https://x.y>'],
    ...['&lt;', '&amp;amp;', '&#35;', '[a](b)', '![a](b)', '[a]: b', '[x] done', '| a | b |', 'a | b', '{a}', 'x^2'],
  ])('%s stays as it is', (text) => {
    for (const [, form] of FORMS) {
      expect(render(form(escapeHtml(text))).replace(/ z$/, '')).toBe(text)
    }
  })

  it('in a cell stay as they are, bars and backslashes included', () => {
    const cells = ['a|b', '\\|', '\\\\', '*', '`', '<i>', '-', '+', '1.', '~x~', '&lt;']
    const rows = cells.map((cell) => `<tr><td>${escapeHtml(cell)}</td><td>z</td></tr>`).join('')
    const table = `<table><thead><tr><th>A</th><th>B</th></tr></thead>${rows}</table>`
    expect(render(table)).toBe(`A B ${cells.map((cell) => `${cell} z`).join(' ')}`)
  })

  it.each([
    ['<b>[保存]</b>を選びます。', '\\[保存]を選びます。', '[保存]を選びます。'],
    ['次の<b>「箱」</b>です', '次の「箱」です', '次の「箱」です'],
    ['<b>[保存]</b> を選びます。', '**[保存]** を選びます。', '[保存] を選びます。'],
    ['<b>保存</b>を選びます。', '**保存**を選びます。', '保存を選びます。'],
    ['It is <em>"on"</em>ly', 'It is "on"ly', 'It is "on"ly'],
    ['It is <em>"on"</em>, now', 'It is *"on"*, now', 'It is "on", now'],
  ])('emphasis that would show its marks is left out: %s', (html, markdown, text) => {
    expect(toMarkdown(`<p>${html}</p>`).replace('\\[', '[')).toBe(`# T\n\n${markdown.replace('\\[', '[')}`)
    expect(render(`<p>${html}</p>`)).toBe(text)
  })

  it('names stay readable: nothing is escaped that needs no escape', () => {
    const text =
      'AWS_REGION, s3:GetObject, arn:aws:s3:::b/*.txt? C++ and C#; 3.14, a-b, x > y, Tom & Jerry, ~/.aws, f(x)[0]'
    expect(toMarkdown(`<p>${escapeHtml(text)}</p>`)).toBe(`# T\n\n${text.replace('*', '\\*')}`)
  })

  const text = fc
    .string({
      unit: fc.constantFrom(...'ab1 \\`*_[]()#+-.!<>|~&;:"\'{}$@=/', 'ab ', '語', '1. ', '&lt;'),
      minLength: 1,
      maxLength: 25,
    })
    .map(squeeze)
    .filter((one) => /[a-z1]/.test(one))

  it('in any order are shown as they are', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(render(`<p>${escapeHtml(one)}</p>`)).toBe(one)
      }),
      { numRuns: 500 },
    )
  })

  it('are gone from the text that is indexed, whose words are those of the page', () => {
    fc.assert(
      fc.property(text, (one) => {
        const words = (from: string): string => from.replace(/[^\p{L}\p{N}]+/gu, '')
        expect(words(toPlainText(toMarkdown(`<p>${escapeHtml(one)}</p>`)).text)).toBe(`T${words(one)}`)
      }),
    )
  })
})
