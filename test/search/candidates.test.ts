// The first stage is exact: whatever the query and the filter, the candidates are the best pages by the first-pass
// score over all pages that hold a word.

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAskedLabels } from '../../src/search/candidates/asked-labels.ts'
import { getLengthNorms, PAGE_FREQUENCY, PASSAGE_FREQUENCY, saturate } from '../../src/search/candidates/bm25.ts'
import { collectCandidates } from '../../src/search/candidates/collect-candidates.ts'
import { FIRST_PASS_NAMES, scoreFirstPass } from '../../src/search/candidates/first-pass.ts'
import { readQueryLists, type TermList } from '../../src/search/candidates/query-lists.ts'
import { openSearchScope } from '../../src/search/candidates/search-scope.ts'
import { type CandidateRequest, walkLists } from '../../src/search/candidates/walk-lists.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { makeQueryModel } from '../../src/search/query/query-model.ts'
import { loadRankingModel } from '../../src/search/ranking/model.ts'
import { getPassageIdAt } from '../../src/store/fulltext/passage-map.ts'
import { openPostings } from '../../src/store/fulltext/postings.ts'
import { IN_TITLE } from '../../src/store/fulltext/term-columns.ts'
import { toGuideId } from '../../src/store/index/passage-id.ts'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const WORDS = 'vault quota object deleted hold relay key root upload limit price 料金 復元 vault:PutObject'.split(' ')
const query = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...WORDS) }, fc.string({ maxLength: 10 })), {
    minLength: 1,
    maxLength: 9,
  })
  .map((words) => words.join(' '))
const filter = fc.constantFrom({}, { guides: ['relay-dg'] }, { products: ['Example Vault'] }, { guides: ['none'] })
const locale = fc.constantFrom('en_us' as const, 'ja_jp' as const)

function makeRequest(text: string, scope: object, where: 'en_us' | 'ja_jp', limit: number): CandidateRequest {
  const parsed = parseQuery(text)
  const postings = openPostings(site.db)
  const { lists, weights } = readQueryLists(parsed, postings)
  return {
    map: postings.map,
    lists,
    ranges: openSearchScope(site.db, scope).getRanges(where),
    total: makeQueryModel(parsed, weights).total,
    limit,
    weights: { ...loadRankingModel().firstPass, label: 1.5 },
    labels: readAskedLabels(parsed, weights, new Set(), postings),
    computeNamedness: (guideId) => (guideId % 3) / 2,
    printedness: (guideId) => (guideId % 4) / 3,
    isTranslated: (guideId) => guideId % 2 === 0,
  }
}

test('the candidates are the best of all pages that hold a word of the query', () => {
  fc.assert(
    fc.property(query, filter, locale, fc.integer({ min: 1, max: 12 }), (text, scope, where, limit) => {
      const request = makeRequest(text, scope, where, limit)
      const all = scoreEveryPage(request)
      const found = collectCandidates(request)
      expect(found.matched).toBe(all.length)
      expect(found.pages.map(({ score }) => score.toFixed(8))).toEqual(
        all.slice(0, limit).map(({ score }) => score.toFixed(8)),
      )
      for (const { firstPass, score } of found.pages)
        expect(scoreFirstPass(firstPass, request.weights)).toBeCloseTo(score, 8)
    }),
    { numRuns: 300 },
  )
})

// Where all pages are wanted, none is left out for its bound.
test('leaving out what cannot be among the best changes neither pages nor scores nor counts, whatever the weights', () => {
  const weight = fc.oneof(fc.constant(0), fc.double({ min: -6, max: 6, noNaN: true }))
  const weights = fc.record(Object.fromEntries(FIRST_PASS_NAMES.map((name) => [name, weight])))
  fc.assert(
    fc.property(query, filter, locale, fc.integer({ min: 1, max: 12 }), weights, (text, scope, where, limit, other) => {
      const request = makeRequest(text, scope, where, limit)
      for (const each of [request.weights, { ...request.weights, ...other }]) {
        const all = collectCandidates({ ...request, weights: each, limit: request.map.pages })
        const few = collectCandidates({ ...request, weights: each })
        expect(few).toEqual({ ...all, pages: all.pages.slice(0, limit) })
      }
    }),
    { numRuns: 300 },
  )
})

test('no page scores more than its bound', () => {
  fc.assert(
    fc.property(query, filter, locale, (text, scope, where) => {
      const request = { ...makeRequest(text, scope, where, 1), limit: 1000 }
      const { pages } = collectCandidates(request)
      const { bounds } = walkLists(request)
      for (const { place, score } of pages) expect(bounds[place]).toBeGreaterThanOrEqual(score)
    }),
  )
})

// Page by page and posting by posting, with nothing of the code under test but its formulas.
function scoreEveryPage({ map, lists, labels, ranges, total, weights, ...of }: CandidateRequest) {
  const norms = getLengthNorms(map)
  const isIn = (id: number) => ranges.some(({ from, to }) => id >= from && id <= to)
  const places = Array.from({ length: map.pages }, (_, place) => place).filter((place) =>
    isIn(getPassageIdAt(map, map.firstPassage[place] ?? 0)),
  )
  const ordinalsOf = (place: number) =>
    Array.from({ length: (map.firstPassage[place + 1] ?? 0) - (map.firstPassage[place] ?? 0) }, (_, n) => n).map(
      (n) => (map.firstPassage[place] ?? 0) + n,
    )
  const inScope = new Set(places.flatMap(ordinalsOf))
  const guideShare = (one: TermList, guideId: number) => {
    const scoped = [...one.list.ordinals].filter((ordinal) => inScope.has(ordinal))
    const own = scoped.filter((ordinal) => toGuideId(map.pageIds[map.pageOf[ordinal] ?? 0] ?? 0) === guideId)
    return scoped.length === 0 ? undefined : own.length / scoped.length
  }
  const pages = places.flatMap((place) => {
    const passages = new Map(ordinalsOf(place).map((ordinal) => [ordinal, 0]))
    const guideId = toGuideId(map.pageIds[place] ?? 0)
    const sum = { pageBm25: 0, titleWords: 0, anchorText: 0, page: 0, affinity: 0, whole: 0 }
    for (const one of lists) {
      const held = [...one.list.ordinals].map((ordinal, at) => ({ ordinal, mark: one.list.marks[at] ?? 0 }))
      const here = held.filter(({ ordinal }) => passages.has(ordinal))
      const said = [...one.anchors.ordinals].indexOf(place)
      const count = one.anchors.marks[said] ?? 0
      if (said >= 0) sum.anchorText += (one.weight * count) / (count + 1)
      const share = one.isIdentifier ? undefined : guideShare(one, guideId)
      if (share !== undefined) {
        sum.affinity += share * one.weight
        sum.whole += one.weight
      }
      if (here.length === 0) continue
      sum.page += one.weight
      if (here.some(({ mark }) => mark & IN_TITLE)) sum.titleWords += one.weight
      const frequency = here.reduce((all, { mark }) => all + (PAGE_FREQUENCY[mark] ?? 0), 0)
      if (!one.isIdentifier) sum.pageBm25 += one.weight * saturate(frequency, norms.ofPage[place] ?? 1)
      for (const { ordinal, mark } of here) {
        const part = one.isIdentifier
          ? 1
          : saturate(PASSAGE_FREQUENCY[mark] ?? 0, norms.ofCount[map.termCounts[ordinal] ?? 0] ?? 1)
        passages.set(ordinal, (passages.get(ordinal) ?? 0) + one.weight * part)
      }
    }
    if (sum.page === 0 && sum.anchorText === 0) return []
    const scores = [...passages.values()]
    const [best = 0, next = 0] = scores.toSorted((a, b) => b - a)
    const firstPass = {
      passage: best / total,
      nextPassage: next / total,
      openingPassage: (scores[0] ?? 0) / total,
      pageBm25: sum.pageBm25 / total,
      titleWords: sum.titleWords / total,
      anchorText: sum.anchorText / total,
      page: sum.page / total,
      affinity: sum.whole === 0 ? 0 : sum.affinity / sum.whole,
      product: of.computeNamedness(guideId),
      printedGuide: of.printedness(guideId),
      translated: of.isTranslated(guideId) ? 1 : 0,
      label: Math.max(0, ...labels.flatMap((one) => (one.ordinals.some((at) => passages.has(at)) ? one.share : []))),
      inbound: norms.logOfLinks[place] ?? 0,
      pageLength: norms.logOfLength[place] ?? 0,
    }
    return [{ place, score: scoreFirstPass(firstPass, weights) }]
  })
  return pages.toSorted((a, b) => b.score - a.score || a.place - b.place)
}

describe('a query', () => {
  test('of any length has a bounded number of terms', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 2000 }), (words) => {
        const { terms, sequence, identifiers } = parseQuery(words.join(' '))
        expect(terms.length).toBeLessThanOrEqual(120)
        expect(sequence.length).toBeLessThanOrEqual(200)
        expect(identifiers.length).toBeLessThanOrEqual(16)
      }),
    )
  })

  test('reads the doclist of each of its words, however common', () => {
    const { lists } = readQueryLists(parseQuery('vault vaults object quota hold'), openPostings(site.db))
    expect(lists.filter(({ isTyped }) => isTyped).map(({ term }) => term)).toEqual(['vault', 'object', 'quota', 'hold'])
  })

  test('weighs an identifier that is a product by half, where it stands for itself', () => {
    const weigh = (text: string, identifier: string) =>
      readQueryLists(parseQuery(text), openPostings(site.db)).weights.get(`code:${identifier}`) ?? 0
    const usual = weigh('CQ7 listeners', 'cq7')
    for (const text of ['SSO listeners', 'listeners (SSO).', 'the SSO, its listeners'])
      expect(weigh(text, 'sso') / usual).toBeCloseTo(0.5, 5)
    expect(weigh('lambda:Layer limits', 'lambdalayer') / usual).toBeCloseTo(1, 5)
  })
})
