// Extraction off the thread that serves, with a deadline that ends it: a page from the live site must not keep anybody
// waiting. One thread, started with the first page and kept; it does not keep the process.

import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { DocUrl } from '../../core/model/doc-url.ts'
import type { Extraction } from '../../core/model/page.ts'
import { type Clock, systemClock } from '../../core/platform/clock.ts'
import { waitWithin } from '../../core/platform/deadline.ts'
import { extractPage } from '../page/extract-page.ts'
import type { ExtractionJob, WorkerMessage } from './extraction-worker.ts'

export interface ExtractionThread {
  /** Rejects with the reason when the page cannot be read, or not in time. */
  extract(html: string, url: DocUrl): Promise<Extraction>
  close(): Promise<void>
}

export interface ThreadOptions {
  /** The thread works in real time, whatever clock the rest of the program was given. */
  readonly clock?: Clock
  /** For one page; starting the thread is not part of it. A page of the site takes milliseconds. */
  readonly timeoutMs?: number
  /** The program of the thread. */
  readonly program?: URL
}

const DEFAULT_TIMEOUT_MS = 5_000
/** The largest page that is taken, in its worst form, has a few hundred megabytes of nodes. */
const MOST_HEAP_MB = 1024

// Of the same kind as this file.
const PROGRAM = new URL(`./extraction-worker${extname(import.meta.url)}`, import.meta.url)

export function createExtractionThread({
  clock = systemClock,
  timeoutMs = DEFAULT_TIMEOUT_MS,
  program = PROGRAM,
}: ThreadOptions = {}): ExtractionThread {
  let worker: Worker | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const run = async (job: ExtractionJob): Promise<Extraction> => {
    const isNew = worker === undefined
    worker ??= start(program)
    const busy = worker
    busy.ref()
    try {
      // Where no thread can be started the page is read all the same.
      if (isNew && !(await becomesReady(busy))) throw new NoThread()
      const answer = await awaitAnswer(busy, job, clock, timeoutMs)
      if (answer.kind === 'extracted') return answer.extraction
      throw new PageBroken(answer.kind === 'broken' ? answer.reason : 'no answer came')
    } catch (error) {
      if (!(error instanceof PageBroken)) {
        worker = undefined
        await busy.terminate()
      }
      if (error instanceof NoThread) return extractPage(job.html, job.url)
      throw error
    } finally {
      busy.unref()
    }
  }

  return {
    extract(html, url) {
      const mine = turn.then(() => run({ html, url }))
      turn = mine.catch(() => {})
      return mine
    },
    async close() {
      await worker?.terminate()
      worker = undefined
    },
  }
}

class NoThread extends Error {}
class PageBroken extends Error {}

function start(program: URL): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MOST_HEAP_MB }
  const worker = program.href.endsWith('.ts')
    ? new Worker(addLoader(program), { eval: true, resourceLimits })
    : new Worker(program, { resourceLimits })
  worker.on('error', () => {}) // who waits for it hears of it; nobody else has to
  return worker
}

// TypeScript, as tests and scripts run it: Node 20 starts no thread with the loader of its process.
function addLoader(program: URL): string {
  const loader = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/\.cjs$/, '.mjs'),
  ).href
  return `import('${loader}').then(({ register }) => { register(); return import('${program.href}') })`
}

function becomesReady(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.once('message', () => resolve(true))
    worker.once('exit', () => resolve(false))
  })
}

async function awaitAnswer(
  worker: Worker,
  job: ExtractionJob,
  clock: Clock,
  timeoutMs: number,
): Promise<WorkerMessage> {
  let resolve: (message: WorkerMessage) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const answered = new Promise<WorkerMessage>((...settle) => {
    ;[resolve, reject] = settle
  })
  worker.once('message', resolve).once('error', reject)
  worker.postMessage(job)
  try {
    const answer = await waitWithin(timeoutMs, answered, undefined, clock)
    if (answer === undefined) throw new Error(`it took more than ${timeoutMs / 1000} s`)
    return answer
  } finally {
    worker.off('message', resolve).off('error', reject)
  }
}
