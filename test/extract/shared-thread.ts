// The extraction thread of every app that tests open in this process: one, kept until the process ends, of a program
// that is joined once in a run. A thread that reads TypeScript loads a loader and every source anew, which takes longer
// than most tests. vitest.config.ts puts it in the place of the thread that each app starts for itself; what a thread
// does is tested in extract-in-thread.test.ts. That an app ends its own is not seen with it: a thread keeps no process.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type ExtractionThread,
  createExtractionThread as startThread,
} from '../../src/extract/worker/extract-in-thread.ts'
import { joinScript } from '../joined-script.ts'

let program: Promise<URL> | undefined
let shared: Promise<ExtractionThread> | undefined

export function createExtractionThread(): ExtractionThread {
  return {
    async extract(html, url) {
      shared ??= joinWorker().then((program) => startThread({ program }))
      return (await shared).extract(html, url)
    },
    close: async () => {},
  }
}

/** The program of a thread, which starts in a fraction of the time. */
export function joinWorker(): Promise<URL> {
  program ??= joinScript(join(import.meta.dirname, 'joined-worker.ts')).then(pathToFileURL)
  return program
}
