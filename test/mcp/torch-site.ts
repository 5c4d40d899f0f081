// A page that the index of lamp-site.ts lacks, on a live site with a search that finds it, and a client of a server
// that may ask both.

import { onTestFinished } from 'vitest'
import { type CrawlSite, makePageHtml, startSite } from '../crawl/crawl-site.ts'
import { connect, type ERAS } from './mcp-setup.ts'

export const TORCH = 'https://docs.aws.amazon.com/torch/latest/dg/beam.html'

export interface TorchHit {
  readonly title: string
  readonly suggestionBody: string
}

/** `text` is HTML. */
export async function startTorchSite(
  text = 'A beam of light.',
  hit: TorchHit = { title: 'Beam', suggestionBody: 'About beams.' },
): Promise<CrawlSite> {
  const site = await startSite()
  onTestFinished(() => site.close())
  site.files.set('/torch/latest/dg/beam.html', makePageHtml('Beam', text))
  answerSearch(site, hit)
  return site
}

export function answerSearch(site: CrawlSite, hit: TorchHit): void {
  site.files.set('/search', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ suggestions: [{ textExcerptSuggestion: { link: TORCH, context: [], ...hit } }] }),
  })
}

/** `folder` holds the index. */
export function connectBeside(
  site: CrawlSite,
  era: (typeof ERAS)[number],
  folder: string,
  environment: Record<string, string> = {},
) {
  return connect(era, folder, {
    AWS_DOCS_OFFLINE: '0',
    AWS_DOCS_INDEX: `${folder}/index.sqlite`,
    AWS_DOCS_ORIGIN: site.origin,
    AWS_DOCS_SEARCH_URL: `${site.origin}/search`,
    ...environment,
  })
}
