// The passages of a candidate page: the one that it is ranked by, the one that is shown for it, and what is shown
// around that.

import type { Section } from '../../core/model/page.ts'
import { getPassageIdAt, type PassageMap } from '../../store/fulltext/passage-map.ts'
import type { Candidate } from '../candidates/collect-candidates.ts'
import type { IndexedPages, PageOutline, PagePassage, PageText } from '../candidates/indexed-pages.ts'
import type { TermList } from '../candidates/query-lists.ts'
import { memoize } from '../memoize.ts'
import { normalizeForCompare } from '../query/normalize-for-compare.ts'
import type { QueryModel } from '../query/query-model.ts'
import type { PageFeatures, PassageFeatures } from './features.ts'
import { type BoundPlan, boundPassage, listHeldIdentifiers } from './passage-bound.ts'
import {
  boundChoice,
  type ChoiceFeatures,
  type ChoiceWeights,
  computeChoiceFeatures,
  scoreChoice,
} from './passage-choice.ts'
import { computePassageFeatures, scorePassage } from './passage-features.ts'
import { collectPageWords } from './typed-words.ts'
import { computeWordsInPage, NO_WORDS } from './words-in-page.ts'

/** A passage of a page, and what is shown around it. */
export interface BestPassage {
  readonly section: Section | undefined
  readonly anchor: string
  /** Of the page. */
  readonly markdown: string
  /** The passage's place in it. */
  readonly start: number
  readonly end: number
  readonly sections: readonly Section[]
  /** How many it has, and which: put together when another passage has about as many. */
  readonly countTerms: () => number
  readonly getTerms: () => ReadonlySet<string>
  /** Other sections with good passages. */
  readonly others: readonly Section[]
}

/** The query, as passages are looked at for it. */
export interface PassageLook {
  readonly queryModel: QueryModel
  readonly plan: BoundPlan
  readonly lists: readonly TermList[]
  readonly pages: IndexedPages
  readonly map: PassageMap
}

/** A candidate as it is known before its text is. */
export interface Glance {
  readonly candidate: Candidate
  readonly outline: PageOutline
  readonly named: ReadonlySet<string>
  readonly features: PageFeatures
  /** What they count. */
  readonly score: number
  /** Those that are looked at. */
  readonly passages: readonly PassageGlance[]
}

export interface PassageGlance {
  readonly id: number
  /** As in typed-words.ts. */
  readonly marks: Uint8Array
  /** No more than that is its score among the page's passages. */
  readonly mostScore: number
}

/** A passage that holds this share of what the best one holds is named beside it. */
const GOOD_SHARE = 0.6

/**
 * The passage that the page is ranked by. The one that may be best is looked at first; the others as long as they may
 * be better.
 */
export function findBestPassage({ queryModel, plan, pages }: PassageLook, { outline, named, passages }: Glance) {
  let best: { passage: PagePassage; own: PassageFeatures; score: number; marks: Uint8Array } | undefined
  for (const { id, marks, mostScore } of passages.toSorted((a, b) => b.mostScore - a.mostScore)) {
    if (best && mostScore < best.score) break
    const passage = pages.getPassage(id)
    if (!passage) continue
    const standing = { named, identifiers: listHeldIdentifiers(plan, marks) }
    const own = computePassageFeatures(queryModel, plan.places, outline, passage, standing)
    const score = scorePassage(own)
    if (!best || score > best.score || (score === best.score && id < best.passage.row.id))
      best = { passage, own, score, marks }
  }
  return best
}

/** What was seen of a page for one choice, for the next: the first hits are asked for one passage, then for more. */
const seen = new WeakMap<Glance, { readonly by: ChoiceWeights; readonly passages: Iterable<SeenPassage> }>()

/** As iterateSeenPassages; each is looked at once. */
function getSeenPassages(look: PassageLook, glance: Glance, by: ChoiceWeights): Iterable<SeenPassage> {
  const known = seen.get(glance)
  if (known?.by === by) return known.passages
  const passages = rememberRead(iterateSeenPassages(look, glance, by))
  seen.set(glance, { by, passages })
  return passages
}

function rememberRead<Item>(items: Iterator<Item>): Iterable<Item> {
  const read: Item[] = []
  return {
    *[Symbol.iterator]() {
      for (let at = 0; ; at++) {
        if (at === read.length) {
          const next = items.next()
          if (next.done) return
          read.push(next.value)
        }
        yield read[at] as Item
      }
    },
  }
}

export interface SeenPassage {
  readonly passage: PagePassage
  readonly features: ChoiceFeatures
  readonly score: number
  /** How much of the score it has for being what the query names. */
  readonly more: number
  /** No less than its score. */
  readonly most: number
}

/**
 * What the opening of a page counts for more where the query is no more than words of the page's title, more than all
 * else that is said of a passage: whoever types "nat gateway" wants to know what it is, and not how one is deleted. By
 * hand: hardly a judged query names a page so.
 */
const NAMED_OPENING = 12
/** Typed words; more of them say what is wanted of it. */
const LONGEST_NAME = 3

/** Whether the query is such a name, with or without the product's, and not that of one of the page's sections. */
function isNameOf({ titleTerms, foldedTitle }: PageOutline, look: NameLook, sections: readonly Section[]): boolean {
  const { query, asksHowMuch, asksAboutTrouble, foldedText } = look.queryModel
  const typed = query.terms.filter(({ isImplied }) => !isImplied).map(({ term }) => term)
  const own = typed.filter((term) => titleTerms.has(term) || !look.named.has(term))
  if (own.length === 0 || own.length > LONGEST_NAME || query.untranslated > 0) return false
  if (asksHowMuch || asksAboutTrouble || !own.every((term) => titleTerms.has(term))) return false
  return foldedTitle === foldedText || !sections.some(({ title }) => normalizeForCompare(title) === foldedText)
}

type NameLook = Pick<PassageLook, 'queryModel'> & Pick<Glance, 'named'>

/** All passages of the page, those first that may be shown for it. */
export function* iterateSeenPassages(
  { queryModel, plan, lists, pages, map }: PassageLook,
  { candidate: { place, pageId }, outline, named }: Glance,
  by: ChoiceWeights,
): Generator<SeenPassage> {
  const first = map.firstPassage[place] ?? 0
  const ordinals = Array.from({ length: (map.firstPassage[place + 1] ?? first) - first }, (_, n) => first + n)
  const { marks } = collectPageWords(map, lists, place, ordinals, queryModel.query.terms.length)
  const lengths = ordinals.map((ordinal) => map.termCounts[ordinal] ?? 0)
  const { ofPassage: words, weights } = computeWordsInPage(plan, marks, lengths)
  const { markdown, sections } = pages.getText(pageId) ?? NO_TEXT
  const opening = isNameOf(outline, { queryModel, named }, sections) ? first : undefined
  const bounds = ordinals.map((ordinal, n) => {
    const own = marks[n] ?? NO_MARKS
    const apart = words[n] ?? NO_WORDS
    const bound = boundChoice(boundPassage(plan, outline, own, lengths[n] ?? 0), queryModel, apart, by)
    const more = ordinal === opening ? NAMED_OPENING : 0
    return { ordinal, own, apart, more, most: bound + more }
  })
  for (const { ordinal, own, apart, more, most } of bounds.sort((a, b) => b.most - a.most || a.ordinal - b.ordinal)) {
    const passage = pages.getPassage(getPassageIdAt(map, ordinal))
    if (!passage) continue
    const standing = { named, identifiers: listHeldIdentifiers(plan, own) }
    const features = computePassageFeatures(queryModel, plan.places, outline, passage, standing)
    const text = markdown.slice(passage.row.start, passage.row.end)
    const chosenBy = computeChoiceFeatures(features, queryModel, passage, text, apart, weights)
    yield { passage, features: chosenBy, score: scoreChoice(chosenBy, by) + more, more, most }
  }
}

const NO_MARKS = new Uint8Array()

/** A passage that may be shown beside the best one. */
export interface NextPassage {
  readonly section: Section | undefined
  readonly start: number
  readonly end: number
  /** How far its score is below the best one's: a logarithm of how much less likely it is. */
  readonly behind: number
}

export interface ChosenPassages {
  readonly best: PagePassage | undefined
  readonly next: readonly NextPassage[]
}

/** Beside the best passage, one that is so much less likely is not shown. */
export const UNLIKELY = Math.log(20)

/** The passage that is shown for the page, and so many that come after it, best first: all that are not UNLIKELY. */
export function choosePassages(look: PassageLook, glance: Glance, by: ChoiceWeights, more: number): ChosenPassages {
  const kept: Pick<SeenPassage, 'passage' | 'score' | 'more'>[] = []
  for (const { passage, score, more: own, most } of getSeenPassages(look, glance, by)) {
    const last = kept[more]
    if ((last && most < last.score) || (kept[0] && most < kept[0].score - kept[0].more - UNLIKELY)) break
    kept.push({ passage, score, more: own })
    kept.sort((a, b) => b.score - a.score || a.passage.row.id - b.passage.row.id)
    kept.length = Math.min(kept.length, more + 1)
  }
  const [best, ...others] = kept
  // What else the page says of its own name is not the less likely for that.
  const first = best ? best.score - best.more : 0
  const next = others.map(({ passage: { row, section }, score }) => ({
    section,
    start: row.start,
    end: row.end,
    behind: Math.max(0, first - score),
  }))
  return { best: best?.passage, next }
}

export function describePassage(
  { pages, map }: PassageLook,
  { candidate }: Glance,
  { row, section, terms, distinctTerms }: PagePassage,
): BestPassage {
  const { markdown, sections, passages } = pages.getText(candidate.pageId) ?? NO_TEXT
  const most = candidate.passages[0]?.score ?? 0
  const good = candidate.passages.filter(({ score }) => score > GOOD_SHARE * most)
  const others = good.flatMap(({ ordinal }) => {
    const id = getPassageIdAt(map, ordinal)
    return sections[passages.find((passage) => passage.id === id)?.section ?? -1] ?? []
  })
  return {
    section,
    anchor: row.anchor,
    markdown,
    start: row.start,
    end: row.end,
    sections,
    countTerms: () => distinctTerms,
    getTerms: memoize(() => new Set(Array.from(terms, (number) => pages.vocabulary.getTerm(number)))),
    others: [...new Set(others.filter((other) => other.ordinal !== section?.ordinal))],
  }
}

const NO_TEXT: Pick<PageText, 'markdown' | 'sections' | 'passages'> = { markdown: '', sections: [], passages: [] }
