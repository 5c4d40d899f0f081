// What somebody may have meant by a name that there is not. Pure.

import { distance } from 'fastest-levenshtein'
import { foldCase } from './fold-case.ts'

/** The share of a name's letters that may differ. */
const NEAR_SHARE = 0.4
const MOST_NAMED = 3
/** Longer is no name: to compare it would take seconds, and nothing is near. */
export const LONGEST_NAME = 200

/**
 * Of `names` those that are nearly `wanted`, or hold it as a word or the beginning of one: nearest first, none where
 * none is near.
 */
export function findNearNames(wanted: string, names: readonly string[]): string[] {
  const asked = fold(wanted)
  if (asked === '' || asked.length > LONGEST_NAME) return []
  const near = names.map((name) => ({ name, farness: computeFarness(asked, fold(name)) }))
  return near
    .filter((one) => one.farness <= NEAR_SHARE)
    .sort((a, b) => a.farness - b.farness || a.name.length - b.name.length)
    .slice(0, MOST_NAMED)
    .map(({ name }) => name)
}

/** "Did you mean "a" or "b"?", and nothing where nothing is near. */
export function formatSuggestion(near: readonly string[]): string {
  if (near.length === 0) return ''
  const quoted = near.map((name) => `"${name}"`)
  const last = quoted.pop() ?? ''
  return `Did you mean ${quoted.length > 0 ? `${quoted.join(', ')} or ` : ''}${last}?`
}

function computeFarness(asked: string, name: string): number {
  const words = name.split(/[^\p{L}\p{N}]+/u)
  const ofWords = words.map((word) =>
    word.startsWith(asked) && asked.length > 1 ? 0.1 : 0.15 + computeShare(asked, word) * (word.length > 3 ? 1 : 2),
  )
  const isBegun = name.length > 3 && asked.startsWith(name)
  return Math.min(computeShare(asked, name), isBegun ? 0.2 : 1, ...ofWords)
}

function computeShare(a: string, b: string): number {
  return distance(a, b) / Math.max(a.length, b.length, 1)
}

function fold(name: string): string {
  return foldCase(name).trim()
}
