// What is said of an argument that a tool does not have: which of its own is nearest, by what other servers call it or
// by spelling. Pure.

import { distance } from 'fastest-levenshtein'
import { quoteBriefly } from '../../core/text/shorten.ts'
import { foldName } from './read-arguments.ts'

/** Names that other documentation and search servers use, folded, and ours for them, as far as a tool has them. */
const ELSEWHERE: readonly (readonly [names: readonly string[], ours: readonly string[]])[] = [
  [
    ['q', 'query', 'question', 'text', 'phrase', 'searchquery', 'keywords', 'topic'],
    ['search_phrase', 'query'],
  ],
  [
    ['maxresults', 'numresults', 'topk', 'count', 'n', 'size', 'pagesize', 'limit', 'maxrows'],
    ['limit', 'max_rows'],
  ],
  [['lang', 'language'], ['locale']],
  [
    ['product', 'products', 'service', 'services'],
    ['product_types', 'guide', 'query'],
  ],
  [
    ['guides', 'guidetype', 'guideid'],
    ['guide', 'guide_types'],
  ],
  [
    ['section', 'sections', 'titles', 'headings'],
    ['section_titles', 'section_title'],
  ],
  [['urls', 'uri', 'page', 'pages', 'link', 'path', 'documentationurl'], ['url']],
  [['offset', 'start', 'from', 'startat'], ['start_index']],
  [['length', 'maxchars', 'maxcharacters', 'chars'], ['max_length']],
  [
    ['budget', 'maxtokens', 'maxtokencount', 'tokens'],
    ['max_tokens', 'max_length'],
  ],
  [['date', 'after', 'sincedate', 'days'], ['since']],
]
/** The share of a name's letters that may differ. */
const NEAR_SHARE = 0.4

/** A sentence for each unknown name. Another server's name means none of those that are `given` by their own. */
export function describeUnknown(
  unknown: readonly string[],
  known: readonly string[],
  given: readonly string[] = [],
): string[] {
  const free = known.filter((name) => !given.includes(name))
  return unknown.map((name) => {
    const shown = quoteBriefly(name, 60)
    if (known.length === 0) return `${shown} was ignored: this tool takes no arguments.`
    const nearest = findNearestArgument(name, known, free)
    return nearest === undefined
      ? `${shown} was ignored: it is no argument of this tool, which takes ${known.join(', ')}.`
      : `${shown} was ignored: it is no argument of this tool. The nearest is "${nearest}".`
  })
}

function findNearestArgument(asked: string, known: readonly string[], free: readonly string[]): string | undefined {
  const folded = foldName(asked)
  const [nearest] = [...known.map((name) => ({ as: foldName(name), name })), ...listNamesElsewhere(free)]
    .map(({ as, name }) => ({ name, differing: distance(folded, as) / Math.max(folded.length, as.length) }))
    .sort((a, b) => a.differing - b.differing)
  return nearest && nearest.differing <= NEAR_SHARE ? nearest.name : undefined
}

function listNamesElsewhere(known: readonly string[]): { as: string; name: string }[] {
  return ELSEWHERE.flatMap(([names, ours]) => {
    const name = ours.find((one) => known.includes(one))
    return name === undefined ? [] : names.map((as) => ({ as, name }))
  })
}
