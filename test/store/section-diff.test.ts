import { expect, test } from 'vitest'
import { diffSections } from '../../src/store/pages/section-diff.ts'
import { makePage } from './made-page.ts'

test('an edit is named once, at the section that holds it', () => {
  const before = makePage('Lamp', 'Intro.', { Bulbs: 'Old.', Sockets: 'Same.' })
  const after = makePage('Lamp', 'Intro.', { Bulbs: 'New.', Sockets: 'Same.' })
  expect(diffSections(before, after)).toEqual({ added: [], removed: [], edited: ['Bulbs'] })
})

test('text before the first section belongs to the page itself', () => {
  const diff = diffSections(makePage('Lamp', 'Old.', { Bulbs: 'Same.' }), makePage('Lamp', 'New.', { Bulbs: 'Same.' }))
  expect(diff).toEqual({ added: [], removed: [], edited: ['Lamp'] })
})

test('sections that come and go are named, those that only move are not', () => {
  const before = makePage('Lamp', 'Intro.', { A: 'a', B: 'b', C: 'c' })
  const after = makePage('Lamp', 'Intro.', { C: 'c', A: 'a', D: 'd' })
  expect(diffSections(before, after)).toEqual({ added: ['D'], removed: ['B'], edited: [] })
})

test('a section keeps its identity by its anchor when its title changes', () => {
  const before = makePage('Lamp', 'Intro.', { Bulbs: 'Same.' })
  const renamed = { ...before, sections: before.sections.map((one) => ({ ...one, title: `${one.title}!` })) }
  expect(diffSections(before, renamed)).toEqual({ added: [], removed: [], edited: [] })
})

test('generated anchors are no identity, and sections of the same name are told apart by their order', () => {
  const withAnchors = (page: ReturnType<typeof makePage>, salt: string) => ({
    ...page,
    sections: page.sections.map((one, n) =>
      n === 0 ? one : { ...one, title: 'Example', anchor: `w${salt}aab${n}`, headingPath: ['Lamp', 'Example'] },
    ),
  })
  const before = withAnchors(makePage('Lamp', 'Intro.', { A: 'one', B: 'two' }), '12')
  const after = withAnchors(makePage('Lamp', 'Intro.', { A: 'one', B: 'three' }), '977')
  expect(diffSections(before, before)).toEqual({ added: [], removed: [], edited: [] })
  expect(diffSections(before, after).edited).toEqual(['Example'])
})
