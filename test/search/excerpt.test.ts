// Two excerpts of a page are as whole as one, wherever they are cut.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Section } from '../../src/core/model/page.ts'
import { toTerms } from '../../src/core/text/terms.ts'
import { cutExcerpts } from '../../src/search/results/excerpt.ts'
import { findFaults } from './whole-markdown.ts'

const PARTS = [
  'The quota is raised on request. It takes a day, and nobody is told.',
  '```json\n{ "quota": 5,\n  "vault": "all" }\n```',
  '| Item | Quota |\n| --- | --- |\n| Vaults | 5 |\n| Keys | 12 |',
  '1. Open the vault.\n2. Choose **Empty**.\n\n   ```\n   vault empty\n   ```',
]

test('leave no code open and no row without its header, and keep to the room there is', () => {
  const part = fc.constantFrom(...PARTS, `${PARTS[0]} `.repeat(6).trim(), `${PARTS[1]}\n\n${PARTS[2]}`)
  const page = fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 })
  const unit = fc.tuple(page, fc.nat(), fc.nat(), fc.double({ min: 0, max: 4, noNaN: true }))
  fc.assert(
    fc.property(unit, fc.integer({ min: 300, max: 900 }), ([parts, one, two, behind], longest) => {
      const texts = parts.map((some, at) => `## Section ${at}\n\n${some.join('\n\n')}\n\n`)
      const markdown = texts.join('')
      let from = 0
      const sections = texts.map((text, ordinal): Section => {
        const start = from
        from += text.length
        const title = `Section ${ordinal}`
        return { ordinal, level: 2, title, anchor: '', headingPath: [title], start, end: from }
      })
      const [best, other] = [one, two].map((n) => sections[n % sections.length] as Section) as [Section, Section]
      const passage = {
        ...best,
        section: best,
        markdown,
        sections,
        countTerms: () => 0,
        getTerms: () => new Set<string>(),
        others: [],
      }
      const next = best === other ? [] : [{ section: other, start: other.start, end: other.end, behind }]
      const shown = cutExcerpts(passage, next, new Map([['quota', 2]]), longest)
      expect(findFaults(shown), shown).toEqual({ openFences: 0, rowsWithoutHeader: 0 })
      // What closes a block or heads a table comes on top.
      expect(shown.length).toBeLessThanOrEqual(longest + 80)
      expect(shown.split('[…]').length).toBeLessThanOrEqual(2)
    }),
    { numRuns: 400 },
  )
})

test('a row is shown whole wherever the room for what follows the passage ends', () => {
  // The further behind, the more a row says of what was asked.
  const names =
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron rho sigma tau phi chi psi'.split(' ')
  const weights = new Map(names.map((name, at) => [toTerms(name)[0] ?? '', 1 + at]))
  const rows = names.map((name, at) => `| ${name} | holds ${'keys '.repeat(8)}and ${at} more in vault ${name} |`)
  const markdown = `## Vaults\n\n| Vault | What |\n| --- | --- |\n${rows.join('\n')}\n`
  const section: Section = {
    ordinal: 0,
    level: 2,
    title: 'Vaults',
    anchor: '',
    headingPath: ['Vaults'],
    start: 0,
    end: markdown.length,
  }
  const end = markdown.indexOf(rows[2] ?? '')
  const passage = {
    anchor: '',
    start: 0,
    end,
    section,
    markdown,
    sections: [section],
    countTerms: () => 0,
    getTerms: () => new Set<string>(),
    others: [],
  }
  for (let longest = 300; longest < 500; longest++) {
    const shown = cutExcerpts(passage, [], weights, longest)
    expect(shown).toContain('| Vault | What |')
    for (const line of shown.split('\n')) expect(markdown.split('\n'), `${longest}`).toContain(line)
  }
})
