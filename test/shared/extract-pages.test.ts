// Extraction over captured pages of the site and over the replica's guides, which stay outside the repository.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Extraction } from '../../src/core/model/page.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { parseFeed } from '../../src/extract/sidecar/feed.ts'
import { parseSitemap } from '../../src/extract/sidecar/sitemap.ts'
import { flattenToc, graftToc, parseToc } from '../../src/extract/sidecar/toc.ts'
import { requireDocUrl } from '../extract/site-page.ts'

const SHARED = resolve(process.env.AWS_DOCS_SHARED ?? '../shared')
const PAGES = join(SHARED, 'pages')
const SITE = join(SHARED, 'replica/site')

describe.skipIf(!existsSync(PAGES))('captured pages', () => {
  const known = existsSync(PAGES)
    ? z
        .record(z.string(), z.object({ url: z.string().optional() }))
        .parse(JSON.parse(readFileSync(join(PAGES, 'index.json'), 'utf8')))
    : {}
  const extract = (file: string): Extraction =>
    extractPage(
      readFileSync(join(PAGES, 'html', file), 'utf8'),
      requireDocUrl(known[`html/${file}`]?.url ?? '/AWSCloudFormation/latest/UserGuide/unknown.html'),
    )

  it('stubs, error pages and pages without main content are told apart', () => {
    const reasons = new Map<string, string>()
    for (const file of readdirSync(join(PAGES, 'html'))) {
      const extraction = extract(file)
      if (extraction.kind === 'not-a-page') reasons.set(file, extraction.reason)
    }
    expect([...reasons.values()].filter((reason) => reason === 'redirect-stub')).toHaveLength(5)
    for (const [file, reason] of reasons) {
      if (file.startsWith('stub_')) expect(reason).toBe('redirect-stub')
      else if (file.startsWith('error404_')) expect(reason).toBe('error-page')
      else expect([file, reason]).toEqual(['general_en__aws_service_limits_oldest.html', 'no-main-content'])
    }
    expect(reasons.size).toBe(8)
  })

  it('an untranslated page is in English, a translated one is not', () => {
    expect(extract('cfn_ja_jp__aws-resource-lambda-function__UNTRANSLATED.html')).toMatchObject({
      page: { locale: 'en_us' },
    })
    expect(extract('cfn_ja_jp__Welcome.html')).toMatchObject({ page: { locale: 'ja_jp' } })
  })

  it('the page and its untranslated copy differ in nothing that the hash counts', () => {
    const hash = (file: string): string => {
      const extraction = extract(file)
      return extraction.kind === 'page' ? extraction.page.markdown.replaceAll('/ja_jp/', '/') : ''
    }
    expect(hash('cfn_ja_jp__aws-resource-lambda-function__UNTRANSLATED.html')).toBe(
      hash('cfn_en__aws-resource-lambda-function.html'),
    )
  })

  it('the actions table of a service is complete, with its row groups', () => {
    const extraction = extract('sar_en__list_amazons3.html')
    const table = extraction.kind === 'page' ? extraction.page.tables[0] : undefined
    expect(table?.columns[0]).toBe('Actions')
    expect(table?.rows.every((row) => row.length === table.columns.length)).toBe(true)
    expect(table?.rows.filter((row) => row[0]?.startsWith('[GetObject]')).length).toBeGreaterThan(1)
    expect(table?.spans[0]?.column).toBe(0)
  })

  it('tables of contents, sitemaps and feeds are read', () => {
    const read = (name: string): string => readFileSync(join(PAGES, 'toc', name), 'utf8')
    const base = '/AWSCloudFormation/latest/UserGuide/'
    const { entries, includes } = parseToc(read('AWSCloudFormation__latest__UserGuide__toc-contents.json'), base)
    const logs = parseToc(read('AWSCloudFormation__latest__UserGuide__toc-AWS_Logs.json'), base).entries
    expect([includes.length, flattenToc(entries).length]).toEqual([244, 509])
    expect(
      flattenToc(graftToc(entries, logs)).find(({ page }) => page === 'aws-resource-logs-loggroup.html')?.parents,
    ).toHaveLength(3)
    expect(parseSitemap(read('sitemap_index.FRAGMENT.xml')).kind).toBe('index')
    expect(parseSitemap(read('sitemap_https_namespace.FRAGMENT.xml'))).toMatchObject({ kind: 'urlset', urls: [{}] })
    expect(
      parseFeed(read('AWSCloudFormation__latest__UserGuide__aws-cloudformation-release-notes.rss')).items.length,
    ).toBeGreaterThan(100)
  })
})

describe.skipIf(!existsSync(SITE))('guides of the replica', () => {
  it('a deployment that only renews generated ids changes no hash', () => {
    const file = join(SITE, 'redshift-dg.jsonl.gz')
    const line = z.object({ path: z.string(), html: z.string() })
    const pages = gunzipSync(readFileSync(file))
      .toString('utf8')
      .trim()
      .split('\n')
      .slice(1, 200)
      .map((text) => line.parse(JSON.parse(text)))
    let renewed = 0
    for (const { path, html } of pages) {
      const deployed = html.replace(/\bw\d+aab[a-z0-9]*/g, (id) => `${id}c99b9`)
      if (deployed !== html) renewed++
      const hashes = [html, deployed].map((text) => {
        const extraction = extractPage(text, requireDocUrl(path))
        return extraction.kind === 'page' ? extraction.page.contentHash : extraction.reason
      })
      expect([path, hashes[1]]).toEqual([path, hashes[0]])
    }
    expect(renewed).toBeGreaterThan(0)
  })
})
