// What a session was already shown: a passage that comes again is named, not repeated. For clients that keep the whole
// conversation; one that compacts it has forgotten what this remembers.

import { quoteBriefly, shorten } from '../../core/text/shorten.ts'
import type { SearchOutput } from '../tools/search-documentation.ts'

export interface ShownPassages {
  /** The same answer with the passages named that were shown before. */
  nameRepeats(output: SearchOutput): SearchOutput
  /** Notes what an answer to `question` showed in the end. */
  remember(output: SearchOutput, question: string): void
}

/** A session that has seen more begins to see the oldest again. */
const MOST_REMEMBERED = 5000
/** Shorter ones cost no more than their name. */
const SHORTEST = 120

export function createShownPassages(): ShownPassages {
  const shown = new Map<string, string>()
  return {
    nameRepeats: (output) => ({
      ...output,
      search_results: output.search_results.map((hit) => {
        const question = hit.context.length < SHORTEST ? undefined : shown.get(toKey(hit))
        return question === undefined
          ? hit
          : { ...hit, context: `Shown before, in the answer to ${quoteBriefly(question)}.`, repeated: true }
      }),
    }),
    remember(output, question) {
      for (const hit of output.search_results) {
        if (!hit.repeated && !shown.has(toKey(hit))) shown.set(toKey(hit), shorten(question))
      }
      for (const key of shown.keys()) {
        if (shown.size <= MOST_REMEMBERED) break
        shown.delete(key)
      }
    },
  }
}

function toKey({ url, context }: SearchOutput['search_results'][number]): string {
  return `${url}\n${context}`
}
