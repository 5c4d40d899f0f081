// What a search says of its own answer.

import { describe, expect, test } from 'vitest'
import { computeCompleteness } from '../../../src/core/model/completeness.ts'
import type { Coverage, GuideLack } from '../../../src/core/model/coverage.ts'
import { makeCoverageHint } from '../../../src/core/model/make-coverage-hint.ts'

const NOW = Date.parse('2026-06-01T00:00:00Z')
const DAY = 86_400_000
const makeAbsent = (id: string, title: string, locale: GuideLack['locale'] = 'en_us'): GuideLack => ({
  catalogId: id,
  title,
  locale,
  state: 'not-indexed',
  completeness: undefined,
  checkedAt: undefined,
})
const VAULT = makeAbsent('vault-ug', 'Example Vault User Guide')
const makeCoverage = (lacks: readonly GuideLack[], grade: Coverage['grade'] = 'missing'): Coverage => ({
  grade,
  confidence: 0.1,
  lacks,
  unknownWords: [],
})
const online = { isOffline: false, now: NOW }
const offline = { isOffline: true, now: NOW }

test('an answer that is one needs no word', () => {
  expect(makeCoverageHint(makeCoverage([], 'answered'), online)).toBeUndefined()
  const stale: GuideLack = { ...VAULT, state: 'stale', checkedAt: NOW - 200 * DAY }
  expect(makeCoverageHint(makeCoverage([stale], 'answered'), online)).toBeUndefined()
})

test('… but where the question names what is not there, that more may stand in its guide', () => {
  const answered = makeCoverage([VAULT], 'answered')
  expect(makeCoverageHint(answered, online)).toBe(
    'More may stand in Example Vault User Guide, which is not in this index; "aws-docs-offline crawl vault-ug" gets it.',
  )
  expect(makeCoverageHint(answered, { ...online, language: 'ja' })).toBe(
    'Example Vault User Guide にも説明があるかもしれませんが、索引にありません。取り込むには "aws-docs-offline crawl vault-ug"。',
  )
})

test('a guide that is not indexed is named with the command that gets it', () => {
  expect(makeCoverageHint(makeCoverage([VAULT]), online)).toBe(
    'Not in this index: Example Vault User Guide; "aws-docs-offline crawl vault-ug" gets it.',
  )
})

test('guides of two languages are two commands', () => {
  const lacks = [
    makeAbsent('vault-ug', 'Example Vault User Guide', 'ja_jp'),
    makeAbsent('relay-dg', 'Example Relay Developer Guide'),
  ]
  expect(makeCoverageHint(makeCoverage(lacks), online)).toBe(
    'Not in this index: Example Vault User Guide (ja_jp); "aws-docs-offline crawl vault-ug --locale ja_jp" gets it. Not in this index: Example Relay Developer Guide; "aws-docs-offline crawl relay-dg" gets it.',
  )
})

test.each([['en'], ['ja']] as const)('offline nothing is advised that needs a network (%s)', (language) => {
  const partial: GuideLack = { ...VAULT, state: 'partial', completeness: makePart(8, 260) }
  const stale: GuideLack = { ...VAULT, state: 'stale', checkedAt: NOW - 200 * DAY }
  const unlisted: GuideLack = { ...VAULT, catalogId: undefined, title: 'Example Kiln' }
  for (const lack of [VAULT, partial, stale, unlisted]) {
    const hint = makeCoverageHint(makeCoverage([lack], 'weak'), { ...offline, language }) ?? ''
    expect(hint).toContain(lack.title)
    expect(hint).not.toMatch(/ (?:crawl|refresh|guides add) /)
    if (lack !== stale) expect(hint).toContain('aws-docs-offline import FILE')
  }
})

test.each([
  [{ hasSource: false, hasKey: false }, 'aws-docs-offline pull vault-ug --from FOLDER --trust KEY'],
  [{ hasSource: false, hasKey: true }, 'aws-docs-offline pull vault-ug --from FOLDER'],
  [{ hasSource: true, hasKey: false }, 'aws-docs-offline pull vault-ug --trust KEY'],
  [{ hasSource: true, hasKey: true }, 'aws-docs-offline pull vault-ug'],
])('a command that pulls shows what %j leaves to be filled in', (pull, command) => {
  for (const language of ['en', 'ja'] as const)
    expect(makeCoverageHint(makeCoverage([VAULT]), { ...offline, pull, language })).toContain(`"${command}"`)
  const there = pull.hasSource ? command : 'aws-docs-offline crawl vault-ug'
  expect(makeCoverageHint(makeCoverage([VAULT]), { ...online, pull })).toContain(`"${there}"`)
})

test('a source of bundles is pulled from', () => {
  expect(makeCoverageHint(makeCoverage([VAULT]), { ...online, pull: { hasSource: true, hasKey: true } })).toContain(
    '"aws-docs-offline pull vault-ug"',
  )
})

describe('a guide that is there in part', () => {
  const lack: GuideLack = { ...VAULT, state: 'partial', completeness: makePart(8, 260) }
  test('is told with how much of it there is', () => {
    expect(makeCoverageHint(makeCoverage([lack], 'weak'), online)).toBe(
      'Example Vault User Guide is only partly indexed (8 of 268 pages, stopped 2026-05-31 00:00 UTC, about 22 minutes left); "aws-docs-offline crawl vault-ug" gets it.',
    )
  })
  test('in Japanese too', () => {
    expect(makeCoverageHint(makeCoverage([lack], 'weak'), { ...online, language: 'ja' })).toContain(
      '268 ページ中 8 ページ',
    )
  })
  test('is told beside an answer too: a better page may be among the rest', () => {
    const answered = makeCoverage([lack], 'answered')
    expect(makeCoverageHint(answered, online)).toBe(
      'A page that answers better may not be here yet: Example Vault User Guide is only partly indexed (8 of 268 pages, stopped 2026-05-31 00:00 UTC, about 22 minutes left); "aws-docs-offline crawl vault-ug" gets it.',
    )
    expect(makeCoverageHint(answered, { ...online, language: 'ja' })).toBe(
      'より適したページがまだ索引にないかもしれません。Example Vault User Guide は一部だけが索引にあります(268 ページ中 8 ページ)。取り込むには "aws-docs-offline crawl vault-ug"。',
    )
  })
  test('needs no command while a run is at it, which would be refused', () => {
    const running: GuideLack = { ...lack, completeness: { ...makePart(8, 260), isRunning: true, stoppedAt: undefined } }
    for (const grade of ['weak', 'answered'] as const) {
      const hint = makeCoverageHint(makeCoverage([running], grade), online)
      expect(hint).toContain('(8 of 268 pages, being crawled now, about 22 minutes left).')
      expect(hint).not.toContain('aws-docs-offline')
    }
    expect(makeCoverageHint(makeCoverage([running], 'weak'), { ...offline, language: 'ja' })).toBe(
      'Example Vault User Guide は一部だけが索引にあります(268 ページ中 8 ページ、取り込み中)。',
    )
  })
})

test('a guide that nobody compared with the site for long is told beside what is doubtful', () => {
  const lack: GuideLack = { ...VAULT, state: 'stale', checkedAt: NOW - 200 * DAY }
  expect(makeCoverageHint(makeCoverage([lack], 'weak'), online)).toBe(
    'It is not certain that these hits answer this: they hold only part of it. Example Vault User Guide was last checked 200 days ago; "aws-docs-offline refresh vault-ug" updates it.',
  )
})

describe('a guide that the words of a question mean', () => {
  const inferred = (lack: GuideLack): GuideLack => ({ ...lack, isInferred: true })
  const relay = makeAbsent('relay-dg', 'Example Relay Developer Guide', 'ja_jp')
  const kiln: GuideLack = { ...VAULT, catalogId: undefined, title: 'Example Kiln' }

  test('is named as what seems to be meant, in one sentence', () => {
    expect(makeCoverageHint(makeCoverage([inferred(VAULT)]), online)).toBe(
      'This seems to be about something in the Example Vault User Guide, which is not in this index; "aws-docs-offline crawl vault-ug" gets it.',
    )
    expect(
      makeCoverageHint(makeCoverage([inferred(VAULT)]), { ...online, pull: { hasSource: true, hasKey: true } }),
    ).toContain('"aws-docs-offline pull vault-ug" gets it.')
    expect(makeCoverageHint(makeCoverage([inferred(VAULT)], 'answered'), online)).toBeUndefined()
  })

  test('two that may be meant are one sentence, too', () => {
    const both = [VAULT, makeAbsent('relay-dg', 'Example Relay Developer Guide')].map(inferred)
    expect(makeCoverageHint(makeCoverage(both), online)).toBe(
      'This seems to be about something in the Example Vault User Guide or the Example Relay Developer Guide, which are not in this index; "aws-docs-offline crawl vault-ug relay-dg" gets them.',
    )
    expect(makeCoverageHint(makeCoverage([VAULT, relay].map(inferred)), online)).toMatch(
      /"aws-docs-offline crawl vault-ug" gets it, "aws-docs-offline crawl relay-dg --locale ja_jp" gets it\.$/,
    )
  })

  test('of which the catalog has nothing is told how to add it', () => {
    expect(makeCoverageHint(makeCoverage([inferred(kiln)]), online)).toBe(
      'This seems to be about something in Example Kiln, which is not in this index; "aws-docs-offline guides add URL" takes the URL of one of its pages, and "crawl" then gets it.',
    )
  })

  test('offline comes as a bundle, in both languages', () => {
    const both = [VAULT, makeAbsent('relay-dg', 'Example Relay Developer Guide')].map(inferred)
    expect(makeCoverageHint(makeCoverage(both), offline)).toBe(
      'This seems to be about something in the Example Vault User Guide or the Example Relay Developer Guide, which are not in this index; offline, they can come as bundles: "aws-docs-offline import FILE", or "aws-docs-offline pull vault-ug relay-dg --from FOLDER --trust KEY".',
    )
    expect(makeCoverageHint(makeCoverage([inferred(relay)]), { ...offline, language: 'ja' })).toBe(
      'この質問は Example Relay Developer Guide (ja_jp) の内容のようですが、索引にありません。オフラインではバンドルで取り込めます: "aws-docs-offline import FILE" または "aws-docs-offline pull relay-dg --locale ja_jp --from FOLDER --trust KEY"。',
    )
    expect(makeCoverageHint(makeCoverage([inferred(kiln)]), { ...offline, language: 'ja' })).toBe(
      'この質問は Example Kiln の内容のようですが、索引にありません。オフラインではバンドルで取り込めます: "aws-docs-offline import FILE"。',
    )
  })
})

test('two guides that are named are got by one command', () => {
  const both = [VAULT, makeAbsent('relay-dg', 'Example Relay Developer Guide')]
  expect(makeCoverageHint(makeCoverage(both), online)).toBe(
    'Not in this index: Example Vault User Guide, Example Relay Developer Guide; "aws-docs-offline crawl vault-ug relay-dg" gets them.',
  )
})

test('words that stand nowhere are named', () => {
  const nonsense = { ...makeCoverage([]), unknownWords: ['flurbl', 'zork'] }
  expect(makeCoverageHint(nonsense, online)).toBe(
    'Nothing here seems to answer this: the hits only share words with it. Nowhere in the index: "flurbl", "zork".',
  )
  expect(makeCoverageHint(nonsense, { ...online, hasHits: false })).toBe('Nowhere in the index: "flurbl", "zork".')
})

function makePart(pages: number, left: number) {
  return computeCompleteness({
    catalogId: 'vault-ug',
    locale: 'en_us',
    pages,
    left,
    completedAt: undefined,
    lastWorkAt: NOW - DAY,
    isRunning: false,
    delayMs: 5000,
  })
}
