// What a target of the fuzzer is, and what counts as a finding: whatever is thrown other than a refusal (DocsError),
// and what a target itself finds wrong with an answer.

import { DocsError } from '../../src/core/model/errors.ts'
import { Random } from './random.ts'

export interface OpenTarget {
  /** Makes an input, tells `made` what it is, and tries it. Throws when something is wrong. */
  try(random: Random, made: (input: string | Uint8Array) => void): Promise<void> | void
  /** Bytes in use where the input is read, when that is another process. */
  measureMemory?(): Promise<number>
  close?(): Promise<void> | void
}

export interface Target {
  readonly name: string
  /** `folder` is the target's own, and empty. */
  open(folder: string): Promise<OpenTarget> | OpenTarget
}

/** An answer is not what it must be. */
export class CheckResult extends Error {
  override readonly name = 'CheckResult'
}

export function require(isRight: boolean, what: string): asserts isRight {
  if (!isRight) throw new CheckResult(what)
}

/** What `work` gives, or undefined when it is refused. */
export async function tryUnlessRefused<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DocsError) return undefined
    throw error
  }
}

export interface Failure {
  readonly what: string
  readonly input: string | Uint8Array
}

export async function tryCase(target: Target, open: OpenTarget, seed: number, n: number): Promise<Failure | undefined> {
  let input: string | Uint8Array = ''
  try {
    await open.try(Random.createForCase(target.name, seed, n), (made) => {
      input = made
    })
    return undefined
  } catch (error) {
    return { what: error instanceof Error ? (error.stack ?? error.message) : String(error), input }
  }
}
