// One target of the fuzzer in a process of its own, so that a loop without end or a heap that is full ends nothing
// else. Writes the number of each case into a file before it is tried, and tells its parent each second that it lives,
// and each failure.
//   fuzz-child.ts TARGET SEED FIRST MILLISECONDS FOLDER

import { openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Failure, tryCase } from './target.ts'
import { TARGETS } from './targets.ts'

/** Cases after which caches are full: what is in use from then on is compared with the end. */
const WARM_AFTER = 300
const MOST_GROWTH = 200 * 2 ** 20
/**
 * Of another process: nobody can ask it to collect first, and the caches of an index fill for some ten thousand
 * questions.
 */
const MOST_GROWTH_THERE = 500 * 2 ** 20

const [name, seed = '1', first = '0', milliseconds = '1000', folder = '.'] = process.argv.slice(2)
const target = TARGETS.find((one) => one.name === name)
if (!target) throw new Error(`no target is called ${name}`)
const say = (message: object) => new Promise((resolve) => process.send?.(message, resolve))
const progress = openSync(join(folder, '../case'), 'w')
const open = await target.open(folder)
const memory = open.measureMemory ?? measureMemory
const end = performance.now() + Number(milliseconds)
let [n, warm, said] = [Number(first), Number.NaN, 0]
for (let done = 0; performance.now() < end; n++, done++) {
  writeSync(progress, String(n).padStart(12), 0)
  if (performance.now() - said > 1000) {
    await say({ n })
    said = performance.now()
  }
  const failure = await tryCase(target, open, Number(seed), n)
  if (failure) await say({ n, failure: { what: failure.what, file: keep(failure, n) } })
  if (done === WARM_AFTER) warm = await memory()
}
const growth = (await memory()) - warm
if (growth > (open.measureMemory ? MOST_GROWTH_THERE : MOST_GROWTH))
  await say({ n, failure: { what: `memory has grown by ${Math.round(growth / 2 ** 20)} MB`, file: '' } })
await open.close?.()
await say({ n, done: true })
process.disconnect?.()

async function measureMemory(): Promise<number> {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function keep({ input }: Failure, at: number): string {
  const file = join(folder, '..', `${name}-${seed}-${at}.input`)
  writeFileSync(file, input)
  return file
}
