// The chain of deltas of one guide. Pure: how it grows with a publication, and how a reader gets along it.

import { type CatalogEntry, type Delta, MAX_DELTAS, type NamedFile } from './published-catalog.ts'

/**
 * The chain with one more delta at its end. Links from whose beginning the way would be no shorter than the full bundle
 * leave it: no reader would go that way.
 */
export function extendChain(before: readonly Delta[], next: Delta | undefined, fullSize: number): Delta[] {
  if (!next) return []
  const chain = before.at(-1)?.to === next.from ? [...before, next] : [next]
  let bytes = 0
  let first = chain.length
  while (first > 0 && chain.length - first < MAX_DELTAS) {
    bytes += chain[first - 1]?.size ?? 0
    if (bytes >= fullSize) break
    first -= 1
  }
  return chain.slice(first)
}

/** A bundle to merge, and the state that the guide has afterwards. */
export type RouteFile = Delta | (NamedFile & { readonly to: string })

export type Route =
  | { readonly kind: 'full'; readonly files: readonly RouteFile[] }
  | { readonly kind: 'delta'; readonly files: readonly Delta[] }

/** What to get to come from `state` to the present one: the smaller of the two ways. */
export function routeFrom({ bundle, deltas }: CatalogEntry, state: string | undefined): Route {
  // A guide may come back to a state that it had: the later link is the shorter way.
  const first = state === undefined ? -1 : deltas.findLastIndex((delta) => delta.from === state)
  const chain = first < 0 ? [] : deltas.slice(first)
  if (chain.length > 0 && sumSizes(chain) < bundle.size) return { kind: 'delta', files: chain }
  return { kind: 'full', files: [{ ...bundle, to: bundle.state }] }
}

export function sumSizes(files: readonly NamedFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}
