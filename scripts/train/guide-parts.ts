// Guides in parts, by a hash: all questions about a guide are in one, so that nothing is fitted to what it is judged
// by.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'

interface OfGuide {
  /** Folder of the guide. */
  readonly guide: string
}

/** For each of so many parts, `judge` sees its examples with what `learn` made of all others. */
export function leaveOut<Example extends OfGuide, Model, Judged>(
  examples: readonly Example[],
  parts: number,
  learn: (others: readonly Example[]) => Model,
  judge: (example: Example, model: Model) => Judged,
): Judged[] {
  return [...Array(parts).keys()].flatMap((part) => {
    const isIn = ({ guide }: OfGuide) => hashText(guide) % parts === part
    const model = learn(examples.filter((example) => !isIn(example)))
    return examples.filter(isIn).map((example) => judge(example, model))
  })
}

export function hashText(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32LE(0)
}

export function readCurrentCommit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
}
