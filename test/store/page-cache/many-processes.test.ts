// The page cache as several server processes use it: the built program's own module, in processes of their own.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const PROCESSES = 5
const PAGES = 10
const MODULE = pathToFileURL(resolve('dist/store/page-cache/page-cache.js')).href

// Waits for a line before each step, so that all of them open at once and look when all have written.
const CHILD = `
const [file, name, pages] = process.argv.slice(1)
const { openPageCache } = await import('${MODULE}')
const { createInterface } = await import('node:readline')
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
console.log('ready')
await lines.next()
const cache = await openPageCache(file)
const page = { title: name, description: '', breadcrumb: [], markdown: 'text', sections: [], links: [] }
const validators = { etag: undefined, lastModified: undefined }
for (let n = 0; n < pages; n++) cache.put({ path: '/' + name + '/' + n, page, validators, fetchedAt: n })
console.log('written')
await lines.next()
console.log(cache.readStats().pages)
cache.close()
process.exit()
`

test.each([
  ['a file that is not there', undefined],
  ['a broken file', 'not a database, and long enough to be looked at '.repeat(50)],
])('processes that open %s at once share one cache', async (_, text) => {
  const file = join(mkdtempSync(join(tmpdir(), 'page-cache-')), 'cache.sqlite')
  if (text !== undefined) writeFileSync(file, text)
  const children = Array.from({ length: PROCESSES }, (_unused, n) =>
    spawn(process.execPath, ['--input-type=module', '-e', CHILD, file, `process${n}`, String(PAGES)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  onTestFinished(() => children.forEach((child) => void child.kill()))
  const said = children.map(makeLineReader)
  const answers = () => Promise.all(said.map((next) => next()))
  const goOn = () => children.forEach(({ stdin }) => void stdin.write('\n'))
  expect(await answers()).toEqual(children.map(() => 'ready'))
  goOn()
  expect(await answers()).toEqual(children.map(() => 'written'))
  goOn()
  // They end with it, and read no more.
  expect(await answers()).toEqual(children.map(() => String(PROCESSES * PAGES)))
  await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')))
})

function makeLineReader({ stdout }: ChildProcess): () => Promise<unknown> {
  if (!stdout) throw new Error('no stdout')
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  return async () => (await lines.next()).value
}
