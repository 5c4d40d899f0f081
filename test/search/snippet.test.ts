import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutSnippet } from '../../src/search/results/snippet.ts'
import { findFaults } from './whole-markdown.ts'

const wanted = new Map([
  ['quota', 3],
  ['rais', 2],
])

const cutExcerpt = (passage: string, weights: ReadonlyMap<string, number>, longest: number) =>
  cutSnippet(passage, 0, passage.length, weights, longest)
const WHOLE = { openFences: 0, rowsWithoutHeader: 0 }

describe('a snippet', () => {
  test('of a short passage is the passage without its heading', () => {
    expect(cutExcerpt('## Quotas\n\nThe quota is 100.', wanted, 300)).toBe('The quota is 100.')
  })

  test('is made of whole sentences, those with the words that were asked for', () => {
    const before = 'Vaults hold objects. Objects have names. '.repeat(4)
    const text = `${before}The quota is 100 vaults. You can have it raised. ${'Names are unique. '.repeat(9)}`
    const shown = cutExcerpt(text, wanted, 100)
    expect(shown).toMatch(/^The quota is 100 vaults\. You can have it raised\./)
    expect(shown).toMatch(/\.$/)
  })

  test('does not end in the number of a step, or a label, whose text is not shown', () => {
    const steps = '1. Raise the quota.\n2. Wait.\n3. '
    expect(cutExcerpt(`${steps}${'x'.repeat(400)}`, wanted, 60)).toBe('1. Raise the quota.\n2. Wait.')
    expect(cutExcerpt('The quota can be raised.\n\n**Topics**\n\n', wanted, 300)).toBe('The quota can be raised.')
    expect(cutExcerpt('The quota can be raised.\n\n> **Note**\n>\n> ', wanted, 300)).toBe('The quota can be raised.')
  })

  test.each([
    ['code', '```\nquota raise\n```'],
    ['a list', '- quota\n- raise'],
  ])('shows %s with the line that leads into it', (_, block) => {
    const lead = 'Do the following:'
    const text = `${'Names are unique. '.repeat(9)}\n\n${lead}\n\n${block}\n\n${'Wait a day. '.repeat(9)}`
    expect(cutExcerpt(text, wanted, 60)).toMatch(new RegExp(`^${lead}\n\n${block.slice(0, 7)}`))
  })

  test('does not end in a line that leads into what is not shown', () => {
    const text = `The quota can be raised. It takes a day.\n\nDo the following:\n\n1. ${'Open the page. '.repeat(9)}`
    expect(cutExcerpt(text, wanted, 70)).toBe('The quota can be raised. It takes a day.')
  })

  test('at the end of the passage leaves no room unused', () => {
    const text = `${'Vaults hold objects. '.repeat(9)}The quota is 100. You can have it raised.`
    expect(cutExcerpt(text, wanted, 90)).toMatch(
      /^Vaults hold objects\. .*The quota is 100\. You can have it raised\.$/,
    )
  })

  test('begins below the title of the page, whatever stands above that', () => {
    const text = '---\n\n**Tell us what you think!**\n\nTake the survey.\n\n---\n\n# Quotas\n\nThe quota is 100.'
    expect(cutExcerpt(text, wanted, 300)).toBe('The quota is 100.')
    const code = 'Install it:\n\n```\n# a comment\nquota\n```'
    expect(cutExcerpt(code, wanted, 300)).toBe(code)
  })

  test('ends a Japanese sentence where it ends', () => {
    const text = `${'ボールトはオブジェクトを保存します。'.repeat(8)}quota は 100 です。${'名前は一意です。'.repeat(8)}`
    expect(cutExcerpt(text, wanted, 60)).toMatch(/^quota は 100 です。(名前は一意です。)*$/)
  })

  test('keeps a code block whole when it fits', () => {
    const text = `${'Some words before it. '.repeat(9)}\n\n\`\`\`\nraise --quota 5\n\`\`\`\n\n${'Some words after it. '.repeat(9)}`
    expect(cutExcerpt(text, wanted, 120)).toContain('```\nraise --quota 5\n```')
  })

  test('keeps rows of tables whole, whatever sentences stand in them', () => {
    const row = (name: string) => `| ${name} | It says a lot. It says it twice. |\n`
    const text = `| Name | Text |\n| --- | --- |\n${['a', 'b', 'quota', 'c', 'd'].map(row).join('')}`
    const lines = cutExcerpt(text, wanted, 110).split('\n')
    expect(lines).toContain(row('quota').trim())
    for (const line of lines) expect(text).toContain(`${line}\n`)
  })

  test('of rows has their header, though the passage begins below it', () => {
    const row = (name: string) => `| ${name} | It says a lot. |\n`
    const page = `| Name | Text |\n| --- | --- |\n${['a', 'b', 'c', 'quota', 'd'].map(row).join('')}\nAfter it.`
    const start = page.indexOf('| c |')
    expect(cutSnippet(page, start, page.length, wanted, 50)).toBe(
      '| Name | Text |\n| --- | --- |\n| quota | It says a lot. |',
    )
  })

  test.each([
    ['a fence with its language', '```', '```python'],
    ['a longer fence, which may hold a shorter one', '````', '````md'],
    ['a fence of tildes', '~~~', '~~~ sh'],
    ['a fence in a list', '   ```', '   ```yaml'],
  ])('that begins and ends inside of code is opened and closed: %s', (_, closing, opening) => {
    const code = (name: string) => `   ${name}: one value of many\n`.repeat(6)
    const page = `Some words.\n\n${opening}\n${code('before')}${'   quota: raise\n'}${code('after')}${closing}\n\nMore words.`
    for (const start of [0, page.indexOf('before', 60)]) {
      const shown = cutSnippet(page, page.lastIndexOf('\n', start) + 1, page.length, wanted, 90)
      expect(shown.split('\n').at(0)).toBe(opening)
      expect(shown.split('\n').at(-1)).toBe(closing)
      expect(shown).toContain('quota: raise\n')
    }
  })

  test('of code that is too long goes on as far as there is room, line by line', () => {
    const lines = Array.from({ length: 30 }, (_, at) => `  "key${at}": "some value",`).join('\n')
    const shown = cutExcerpt(`The quota is raised so:\n\n\`\`\`json\n${lines}\n\`\`\``, wanted, 500)
    expect(shown.length).toBeGreaterThan(460)
    expect(shown.length).toBeLessThanOrEqual(500)
  })

  test('ends no sentence inside of inline code', () => {
    const passage = `The quota is reset by \`cron(0 12 * * ? *)\` at noon. ${'Something else is done then. '.repeat(9)}`
    expect(cutExcerpt(passage, wanted, 60)).toBe('The quota is reset by `cron(0 12 * * ? *)` at noon.')
    expect(cutExcerpt(`${'Something else is done. '.repeat(9)}${passage}`, wanted, 60)).toContain(
      '`cron(0 12 * * ? *)`',
    )
  })

  test('leaves out the rules above a heading', () => {
    expect(cutExcerpt('---\n\n---\n\n# Raising a quota\n\nAsk for it.', wanted, 60)).toBe('Ask for it.')
  })

  test('that must cut inside a line closes what it opened', () => {
    const long = `quota ${'x '.repeat(900)}`
    expect(cutExcerpt(`\`\`\`json\n${long}\n\`\`\``, wanted, 100)).toMatch(/^```json\nquota [x ]+ …\n```$/)
    expect(cutExcerpt(`| A | B |\n| --- | --- |\n| ${long} | b |`, wanted, 100)).toMatch(
      /^\| A \| B \|\n\| --- \| --- \|\n\| quota [x ]+ … \|$/,
    )
    expect(cutExcerpt(`A \`${long}\` ends`, wanted, 100)).toMatch(/^A `quota [x ]+` …$/)
    expect(
      cutExcerpt(`${'It says so '.repeat(7)}[quota](https://example.com/${'x'.repeat(300)})`, wanted, 100),
    ).toMatch(/^[A-Za-z ]+ …$/)
  })

  test('of prose is a slice of the passage, whatever the passage', () => {
    const text = fc.string({ unit: fc.constantFrom('quota ', 'a. B', '\n', '。', '料', ' ', 'word ', '- ', '> ') })
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 400 }), (passage, longest) => {
        const shown = cutExcerpt(passage, wanted, longest)
        expect(passage).toContain(shown.replace(/ …$/, ''))
        expect(shown.length).toBeLessThanOrEqual(2 * longest + 2)
      }),
    )
  })

  test('leaves no code open and no row without its header, whatever part of a page the passage is', () => {
    const words = fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,12}\. Quota [a-z]{2,30}[.。]$/)
    const line = fc.constantFrom(
      'quota: raise',
      '| no | table |',
      '# no heading',
      'x'.repeat(300),
      '',
      'a b '.repeat(40),
    )
    const lines = fc.array(line, { minLength: 1, maxLength: 12 })
    const fence = fc.constantFrom('```', '````', '~~~', '~~~~~')
    const code = fc
      .tuple(fence, fc.constantFrom('', 'json', ' sh'), lines, fc.constantFrom('', '  ', '    '))
      .map(([mark, info, inside, indent]) =>
        [`${mark}${info}`, ...inside, mark].map((one) => `${indent}${one}`).join('\n'),
      )
    const cell = fc.constantFrom('quota', 'a b', '`x`', 'long '.repeat(60), '', '[link](https://example.com)')
    const row = fc.tuple(cell, cell).map(([a, b]) => `| ${a} | ${b} |`)
    const table = fc
      .array(row, { minLength: 1, maxLength: 12 })
      .map((rows) => ['| A | B |', '| --- | :-: |', ...rows].join('\n'))
    const list = fc
      .array(words, { minLength: 1, maxLength: 5 })
      .map((items) => items.map((one, at) => `${'  '.repeat(at)}- ${one}`).join('\n'))
    const heading = words.map((one) => `## ${one}`)
    const page = fc.array(fc.oneof(words, code, table, list, heading), { minLength: 1, maxLength: 6 })
    const unit = fc.tuple(page, fc.nat(), fc.nat(), fc.integer({ min: 10, max: 500 }))
    fc.assert(
      fc.property(unit, ([parts, one, other, longest]) => {
        const markdown = parts.join('\n\n')
        // Passages begin and end with lines.
        const starts = [0, ...[...markdown.matchAll(/\n/g)].map(({ index }) => index + 1), markdown.length]
        const [start = 0, end = 0] = [one, other].map((n) => starts[n % starts.length] ?? 0).sort((a, b) => a - b)
        const shown = cutSnippet(markdown, start, end, wanted, longest)
        expect(findFaults(shown), shown).toEqual(WHOLE)
      }),
      { numRuns: 500 },
    )
  })
})
