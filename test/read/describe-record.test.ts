// What is said of the record that a list of changes comes from.

import { expect, test } from 'vitest'
import type { Locale } from '../../src/core/model/locale.ts'
import { describeRecord } from '../../src/read/describe-record.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const makeLog = (...guides: readonly (readonly [guide: string, day: string])[]) => {
  const listed = guides.map(([guide, day]) => ({ guide, locale: 'en_us' as Locale, goesBackTo: Date.parse(day) }))
  return {
    guides: listed,
    goesBackTo: listed.length > 0 ? Math.max(...listed.map((one) => one.goesBackTo)) : undefined,
  }
}
const describeSince = (log: ReturnType<typeof makeLog>, day: string, locale?: Locale) =>
  describeRecord(log, { since: Date.parse(day), now: NOW, locale })

test('a whole record needs no word', () => {
  expect(describeSince(makeLog(['lamp-dg', '2026-01-01']), '2026-02-01')).toEqual([])
})

test('a day in the future is said to be one, whatever the record', () => {
  const said = ['2030-01-01 is in the future: nothing has changed since then.']
  expect(describeSince(makeLog(['lamp-dg', '2026-01-01']), '2030-01-01')).toEqual(said)
  expect(describeSince(makeLog(), '2030-01-01')).toEqual(said)
})

test('guides with one beginning are one sentence without their names', () => {
  const log = makeLog(['lamp-dg', '2026-01-01'], ['torch-dg', '2026-01-01T10:00Z'])
  expect(describeSince(log, '2025-01-01')).toEqual([
    'The record goes back to 2026-01-01; what changed before is not known.',
  ])
})

test('guides with several beginnings are one sentence too, the latest first, and many are counted', () => {
  const many = Array.from({ length: 7 }, (_, at) => [`guide-${at}`, '2026-01-01'] as const)
  const log = makeLog(['old-dg', '2024-01-01'], ...many, ['new-dg', '2026-03-01'])
  expect(describeSince(log, '2025-01-01')).toEqual([
    'The record goes back to 2026-03-01 (new-dg en_us), 2026-01-01 (guide-0 en_us, guide-1 en_us, guide-2 en_us, ' +
      'guide-3 en_us, 3 more guides); what changed before is not known.',
  ])
})

test('a language of which nothing is indexed is not all languages', () => {
  expect(describeSince(makeLog(), '2026-01-01')).toEqual(['Nothing is indexed, so nothing is known of changes.'])
  expect(describeSince(makeLog(), '2026-01-01', 'fr_fr')).toEqual([
    'Nothing is indexed in French (fr_fr), so nothing is known of changes.',
  ])
})
