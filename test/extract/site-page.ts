// The documentation site's frame around the content of a fixture: two heads, metadata, JSON-LD, chrome on all sides.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DocUrl, parseDocUrl } from '../../src/core/model/doc-url.ts'
import type { ExtractedPage } from '../../src/core/model/page.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'

const FOLDER = join(import.meta.dirname, '../fixtures/pages')

export function readFixture(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8')
}

export function requireDocUrl(address: string): DocUrl {
  const url = parseDocUrl(address)
  if (!url) throw new Error(`${address} is no documentation address`)
  return url
}

export interface Frame {
  readonly title?: string
  readonly locale?: string
  readonly lang?: string
}

/** A whole page of the guide /mill/latest/dg/ with `content` as its main content. */
export function makeSitePage(
  content: string,
  { title = 'A page', locale = 'en_us', lang = 'en-US' }: Frame = {},
): string {
  const trail = ['AWS', 'Acme Mill', 'Developer Guide', 'Running the mill', title].map((name, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: 'https://docs.aws.amazon.com/mill/latest/dg',
  }))
  const jsonLd = JSON.stringify({ '@context': 'https://schema.org', '@type': 'BreadcrumbList', itemListElement: trail })
  return `<!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" lang="${lang}"><head><title>${title} - Acme Mill</title><meta name="product" content="Acme Mill" /><meta content="Developer Guide" name="guide" /><meta name="description" content="How the  mill &amp; belts work." /><meta name="guide-locale" content="${locale}" /><meta name="tocs" content="toc-contents.json;toc-Belts.json" /><head xmlns="http://www.w3.org/1999/xhtml"><script defer="" src="/assets/r/page.js"></script></head></head><body class="awsdocs awsui"><div class="awsdocs-container"><p><a href="page.md">View a markdown version of this page</a></p><awsdocs-header></awsdocs-header><awsui-app-layout id="app-layout"><div id="guide-toc"><awsdocs-toc></awsdocs-toc></div><div id="main-column"><awsdocs-view><div id="awsdocs-content"><head><title>Second title</title><meta name="product" content="Second product" /><script type="application/ld+json">${jsonLd}</script></head><body><div id="main"><div id="breadcrumbs" class="breadcrumb"><a href="/index.html">Documentation</a></div><div id="page-toc-src"><a href="#x">Contents</a></div><div id="main-content" class="awsui-util-container"><div id="main-col-body"><awsdocs-language-banner data-service="$ctrl.pageService"></awsdocs-language-banner>${content}</div><noscript><p>Javascript is disabled or is unavailable in your browser.</p></noscript><div id="main-col-footer"><div id="doc-conventions"><a href="/general/latest/gr/docconventions.html">Document Conventions</a></div></div></div><div id="quick-feedback-yes"><p>Thanks for letting us know we're doing a good job!</p></div></div></body></div></awsdocs-view></div></awsui-app-layout></div></body></html>`
}

/** Extracts, and fails when it is not a page. */
export function extractOrFail(html: string, address = '/mill/latest/dg/structure.html'): ExtractedPage {
  const extraction = extractPage(html, requireDocUrl(address))
  if (extraction.kind !== 'page') throw new Error(`not a page: ${extraction.reason}`)
  return extraction.page
}
