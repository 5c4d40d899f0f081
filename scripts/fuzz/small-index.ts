// A small real index: the sample guide in two languages, extracted and written as a crawl would, and a guide of made-up
// pages.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DocUrl, parseDocUrl, toPath } from '../../src/core/model/doc-url.ts'
import type { Locale } from '../../src/core/model/locale.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { ensureGuide, markGuideComplete, saveToc } from '../../src/store/guides/guide-rows.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { HOSTILE } from '../../test/extract/hostile-markup.ts'
import { makeSitePage } from '../../test/extract/site-page.ts'

const SAMPLE = join(import.meta.dirname, '../../data/sample')
const NOW = Date.UTC(2026, 0, 1)

interface MadeGuide {
  readonly catalogId: string
  readonly base: string
  readonly locale: Locale
  readonly pages: ReadonlyMap<string, string>
}

/** Writes it, and gives the paths of its pages. */
export async function writeSmallIndex(file: string): Promise<string[]> {
  const index = await openIndexForWriting(file)
  try {
    const paths = [readSample('en_us'), readSample('ja_jp'), makeMill()].flatMap((guide) => writeGuide(index.db, guide))
    learnFromIndex(index.db)
    return paths
  } finally {
    index.close()
  }
}

function readSample(locale: Locale): MadeGuide {
  const base = '/aws-docs-offline/latest/guide/'
  const folder = join(SAMPLE, toPath(base, '', locale))
  const names = readdirSync(folder).filter((name) => name.endsWith('.html'))
  const pages = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  return { catalogId: 'sample', base, locale, pages }
}

function makeMill(): MadeGuide {
  const pages = Object.entries(HOSTILE).map(
    ([name, make]) =>
      [`${name.replaceAll(' ', '-')}.html`, makeSitePage(`<h1>${name}</h1><p>lamp</p>${make(40)}`)] as const,
  )
  return { catalogId: 'mill-dg', base: '/mill/latest/dg/', locale: 'en_us', pages: new Map(pages) }
}

function writeGuide(db: SqlDatabase, { pages, ...guide }: MadeGuide): string[] {
  const { id } = ensureGuide(db, { ...guide, product: 'Mill', title: 'Developer Guide' })
  const written = [...pages].flatMap(([name, html]): DocUrl[] => {
    const url = parseDocUrl(toPath(guide.base, name, guide.locale))
    const read = url && extractPage(html, url)
    if (!url || read?.kind !== 'page') return []
    const validators = { etag: '"1"', lastModified: undefined }
    writePage(db, {
      guideId: id,
      url,
      page: read.page,
      extractionVersion: 1,
      validators,
      tocOrder: undefined,
      now: NOW,
      recordHistory: false,
    })
    return [url]
  })
  const entries = written.map(({ page }) => ({ title: page, page, children: [] }))
  saveToc(db, id, entries)
  markGuideComplete(db, id, NOW)
  return written.map(({ path }) => path)
}
