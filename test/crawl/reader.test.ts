// A reader while a refresh with edits is killed and started again: every page it reads is whole, of one edition.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { searchPassages } from '../../src/search/search-passages.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { listPagesOfGuide, loadMarkdown, loadSections } from '../../src/store/pages/page-rows.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { joinScript } from '../joined-script.ts'
import { makeTemporaryFile } from './crawl-setup.ts'
import { type CrawlSite, GUIDE, makePageHtml, putGuide, startSite } from './crawl-site.ts'

const NAMES = Array.from({ length: 40 }, (_, n) => `page-${n}`)
const CHILD = join(import.meta.dirname, 'crawl-child.ts')

test('every answer is of whole pages, of one edition, while a refresh is killed again and again', async () => {
  const site = await startSite()
  onTestFinished(() => site.close())
  const file = makeTemporaryFile('index.sqlite')
  publish(site, 0)
  putGuide(site, NAMES)
  publish(site, 0)
  expect(await once(await start(site, file, 'crawl'), 'exit')).toEqual([0, null])
  const { db, close } = await openIndexForReading(file)
  onTestFinished(close)
  const seen = new Set<string>()
  let answers = 0
  for (const [edition, killAt] of [10, 25, undefined, 5].entries()) {
    publish(site, edition + 1)
    const child = await start(site, file, 'refresh')
    let isOver = false
    const over = once(child, 'exit').finally(() => {
      isOver = true
    })
    let asked = 0
    site.misbehave = (path) => {
      if (!path.endsWith('.html') || ++asked !== killAt) return undefined
      child.kill('SIGKILL')
      return 'handled'
    }
    while (!isOver) {
      answers += readOnce(db, seen)
      await new Promise(setImmediate) // the site answers meanwhile
    }
    expect(await over).toEqual(killAt === undefined ? [0, null] : [null, 'SIGKILL'])
    answers += readOnce(db, seen)
  }
  site.misbehave = undefined
  expect(await once(await start(site, file, 'refresh'), 'exit')).toEqual([0, null])
  const last = new Set<string>()
  answers += readOnce(db, last)
  expect([...last]).toEqual(['edition4'])
  expect(seen.size).toBeGreaterThan(1)
  expect(answers).toBeGreaterThan(100)
})

async function start(site: CrawlSite, file: string, mode: string): Promise<ChildProcess> {
  const args = [await joinScript(CHILD), site.origin, file, mode]
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Puts every page on the site in a new edition, which both of its sections name. */
function publish(site: CrawlSite, edition: number): void {
  const text = `edition${edition} ${'and much more text of it. '.repeat(40)} edition${edition}`
  for (const name of NAMES) site.files.set(`${GUIDE}${name}.html`, makePageHtml(`Page ${name}`, text))
}

/** Reads every page and asks one question; gives how many answers there were. Throws when one of them is not whole. */
function readOnce(db: SqlDatabase, seen: Set<string>): number {
  const pages = listGuides(db).flatMap((guide) => listPagesOfGuide(db, guide.id))
  expect(pages.filter(({ status }) => status === 'live')).toHaveLength(NAMES.length)
  for (const page of pages) {
    const { markdown, sections } = db.snapshot(() => ({
      markdown: loadMarkdown(db, page.id) ?? '',
      sections: loadSections(db, page.id),
    }))
    const editions = markdown.match(/edition\d+/g) ?? []
    expect(editions).toHaveLength(4)
    expect(new Set(editions).size).toBe(1)
    expect(sections.at(-1)?.end).toBe(markdown.length)
    seen.add(editions[0] ?? '')
  }
  const { hits } = searchPassages(db, { text: 'more text of page', limit: 5 })
  expect(hits).toHaveLength(5)
  for (const hit of hits) expect(new Set(hit.context.match(/edition\d+/g)).size).toBeLessThanOrEqual(1)
  return pages.length + 1
}
