import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt } from '../../src/search/excerpt.ts'

const wanted = new Map([
  ['quota', 3],
  ['rais', 2],
])

describe('an excerpt', () => {
  test('of a short passage is the passage without its heading', () => {
    expect(excerpt('## Quotas\n\nThe quota is 100.', wanted, 300)).toBe('The quota is 100.')
  })

  test('is made of whole sentences, those with the words that were asked for', () => {
    const before = 'Vaults hold objects. Objects have names. '.repeat(4)
    const text = `${before}The quota is 100 vaults. You can have it raised. ${'Names are unique. '.repeat(9)}`
    const shown = excerpt(text, wanted, 100)
    expect(shown).toMatch(/^The quota is 100 vaults\. You can have it raised\./)
    expect(shown).toMatch(/\.$/)
  })

  test('ends a Japanese sentence where it ends', () => {
    const text = `${'ボールトはオブジェクトを保存します。'.repeat(8)}quota は 100 です。${'名前は一意です。'.repeat(8)}`
    expect(excerpt(text, wanted, 60)).toMatch(/^quota は 100 です。(名前は一意です。)*$/)
  })

  test('keeps a code block whole when it fits', () => {
    const text = `${'Some words before it. '.repeat(9)}\n\n\`\`\`\nraise --quota 5\n\`\`\`\n\n${'Some words after it. '.repeat(9)}`
    expect(excerpt(text, wanted, 120)).toContain('```\nraise --quota 5\n```')
  })

  test('keeps rows of tables whole, whatever sentences stand in them', () => {
    const row = (name: string) => `| ${name} | It says a lot. It says it twice. |\n`
    const text = `| Name | Text |\n| --- | --- |\n${['a', 'b', 'quota', 'c', 'd'].map(row).join('')}`
    const lines = excerpt(text, wanted, 110).split('\n')
    expect(lines).toContain(row('quota').trim())
    for (const line of lines) expect(text).toContain(`${line}\n`)
  })

  test('is a slice of the passage, whatever the passage', () => {
    const text = fc.string({ unit: fc.constantFrom('quota ', 'a. B', '\n', '|', '```\n', '。', '料', ' ', 'word ') })
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 400 }), (passage, longest) => {
        const shown = excerpt(passage, wanted, longest)
        expect(passage).toContain(shown.replace(/ …$/, ''))
        expect(shown.length).toBeLessThanOrEqual(2 * longest + 2)
      }),
    )
  })
})
