// Extraction in a thread: the same pages, without keeping anybody waiting.

import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { type Clock, systemClock } from '../../src/core/platform/clock.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { createExtractionThread, type ThreadOptions } from '../../src/extract/worker/extract-in-thread.ts'
import { joinWorker } from './shared-thread.ts'
import { makeSitePage, readFixture, requireDocUrl } from './site-page.ts'

const url = requireDocUrl('/mill/latest/dg/a.html')
const html = makeSitePage(readFixture('tables.html'))

function startThread(options: Partial<ThreadOptions> = {}) {
  const made = createExtractionThread({ clock: systemClock, timeoutMs: 60_000, ...options })
  onTestFinished(() => made.close())
  return made
}

/** Its time is over as soon as somebody waits for it. */
const impatient: Clock = { now: () => 0, sleep: () => Promise.resolve() }
const makeProgram = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const READY = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ kind: 'ready' });`

it('gives what extraction gives, in another thread', async () => {
  const { extract } = startThread()
  const extraction = await extract(html, url)
  expect(extraction).toEqual(extractPage(html, url))
  expect(await Promise.all([extract('', url), extract(html, url)])).toEqual([extractPage('', url), extraction])
})

it('ends a page that takes too long, and reads the next in a new thread', async () => {
  let isPatient = false
  const clock: Clock = {
    ...systemClock,
    sleep: (ms, signal) => (isPatient ? systemClock.sleep(ms, signal) : impatient.sleep(ms)),
  }
  const { extract } = startThread({ clock, timeoutMs: 60_000, program: await joinWorker() })
  await expect(extract(makeSitePage('<p>x</p>'.repeat(50_000)), url)).rejects.toThrow('it took more than 60 s')
  isPatient = true
  expect(await extract(html, url)).toEqual(extractPage(html, url))
})

it('ends a thread that never comes back', async () => {
  const { extract } = startThread({
    program: makeProgram(`${READY} parentPort.on('message', () => { for (;;); })`),
    clock: impatient,
  })
  await expect(extract(html, url)).rejects.toThrow('it took more than')
})

it('says why a page could not be read, and what ended the thread', async () => {
  const broken = `${READY} parentPort.on('message', () => parentPort.postMessage({ kind: 'broken', reason: 'a table without end' }))`
  await expect(startThread({ program: makeProgram(broken) }).extract(html, url)).rejects.toThrow('a table without end')
  const thrown = `${READY} parentPort.on('message', () => { throw new Error('out of memory') })`
  await expect(startThread({ program: makeProgram(thrown) }).extract(html, url)).rejects.toThrow('out of memory')
})

it('reads a page itself where no thread can be started', async () => {
  const missing = pathToFileURL('/nowhere/extraction-worker.js')
  expect(await startThread({ program: missing }).extract(html, url)).toEqual(extractPage(html, url))
})
