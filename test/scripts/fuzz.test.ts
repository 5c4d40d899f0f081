// A little of the fuzzer with every run of the tests: the same inputs each time. `npm run fuzz` goes on from there with
// others, for as long as it is let.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Random } from '../../scripts/fuzz/random.ts'
import { type Failure, tryCase } from '../../scripts/fuzz/target.ts'
import { TARGETS } from '../../scripts/fuzz/targets.ts'

const SEED = 20261127
/** About two seconds of each. */
const CASES: Readonly<Record<string, number>> = {
  extraction: 250,
  rendering: 250,
  toc: 2000,
  sitemap: 2000,
  robots: 5000,
  feed: 2000,
  query: 40,
  bundle: 25,
  'index-file': 15,
  images: 5000,
  http: 400,
  stdio: 800,
  'extraction-work': 4,
}

test.each(TARGETS.map((target) => [target.name, target] as const))('%s: nothing is found', async (name, target) => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const open = await target.open(folder)
  const failures: (Failure & { readonly n: number })[] = []
  for (let n = 0; n < (CASES[name] ?? 0); n++) {
    const failure = await tryCase(target, open, SEED, n)
    if (failure) failures.push({ n, ...failure })
  }
  await open.close?.()
  expect(failures).toEqual([])
})

test('every target is tried, and each case is the same whenever it is made', async () => {
  expect(Object.keys(CASES).sort()).toEqual(TARGETS.map(({ name }) => name).sort())
  const made = async () => {
    const inputs: (string | Uint8Array)[] = []
    for (const target of TARGETS.slice(0, 6)) {
      const open = await target.open('')
      for (const n of [3, 1, 2]) await open.try(Random.createForCase(target.name, 7, n), (input) => inputs.push(input))
    }
    return inputs
  }
  expect(await made()).toEqual(await made())
})
