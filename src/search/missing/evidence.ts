// What a search left of a query that tells how well it was answered: one for each phrasing that was asked. Not for
// surfaces.

import { toTerms } from '../../core/text/terms.ts'
import { toEnglishSequence } from '../languages/translate-query.ts'
import type { ParsedQuery } from '../query/parse-query.ts'
import type { RankedPage, Ranking } from '../ranking/rank-pages.ts'

export interface Evidence {
  readonly text: string
  readonly isPasted: boolean
  /** Words that were lost on the way to another language. */
  readonly untranslated: number
  /** A Japanese question half of whose words nobody knows the English for. */
  readonly isHalfLost: boolean
  /** Terms in order, in English: those that were written, and what the others are called. */
  readonly sequence: readonly string[]
  /** Words that the reader wrote, each once. */
  readonly typed: number
  /** Share of the heaviest of them in the weight of all. */
  readonly heaviest: number
  /** Share of the identifiers that stand nowhere in the index. */
  readonly unknownIdentifiers: number
  /** Words as they were written that stand nowhere in the index, in any language that was asked. */
  readonly unknownWords: readonly string[]
  /** Best first: those that tell something. */
  readonly pages: readonly RankedPage[]
}

/** Rankings are those of each language that was asked, the query's own first. */
export function findEvidence(
  parsed: ParsedQuery,
  rankings: readonly (Ranking & { readonly query: ParsedQuery })[],
  pages: Iterable<RankedPage>,
): Evidence {
  // In English, where most of the index is: a question in another language is asked there in translation.
  const last = rankings.at(-1)
  const query = last?.query ?? parsed
  // Where no English page was asked for, nobody has translated it yet.
  const sequence = parsed.isJapanese && !query.isTranslated ? toEnglishSequence(parsed) : query.sequence
  const typed = query.terms.filter(({ isImplied }) => !isImplied)
  const weights = typed.map(({ term }) => last?.weights.get(term) ?? 0)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    text: parsed.text,
    isPasted: parsed.isPasted,
    untranslated: query.untranslated,
    isHalfLost: parsed.isJapanese && (sequence.length === 0 || isHalfUntranslated(query, typed.length)),
    sequence,
    typed: typed.length,
    heaviest: total === 0 ? 0 : Math.max(...weights) / total,
    unknownIdentifiers:
      query.identifiers.length === 0 ? 0 : (last?.unknownIdentifiers.length ?? 0) / query.identifiers.length,
    unknownWords: splitWords(parsed.text, listUnknownInAll(rankings)),
    pages: takeTelling(pages),
  }
}

function isHalfUntranslated({ isTranslated, untranslated }: ParsedQuery, typed: number): boolean {
  return isTranslated && untranslated > 0 && untranslated >= typed
}

const FIRST_PAGES = 10
/** In scores: how far one guide is ahead is not told beyond this. */
export const LARGEST_LEAD = 5

// The first pages, and on to the first of another guide than theirs. No further: of each more the text is read.
function takeTelling(pages: Iterable<RankedPage>): RankedPage[] {
  const told: RankedPage[] = []
  for (const page of pages) {
    told.push(page)
    const [first = page] = told
    const isLed = first.page.base !== page.page.base || first.score - page.score > LARGEST_LEAD
    if (told.length >= FIRST_PAGES && (isLed || told.some((other) => other.page.base !== first.page.base))) break
  }
  return told
}

function listUnknownInAll(rankings: readonly Ranking[]): ReadonlySet<string> {
  const [first, ...others] = rankings.map(({ unknown }) => new Set(unknown))
  return new Set([...(first ?? [])].filter((term) => others.every((other) => other.has(term))))
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}_.:'-]*/gu
const MOST_WORDS = 5

function splitWords(text: string, unknown: ReadonlySet<string>): string[] {
  if (unknown.size === 0) return []
  const words = (text.match(WORD) ?? []).map((word) => word.replace(/[.:'-]+$/, ''))
  const isUnknown = (word: string) => {
    const terms = toTerms(word)
    return terms.length > 0 && terms.every((term) => unknown.has(term))
  }
  return [...new Set(words.filter(isUnknown))].slice(0, MOST_WORDS)
}
