// A Japanese-English vocabulary learnt from headings that stand at the same place of translated pages: words that keep
// company more often than chance would have it are taken for translations of each other. Pure.

import { toTerms } from '../../core/text/terms.ts'
import type { TranslatedHeading, Translation } from '../../store/fulltext/learned-terms.ts'

/** Pairs seen less often than this are chance. */
const LEAST_PAIRS = 2
const LEAST_DICE = 0.25
const MOST_TARGETS = 3

/** Dice's coefficient over heading pairs: 2 × together / (one + other). */
export function learnTranslations(headings: readonly TranslatedHeading[]): Translation[] {
  const sources = new Map<string, number>()
  const targets = new Map<string, number>()
  const pairs = new Map<string, Map<string, number>>()
  for (const { source, target } of dropRepeatedPairs(headings)) {
    const words = new Set(listJapaneseWords(source))
    const terms = new Set(toTerms(target).filter((term) => /^[a-z]/.test(term)))
    for (const term of terms) targets.set(term, (targets.get(term) ?? 0) + 1)
    for (const word of words) {
      sources.set(word, (sources.get(word) ?? 0) + 1)
      const together = pairs.get(word) ?? new Map<string, number>()
      for (const term of terms) together.set(term, (together.get(term) ?? 0) + 1)
      pairs.set(word, together)
    }
  }
  return [...pairs].flatMap(([source, together]) =>
    [...together]
      .filter(([, count]) => count >= LEAST_PAIRS)
      .map(([target, count]) => ({
        source,
        target,
        weight: (2 * count) / ((sources.get(source) ?? 0) + (targets.get(target) ?? 0)),
      }))
      .filter(({ weight }) => weight >= LEAST_DICE)
      .sort((a, b) => b.weight - a.weight || (a.target < b.target ? -1 : 1))
      .slice(0, MOST_TARGETS),
  )
}

/** Runs of one script: katakana words and runs of ideographs, which is where the content words of Japanese are. */
export function listJapaneseWords(text: string): string[] {
  return text.normalize('NFKC').match(/[\u30a1-\u30fa\u30fc]{2,}|[\u3005\u3400-\u9fff]{2,}/g) ?? []
}

// "Syntax" and "Examples" stand on every page: one pair says as much as a thousand.
function dropRepeatedPairs(headings: readonly TranslatedHeading[]): TranslatedHeading[] {
  return [...new Map(headings.map((heading) => [`${heading.source}\n${heading.target}`, heading])).values()]
}
