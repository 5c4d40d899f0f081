// How long a worker that died is waited for before another takes its place. Pure.

const SHORTEST_MS = 100
const LONGEST_MS = 30_000
/** Who lived this long did not die of how it starts. */
const GOOD_LIFE_MS = 60_000

/** Deaths in a row, this one included. */
export function countDeathsInARow(before: number, livedMs: number): number {
  return livedMs >= GOOD_LIFE_MS ? 1 : before + 1
}

/** At once, so to speak, the first time; twice as long with each that follows. */
export function computeRespawnDelayMs(deaths: number): number {
  return Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.max(0, deaths - 1))
}
