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

const makeSection = (ordinal: number, title: string, start: number, end: number): Section => ({
  ordinal,
  level: ordinal === 0 ? 1 : 2,
  title,
  anchor: '',
  headingPath: [title],
  start,
  end,
})
const SECTIONS = [
  makeSection(0, 'Emptying a vault', 0, MARKDOWN.length),
  makeSection(1, 'To empty a vault', START, NEXT),
  makeSection(2, 'After that', NEXT, MARKDOWN.length),
]

function makeShown(
  rank: number,
  end: number,
  markdown = MARKDOWN,
  sections = SECTIONS,
  next: readonly NextPassage[] = [],
  start = START,
  weights = new Map([['vault', 2]]),
  identifiers = 0,
): string {
  const passage: BestPassage = {
    section: sections[1],
    anchor: '',
    markdown,
    start,
    end,
    sections,
    countTerms: () => 0,
    getTerms: () => new Set(),
    others: [],
  }
  const page = {
    path: '/vault/latest/userguide/emptying.html',
    title: 'Emptying a vault',
    locale: 'en_us',
    description: DESCRIPTION,
  }
  const shows = { findBest: () => passage, chooseShown: () => passage, listNext: () => next }
  const found = { page, score: 1, computeFeatures: () => ({ identifiers }), weights: {}, ...shows }
  return toHit(found as unknown as RankedPage, rank, weights, []).context
}

const DESCRIPTION = 'How to throw away all that a vault holds.'

test.each([
  ['a picture', '![A vault with an open door, and nothing in it](https://docs.aws.amazon.com/vault/door.png)'],
  ['a line of code', '```json\n"AlarmWhenTheVaultIsEmptied": true\n```'],
  ['a picture in a step', '   ![The empty vault](https://docs.aws.amazon.com/vault/empty.png)\n\n2. Done.'],
])('of a later hit that has %s alone, the description is shown', (_, text) => {
  const markdown = `# Emptying a vault\n\n## To empty a vault\n\n${text}\n`
  const start = markdown.indexOf(text)
  const sections = [SECTIONS[0], makeSection(1, 'To empty a vault', START, markdown.length)] as Section[]
  expect(makeShown(4, markdown.length, markdown, sections, [], start)).toBe(DESCRIPTION)
  expect(makeShown(1, markdown.length, markdown, sections, [], start)).toContain(text.trim().slice(0, 20))
})

test.each([
  [
    'who asks for the identifier in it',
    new Map([['code:alarmwhenthevaultisemptied', 5]]),
    'AlarmWhenTheVaultIsEmptied',
  ],
  ['nobody who asks a question with an acronym', new Map([['code:sns', 1]]), DESCRIPTION],
])('of a later hit a line of code alone is shown to %s', (_, asked, shown) => {
  const code = '```json\n"AlarmWhenTheVaultIsEmptied": true\n```'
  const markdown = `# Emptying a vault\n\n## To empty a vault\n\n${code}\n`
  const sections = [SECTIONS[0], makeSection(1, 'To empty a vault', START, markdown.length)] as Section[]
  const weights = new Map([['vault', 2], ['empti', 3], ...asked])
  const context = makeShown(6, markdown.length, markdown, sections, [], markdown.indexOf(code), weights, 1)
  expect(context).toContain(shown)
})

test('of a later hit with words beside its picture, these are shown', () => {
  expect(makeShown(4, BEHIND_STEPS)).toContain('Open the vault')
})

const BEHIND_STEPS = START + '## To empty a vault\n\n'.length + STEPS.length

test('a first hit goes on to the end of its section, and not into the next', () => {
  expect(makeShown(1, BEHIND_STEPS)).toBe(`${STEPS}${REST}`.trim())
})

test('what does not fit is left out whole', () => {
  const long = 'Then wait until everything is gone, which may take a while. '.repeat(80)
  const markdown = MARKDOWN.slice(0, NEXT) + long
  const sections = [SECTIONS[0], makeSection(1, 'To empty a vault', START, markdown.length)] as Section[]
  const first = makeShown(1, BEHIND_STEPS, markdown, sections)
  const second = makeShown(2, BEHIND_STEPS, markdown, sections)
  expect(first.startsWith(STEPS.trim())).toBe(true)
  expect(first).toMatch(/a while\.$/)
  expect([first.length <= 2200, first.length > 2000]).toEqual([true, true])
  expect([second.length <= 1200, second.length > 1000]).toEqual([true, true])
  expect(makeShown(5, BEHIND_STEPS, markdown, sections).length).toBeLessThanOrEqual(350)
  expect(makeShown(9, BEHIND_STEPS, markdown, sections).length).toBeLessThanOrEqual(130)
})

const makeNext = (section: number, behind: number, sections = SECTIONS): NextPassage[] => {
  const { start = 0, end = 0 } = sections[section] ?? {}
  return [{ section: sections[section], start, end, behind }]
}

test('a hit that is read shows the next best passage too where there is room, under its heading; others do not', () => {
  const next = makeNext(2, 2)
  for (const rank of [1, 2, 3])
    expect(makeShown(rank, NEXT, MARKDOWN, SECTIONS, next)).toMatch(
      /confirm\.\n\n\[…\]\n\n## After that\n\nNothing is left/,
    )
  expect(makeShown(6, NEXT, MARKDOWN, SECTIONS, next)).toBe(`${STEPS}${REST}`.trim())
})

test('of the others that find room three are shown, the likelier first', () => {
  const parts = ['Before it', 'After it', 'Later', 'Much later'].map((title) => `## ${title}\n\n${title}: ${LEFT}\n\n`)
  const markdown = `${MARKDOWN}\n${parts.join('')}`
  const starts = parts.map((part) => markdown.indexOf(part))
  const more = parts.map((part, at) => makeSection(3 + at, part, starts[at] ?? 0, (starts[at] ?? 0) + part.length))
  const sections = [...SECTIONS, ...more]
  const next = [4, 3, 6, 5].flatMap((at, place) => makeNext(at, 1 + place / 2, sections))
  const context = makeShown(1, NEXT, markdown, sections, next)
  expect([...context.matchAll(/^## (.*)/gm)].map(([, title]) => title)).toEqual(['After it', 'Before it', 'Much later'])
})

test('a passage that begins with code is shown with the line that says what the code is', () => {
  const lead = 'Then empty it from the command line.'
  const code = '```\nvault empty --all\n```\n'
  const long = 'Before that, see that nobody needs what is in it. '.repeat(60)
  const markdown = `${MARKDOWN.slice(0, START)}## To empty a vault\n\n${long}\n\n${lead}\n\n${code}`
  const sections = [SECTIONS[0], makeSection(1, 'To empty a vault', START, markdown.length)] as Section[]
  expect(makeShown(1, markdown.length, markdown, sections, [], markdown.indexOf(code))).toBe(
    `${lead}\n\n${code}`.trim(),
  )
})

test('one that is very unlikely is not shown', () => {
  expect(makeShown(1, NEXT, MARKDOWN, SECTIONS, makeNext(2, 5))).not.toContain('[…]')
})

test('the passage before it is shown before it, without a gap', () => {
  const long = 'Then wait until everything is gone, which may take a while. '.repeat(40)
  const before = MARKDOWN.slice(0, NEXT)
  const markdown = `${before}${long}`
  const sections = [SECTIONS[0], makeSection(1, 'To empty a vault', START, markdown.length)] as Section[]
  const next = [{ section: sections[1], start: START, end: NEXT, behind: 0.1 }]
  const context = makeShown(1, NEXT + 600, markdown, sections, next, NEXT)
  expect(context.startsWith(`${STEPS}${REST}`.trim())).toBe(true)
  expect(context).not.toContain('[…]')
})

test('what stands in the first excerpt is not shown again', () => {
  const next = makeNext(1, 0).map((one) => ({ ...one, start: BEHIND_STEPS }))
  expect(makeShown(1, BEHIND_STEPS, MARKDOWN, SECTIONS, next)).not.toContain('[…]')
})

test('nothing is shown twice, wherever in the section the best passage and the next one lie', () => {
  const sentences = Array.from({ length: 200 }, (_, at) => `Sentence ${String(at).padStart(4, '0')} here. `)
  const markdown = `${MARKDOWN.slice(0, START)}## To empty a vault\n\n${sentences.join('')}`
  const sections = [SECTIONS[0], makeSection(1, 'To empty a vault', START, markdown.length)] as Section[]
  const begin = markdown.indexOf('Sentence 0000')
  const place = (at: number) => begin + at * (sentences[0]?.length ?? 0)
  for (const [best, next] of [
    [0, 118],
    [0, 119],
    [0, 120],
    [0, 121],
    [60, 10],
    [60, 14],
    [100, 0],
  ] as const) {
    const others = [{ section: sections[1], start: place(next), end: place(next + 44), behind: 1.5 }]
    const said = makeShown(1, place(best + 44), markdown, sections, others, place(best)).match(/\d{4}/g) ?? []
    expect(said.length).toBe(new Set(said).size)
    expect(said.length).toBeGreaterThan(90)
  }
})

test('a section that fits is shown from its beginning, though its passage begins below that', () => {
  expect(makeShown(1, NEXT, MARKDOWN, SECTIONS, [], START + '## To empty a vault\n\n1. Open the vault.\n'.length)).toBe(
    `${STEPS}${REST}`.trim(),
  )
})

test('a passage about as likely has a part of the room kept for it; a much less likely one has not', () => {
  const long = 'Then wait until everything is gone, which may take a while. '.repeat(80)
  const head = MARKDOWN.slice(0, NEXT)
  const markdown = `${head}${long}\n\n## After that\n\n${LEFT}\n`
  const after = head.length + long.length + 2
  const sections = [
    makeSection(0, 'Emptying a vault', 0, markdown.length),
    makeSection(1, 'To empty a vault', START, after),
    makeSection(2, 'After that', after, markdown.length),
  ]
  const shownWith = (behind: number) => makeShown(1, BEHIND_STEPS, markdown, sections, makeNext(2, behind, sections))
  expect(shownWith(0.1)).toMatch(/a while\.\n\n\[…\]\n\n## After that\n\nNothing is left/)
  expect(shownWith(2)).not.toContain('[…]')
  expect(shownWith(0.1).length).toBeLessThanOrEqual(2200)
})
