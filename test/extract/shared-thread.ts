// The extraction thread of every app that tests open in this process: one, kept until the process ends. A thread that
// reads TypeScript loads a loader and every source anew, which takes longer than most tests. vitest.config.ts puts it
// in the place of the thread that each app starts for itself; what a thread does is tested in
// extract-in-thread.test.ts. That an app ends its own is not seen with it: a thread keeps no process.

import {
  type ExtractionThread,
  createExtractionThread as startThread,
} from '../../src/extract/worker/extract-in-thread.ts'

let shared: ExtractionThread | undefined

export function createExtractionThread(): ExtractionThread {
  shared ??= startThread()
  return { extract: shared.extract, close: async () => {} }
}
