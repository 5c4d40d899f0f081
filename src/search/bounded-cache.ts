// What was read or made lately, up to a total cost. Least recently used goes first: a Map keeps its keys in the order of insertion.

interface Kept<Value> {
  readonly value: Value
  readonly cost: number
}

export class BoundedCache<Value> {
  readonly #kept = new Map<number, Kept<Value>>()
  readonly #most: number
  #held = 0

  constructor(most: number) {
    this.#most = most
  }

  get(key: number): Value | undefined {
    const known = this.#kept.get(key)
    if (!known) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, known)
    return known.value
  }

  /** What is dearer than the whole cache is not kept. */
  set(key: number, value: Value, cost: number): void {
    this.#drop(key)
    this.#kept.set(key, { value, cost })
    this.#held += cost
    for (const oldest of this.#kept.keys()) {
      if (this.#held <= this.#most) break
      this.#drop(oldest)
    }
  }

  #drop(key: number): void {
    const known = this.#kept.get(key)
    if (!known) return
    this.#kept.delete(key)
    this.#held -= known.cost
  }
}
