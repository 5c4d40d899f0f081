// Extraction in a thread: the same pages, without keeping anybody waiting.

import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { type Clock, systemClock } from '../../src/core/platform/clock.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { extractionThread, type ThreadOptions } from '../../src/extract/worker/extract-in-thread.ts'
import { docUrl, fixture, sitePage } from './site-page.ts'

const url = docUrl('/mill/latest/dg/a.html')
const html = sitePage(fixture('tables.html'))

function thread(options: Partial<ThreadOptions> = {}) {
  const made = extractionThread({ clock: systemClock, timeoutMs: 60_000, ...options })
  onTestFinished(() => made.close())
  return made
}

/** Its time is over as soon as somebody waits for it. */
const impatient: Clock = { now: () => 0, sleep: () => Promise.resolve() }
const program = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const READY = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ kind: 'ready' });`

it('gives what extraction gives, in another thread', async () => {
  const { extract } = thread()
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
  const { extract } = thread({ clock, timeoutMs: 60_000 })
  await expect(extract(sitePage('<p>x</p>'.repeat(50_000)), url)).rejects.toThrow('it took more than 60 s')
  isPatient = true
  expect(await extract(html, url)).toEqual(extractPage(html, url))
})

it('ends a thread that never comes back', async () => {
  const { extract } = thread({
    program: program(`${READY} parentPort.on('message', () => { for (;;); })`),
    clock: impatient,
  })
  await expect(extract(html, url)).rejects.toThrow('it took more than')
})

it('says why a page could not be read, and what ended the thread', async () => {
  const broken = `${READY} parentPort.on('message', () => parentPort.postMessage({ kind: 'broken', reason: 'a table without end' }))`
  await expect(thread({ program: program(broken) }).extract(html, url)).rejects.toThrow('a table without end')
  const thrown = `${READY} parentPort.on('message', () => { throw new Error('out of memory') })`
  await expect(thread({ program: program(thrown) }).extract(html, url)).rejects.toThrow('out of memory')
})

it('reads a page itself where no thread can be started', async () => {
  const missing = pathToFileURL('/nowhere/extraction-worker.js')
  expect(await thread({ program: missing }).extract(html, url)).toEqual(extractPage(html, url))
})
