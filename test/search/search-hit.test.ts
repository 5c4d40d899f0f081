// What is shown of a page that was found: the passage, and what follows in its section where there is room.

import { expect, test } from 'vitest'
import type { Section } from '../../src/core/model/page.ts'
import type { BestPassage, NextPassage } from '../../src/search/ranking/page-passages.ts'
import type { RankedPage } from '../../src/search/ranking/rank-pages.ts'
import { toHit } from '../../src/search/results/search-hit.ts'

const STEPS = '1. Open the vault.\n1. Choose **Empty**.\n'
const REST = '\n1. Type *delete all*, and confirm.\n'
const LEFT = 'Nothing is left, and nobody is asked again. '.repeat(4).trim()
const MARKDOWN = `# Emptying a vault\n\n## To empty a vault\n\n${STEPS}${REST}\n## After that\n\n${LEFT}\n`
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

function shown(
  rank: number,
  end: number,
  markdown = MARKDOWN,
  sections = SECTIONS,
  next: readonly NextPassage[] = [],
  start = START,
): string {
  const passage: BestPassage = {
    section: sections[1],
    anchor: '',
    markdown,
    start,
    end,
    sections,
    terms: new Set(),
    others: [],
  }
  const page = { path: '/vault/latest/userguide/emptying.html', title: 'Emptying a vault', locale: 'en_us' }
  const shows = { best: () => passage, shown: () => passage, next: () => next }
  const found = { page, score: 1, features: () => ({}), weights: {}, ...shows }
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

const nextAt = (section: number, behind: number, sections = SECTIONS): NextPassage[] => {
  const { start = 0, end = 0 } = sections[section] ?? {}
  return [{ section: sections[section], start, end, behind }]
}

test('a first hit with room left shows the next best passage too, under its heading; others do not', () => {
  const next = nextAt(2, 2)
  expect(shown(1, NEXT, MARKDOWN, SECTIONS, next)).toMatch(/confirm\.\n\n\[…\]\n\n## After that\n\nNothing is left/)
  expect(shown(2, NEXT, MARKDOWN, SECTIONS, next)).toBe(`${STEPS}${REST}`.trim())
})

test('one that is very unlikely is not shown', () => {
  expect(shown(1, NEXT, MARKDOWN, SECTIONS, nextAt(2, 5))).not.toContain('[…]')
})

test('the passage before it is shown before it, without a gap', () => {
  const long = 'Then wait until everything is gone, which may take a while. '.repeat(40)
  const before = MARKDOWN.slice(0, NEXT)
  const markdown = `${before}${long}`
  const sections = [SECTIONS[0], section(1, 'To empty a vault', START, markdown.length)] as Section[]
  const next = [{ section: sections[1], start: START, end: NEXT, behind: 0.1 }]
  const context = shown(1, NEXT + 600, markdown, sections, next, NEXT)
  expect(context.startsWith(`${STEPS}${REST}`.trim())).toBe(true)
  expect(context).not.toContain('[…]')
})

test('what stands in the first excerpt is not shown again', () => {
  const next = nextAt(1, 0).map((one) => ({ ...one, start: BEHIND_STEPS }))
  expect(shown(1, BEHIND_STEPS, MARKDOWN, SECTIONS, next)).not.toContain('[…]')
})

test('a section that fits is shown from its beginning, though its passage begins below that', () => {
  expect(shown(1, NEXT, MARKDOWN, SECTIONS, [], START + '## To empty a vault\n\n1. Open the vault.\n'.length)).toBe(
    `${STEPS}${REST}`.trim(),
  )
})

test('a passage about as likely has a part of the room kept for it; a much less likely one has not', () => {
  const long = 'Then wait until everything is gone, which may take a while. '.repeat(60)
  const head = MARKDOWN.slice(0, NEXT)
  const markdown = `${head}${long}\n\n## After that\n\n${LEFT}\n`
  const after = head.length + long.length + 2
  const sections = [
    section(0, 'Emptying a vault', 0, markdown.length),
    section(1, 'To empty a vault', START, after),
    section(2, 'After that', after, markdown.length),
  ]
  const shownWith = (behind: number) => shown(1, BEHIND_STEPS, markdown, sections, nextAt(2, behind, sections))
  expect(shownWith(0.1)).toMatch(/a while\.\n\n\[…\]\n\n## After that\n\nNothing is left/)
  expect(shownWith(2)).not.toContain('[…]')
  expect(shownWith(0.1).length).toBeLessThanOrEqual(1500)
})
