// The guides of an index numbered without gaps, so that what is counted by guide stands in plain arrays.

import type { PassageMap } from '../../store/fulltext/passage-map.ts'
import { toGuideId } from '../../store/index/passage-id.ts'

export interface GuidePlaces {
  readonly guideIds: readonly number[]
  /** Place among `guideIds` of each page's guide. */
  readonly guideOf: Uint32Array
}

const known = new WeakMap<PassageMap, GuidePlaces>()

export function getGuidePlaces(map: PassageMap): GuidePlaces {
  const made = known.get(map) ?? makeGuidePlaces(map)
  known.set(map, made)
  return made
}

function makeGuidePlaces({ pages, pageIds }: PassageMap): GuidePlaces {
  const places = new Map<number, number>()
  const guideOf = new Uint32Array(pages)
  for (let page = 0; page < pages; page++) {
    const guideId = toGuideId(pageIds[page] ?? 0)
    const place = places.get(guideId) ?? places.size
    places.set(guideId, place)
    guideOf[page] = place
  }
  return { guideIds: [...places.keys()], guideOf }
}
