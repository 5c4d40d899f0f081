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

/** A page of sections, each of paragraphs, and the place of each paragraph. */
function makePage(texts: readonly (readonly string[])[]) {
  let markdown = ''
  const places: { start: number; end: number; section: Section }[] = []
  const sections = texts.map((paragraphs, ordinal): Section => {
    const start = markdown.length
    const title = `Section ${ordinal}`
    const text = `## ${title}\n\n${paragraphs.join('\n\n')}\n\n`
    const section = { ordinal, level: 2, title, anchor: '', headingPath: [title], start, end: start + text.length }
    for (const paragraph of paragraphs) {
      const at = start + text.indexOf(paragraph)
      places.push({ start: at, end: at + paragraph.length, section })
    }
    markdown += text
    return section
  })
  const show = (best: number, next: readonly number[], longest: number) => {
    const place = places[best] as (typeof places)[number]
    const common = { anchor: '', countTerms: () => 0, getTerms: () => new Set<string>(), others: [] }
    const others = next.map((at) => ({ ...(places[at] as (typeof places)[number]), behind: 1 }))
    return cutExcerpts({ ...place, ...common, markdown, sections }, others, new Map([['quota', 2]]), longest)
  }
  return { show, markdown }
}

const makeParagraph = (name: string) => `${name} ${`says what the quota of ${name} is. `.repeat(22)}`.trim()
const NAMES = ['ash', 'birch', 'cedar', 'elm', 'fir', 'oak', 'pine', 'rowan', 'yew']

test('what is shown of a section stands under its heading, once and in the order of the page', () => {
  const long = (name: string) => ['', 'far-', 'more-', 'last-'].map((which) => makeParagraph(which + name))
  const { show } = makePage([long('ash'), long('birch')])
  // The end of the other section, one of its own, and the other's beginning.
  const shown = show(0, [7, 3, 4], 4600)
  const heads = [...shown.matchAll(/^(?:## Section|(?:far-|more-|last-)?(?:ash|birch)) /gm)].map(([head]) =>
    head.trim(),
  )
  const [own, other] = [heads.slice(0, heads.indexOf('## Section')), heads.slice(heads.indexOf('## Section') + 1)]
  const inOrder = (name: string) => ['', 'far-', 'more-', 'last-'].map((which) => which + name)
  expect(own).toEqual(inOrder('ash').filter((one) => own.includes(one)))
  expect(own).toContain('last-ash')
  expect(other).toEqual(inOrder('birch').filter((one) => other.includes(one)))
  expect(other).toEqual(expect.arrayContaining(['birch', 'last-birch']))
})

test('nothing is said to be left out where nothing is', () => {
  const rows = NAMES.map((name) => `| ${name} | ${`${name} `.repeat(130)}|`)
  const page = `## Trees\n\n| Name | Words |\n| --- | --- |\n${rows.join('\n')}\n`
  const section: Section = { ...BARE, start: 0, end: page.length }
  const [first, end] = [page.indexOf('| elm'), page.indexOf('| pine')]
  const common = { anchor: '', countTerms: () => 0, getTerms: () => new Set<string>(), others: [] }
  const best = { ...common, section, sections: [section], markdown: page, start: 0, end: first }
  const next = [{ section, start: first, end, behind: 1 }]
  const weights = new Map([...toTerms('ash elm')].map((term) => [term, 2]))
  for (let longest = 2000; longest < 5000; longest += 25) {
    const parts = cutExcerpts(best, next, weights, longest).split('\n\n[…]\n\n')
    const shown = parts.map((part) => NAMES.flatMap((name, at) => (part.includes(`| ${name} |`) ? at : [])))
    for (const [at, part] of shown.entries()) expect(part[0], `${longest}`).not.toBe((shown[at - 1]?.at(-1) ?? -9) + 1)
    for (const part of parts) expect(part.match(/\| Name \|/g)).toHaveLength(1)
  }
})

const BARE = { ordinal: 0, level: 2, title: 'Trees', anchor: '', headingPath: ['Trees'] }
