// Chance that can be had again: the same seed gives the same choices.

export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed | 0
  }

  /** Of one case of a target: each can be repeated without the ones before it. */
  static createForCase(target: string, seed: number, n: number): Random {
    let hash = 2166136261
    for (const character of `${target} ${seed} ${n}`) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619)
    return new Random(hash)
  }

  /** From 0 to below 1: mulberry32. */
  draw(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  drawBelow(limit: number): number {
    return Math.floor(this.draw() * limit)
  }

  /** Mostly few, seldom many. */
  drawFew(most: number): number {
    return Math.floor(this.draw() ** 3 * (most + 1))
  }

  drawChance(share: number): boolean {
    return this.draw() < share
  }

  pick<T>(from: readonly T[]): T {
    const chosen = from[this.drawBelow(from.length)]
    if (chosen === undefined && from.length === 0) throw new Error('nothing to choose from')
    return chosen as T
  }

  /** `least` to `most` of what `make` makes. */
  drawSome<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.drawFew(most - least) }, make)
  }
}
