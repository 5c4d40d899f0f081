// A made-up site of three guides in two editions, so that the drill of kills needs no replica: between them pages are
// edited, added and removed.

import { type CrawlSite, makePageHtml, makeTocJson, startSite } from '../../../test/crawl/crawl-site.ts'

export const GUIDES = ['lamp', 'torch', 'candle'].map((name) => `/${name}/latest/dg/`)
const PAGES = 16
const SITE = 'https://docs.aws.amazon.com'

export const listAddresses = (guides: readonly string[]) => guides.map((base) => `${SITE}${base}page-0.html`)

export interface MadeSite extends CrawlSite {
  /** 1 or 2. */
  publishEdition(edition: number): void
}

export async function startMadeSite(): Promise<MadeSite> {
  const site = await startSite()
  const publishEdition = (edition: number) => {
    for (const base of GUIDES) putEdition(site, base, edition)
  }
  publishEdition(1)
  return Object.assign(site, { publishEdition })
}

/** Of the second, every third page is edited, two are gone and two are new. */
function putEdition({ files }: CrawlSite, base: string, edition: number): void {
  for (const path of [...files.keys()]) if (path.startsWith(base)) files.delete(path)
  const names = ['page-0', ...Array.from({ length: PAGES - 1 }, (_, n) => `page-${n + 1 + (edition - 1) * 2}`)]
  files.set(`${base}toc-contents.json`, makeTocJson(names))
  for (const name of names) {
    const isEdited = edition > 1 && Number(name.slice(5)) % 3 === 0
    const text = makeText(name, isEdited ? edition : 1)
    files.set(`${base}${name}.html`, makePageHtml(`${name} of ${base}`, text, { links: ['page-0.html'] }))
  }
}

function makeText(name: string, edition: number): string {
  const makeSentence = (n: number) =>
    `The ${name} says in edition ${edition} for the ${n}th time what a wick-${n % 17} does.`
  return Array.from({ length: 30 }, (_, n) => makeSentence(n)).join('</p><p>')
}
