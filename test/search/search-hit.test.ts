// What is shown of a page that was found: the passage, and what follows in its section where there is room.

import { expect, test } from 'vitest'
import type { Section } from '../../src/core/model/page.ts'
import type { BestPassage } from '../../src/search/ranking/page-passages.ts'
import type { RankedPage } from '../../src/search/ranking/rank-pages.ts'
import { toHit } from '../../src/search/results/search-hit.ts'

const STEPS = '1. Open the vault.\n1. Choose **Empty**.\n'
const REST = '\n1. Type *delete all*, and confirm.\n'
const MARKDOWN = `# Emptying a vault\n\n## To empty a vault\n\n${STEPS}${REST}\n## After that\n\nNothing is left.\n`
const START = MARKDOWN.indexOf('## To empty')
const NEXT = MARKDOWN.indexOf('## After that')

const section = (ordinal: number, title: string, start: number, end: number): Section => ({
  ordinal,
  level: ordinal === 0 ? 1 : 2,
  title,
  anchor: '',
  headingPath: [title],
  start,
  end,
})
const SECTIONS = [
  section(0, 'Emptying a vault', 0, MARKDOWN.length),
  section(1, 'To empty a vault', START, NEXT),
  section(2, 'After that', NEXT, MARKDOWN.length),
]

function shown(rank: number, end: number, markdown = MARKDOWN, sections = SECTIONS): string {
  const passage: BestPassage = {
    section: sections[1],
    anchor: '',
    markdown,
    start: START,
    end,
    sections,
    terms: new Set(),
    others: [],
  }
  const page = { path: '/vault/latest/userguide/emptying.html', title: 'Emptying a vault', locale: 'en_us' }
  const found = { page, score: 1, features: () => ({}), weights: {}, best: () => passage, shown: () => passage }
  return toHit(found as unknown as RankedPage, rank, new Map([['vault', 2]]), []).context
}

const BEHIND_STEPS = START + '## To empty a vault\n\n'.length + STEPS.length

test('a first hit goes on to the end of its section, and not into the next', () => {
  expect(shown(1, BEHIND_STEPS)).toBe(`${STEPS}${REST}`.trim())
})

test('what does not fit is left out whole', () => {
  const long = 'Then wait until everything is gone, which may take a while. '.repeat(60)
  const markdown = MARKDOWN.slice(0, NEXT) + long
  const sections = [SECTIONS[0], section(1, 'To empty a vault', START, markdown.length)] as Section[]
  const first = shown(1, BEHIND_STEPS, markdown, sections)
  const second = shown(2, BEHIND_STEPS, markdown, sections)
  expect(first.startsWith(STEPS.trim())).toBe(true)
  expect(first).toMatch(/a while\.$/)
  expect([first.length <= 1500, first.length > 1200]).toEqual([true, true])
  expect([second.length <= 500, second.length > 300]).toEqual([true, true])
  expect(shown(9, BEHIND_STEPS, markdown, sections).length).toBeLessThanOrEqual(120)
})
