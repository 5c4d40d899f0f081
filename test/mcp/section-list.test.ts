import { expect, test } from 'vitest'
import { listSections } from '../../src/mcp/answer/section-list.ts'

const makeSections = (level: number, starts: readonly number[]) =>
  starts.map((start) => ({ level, title: `At ${start}`, start }))
const CHAPTERS = makeSections(2, [100, 200, 300, 400, 500, 600, 700, 800])
const DEEP = makeSections(4, [310, 320, 330, 340, 510])

test('an outline that has room is listed whole, whatever place one is at', () => {
  const lines = CHAPTERS.map(({ start }) => `  ${start}: At ${start}`)
  expect(listSections(CHAPTERS, 0, 8)).toEqual(lines)
  expect(listSections(CHAPTERS, 900, 8)).toEqual(lines)
})

test('of a longer one those around the place are', () => {
  expect(listSections(CHAPTERS, 0, 4)).toEqual([
    '  100: At 100',
    '  200: At 200',
    '  300: At 300',
    '  400: At 400',
    '(4 more sections)',
  ])
  expect(listSections(CHAPTERS, 450, 4)).toEqual([
    '(2 sections before)',
    '  300: At 300',
    '  400: At 400',
    '  500: At 500',
    '  600: At 600',
    '(2 more sections)',
  ])
  expect(listSections(CHAPTERS, 900, 4)).toEqual([
    '(4 sections before)',
    ...[500, 600, 700, 800].map((start) => `  ${start}: At ${start}`),
  ])
})

test('deeper ones are listed for the section that the place is in, as far as there is room', () => {
  const contents = [...CHAPTERS.slice(0, 3), ...DEEP.slice(0, 4), ...CHAPTERS.slice(3, 5), ...DEEP.slice(4)]
  expect(listSections(contents, 325, 20)).toEqual([
    '  100: At 100',
    '  200: At 200',
    '  300: At 300',
    ...[310, 320, 330, 340].map((start) => `      ${start}: At ${start}`),
    '  400: At 400',
    '  500: At 500',
  ])
  expect(listSections(contents, 325, 7)).toContain('      330: At 330')
  expect(listSections(contents, 325, 7).at(-1)).toBe('(2 more sections)')
  expect(listSections(contents, 150, 20).join()).not.toContain('310')
})

test('a page without sections has no list', () => {
  expect(listSections([], 0, 5)).toEqual([])
})
