// Terms as numbers, so that a passage that was taken apart is an array of four bytes a term, and comparing is comparing
// numbers. Only ever grows: who keeps one throws it away when it has become too large, with all that was numbered by
// it.

export class PassageVocabulary {
  readonly #numbers = new Map<string, number>()
  readonly #terms: string[] = []

  get size(): number {
    return this.#terms.length
  }

  /** A term that was never seen gets the next number. */
  getNumber(term: string): number {
    const known = this.#numbers.get(term)
    if (known !== undefined) return known
    const number = this.#terms.length
    this.#numbers.set(term, number)
    this.#terms.push(term)
    return number
  }

  getTerm(number: number): string {
    return this.#terms[number] ?? ''
  }
}
