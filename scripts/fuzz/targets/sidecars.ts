// What stands beside the pages of a site: tables of contents, sitemaps, feeds, robots.txt.

import { parseDocUrl } from '../../../src/core/model/doc-url.ts'
import { parseUrl } from '../../../src/core/text/parse-url.ts'
import { parseFeed } from '../../../src/extract/sidecar/feed.ts'
import { parseSitemap } from '../../../src/extract/sidecar/sitemap.ts'
import { flattenToc, graftToc, parseToc } from '../../../src/extract/sidecar/toc.ts'
import { ROBOTS_URL, toRobots } from '../../../src/http/pacing/robots.ts'
import { mutateText, mutateValue, ODD_TEXTS } from '../mutate.ts'
import type { Random } from '../random.ts'
import { require, type Target, tryUnlessRefused } from '../target.ts'

const BASE = '/mill/latest/dg/'
const HREFS = ['a.html', 'b.html#c', '', '../ug/c.html', 'https://elsewhere.example/', '/mill/latest/dg/d.html', './']

export const toc: Target = {
  name: 'toc',
  open: () => ({
    async try(random, made) {
      const written = makeTocText(random)
      made(written)
      const parsed = await tryUnlessRefused(() => parseToc(written, BASE))
      if (!parsed) return
      require(parsed.includes.length <= 100_000, 'more included files than entries')
      const pages = flattenToc(graftToc(parsed.entries, parsed.entries))
      for (const { page } of pages) require(parseDocUrl(BASE + page) !== undefined, `${page} is no page`)
      require(new Set(pages.map(({ page }) => page)).size === pages.length, 'a page stands twice')
    },
  }),
}

export const sitemap: Target = {
  name: 'sitemap',
  open: () => ({
    try(random, made) {
      const written = makeSitemapText(random)
      made(written)
      const parsed = parseSitemap(written)
      if (parsed.kind === 'not-a-sitemap') return
      for (const { loc, lastmod } of parsed.kind === 'index' ? parsed.sitemaps : parsed.urls) {
        require(parseUrl(loc)?.protocol === 'https:', `an address that is none: ${loc}`)
        require(lastmod === undefined || !Number.isNaN(Date.parse(lastmod)), `a date that is none: ${lastmod}`)
      }
    },
  }),
}

export const feed: Target = {
  name: 'feed',
  open: () => ({
    try(random, made) {
      const makeItem = () =>
        `<item><title>${makeText(random)}</title><link>${makeText(random)}</link>` +
        `<pubDate>${random.pick(['Fri, 27 Nov 2026 03:00:00 GMT', ...ODD_TEXTS])}</pubDate></item>`
      const items = random.drawSome(0, 20, makeItem).join('')
      const whole = `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${items}</channel></rss>`
      const written = random.drawChance(0.7) ? mutateText(whole, random) : whole
      made(written)
      for (const { published } of parseFeed(written).items)
        require(published === undefined || /^[+-]?\d{4,6}-\d\d-\d\dT/.test(published), `published ${published}`)
    },
  }),
}

export const robots: Target = {
  name: 'robots',
  open: () => ({
    try(random, made) {
      const written = makeRobotsText(random)
      const path = random.pick([
        '/a.html',
        '/%62.html',
        '/a?b=*$',
        '/日本語',
        `/${'a/'.repeat(random.drawFew(400))}`,
        '/%',
        '/%zz%',
      ])
      made(`${written}\n\u0000${path}`)
      const read = toRobots({
        kind: 'fresh',
        url: ROBOTS_URL,
        body: Buffer.from(written),
        contentType: 'text/plain',
        validators: { etag: undefined, lastModified: undefined },
        redirected: false,
      })
      if (read.kind !== 'rules') return
      const isAllowed = read.policy.allows(`https://docs.aws.amazon.com${path}`)
      require(typeof isAllowed === 'boolean', 'neither allowed nor not')
      const { crawlDelayMs: delay } = read.policy
      require(delay === undefined || delay >= 0, `a delay of ${delay}`)
    },
  }),
}

function makeTocText(random: Random): string {
  const makeNode = (depth: number): unknown => ({
    title: makeText(random),
    href: random.drawChance(0.9) ? random.pick(HREFS) : random.pick(ODD_TEXTS),
    ...(random.drawChance(0.1) && { include_contents: random.pick(['toc-b.json', ...ODD_TEXTS]) }),
    ...(depth > 0 && random.drawChance(0.5) && { contents: random.drawSome(0, 6, () => makeNode(depth - 1)) }),
  })
  const whole = { contents: random.drawSome(0, 12, () => makeNode(4)) }
  const deep = '{"contents":['.repeat(1 + random.drawFew(30_000))
  if (random.drawChance(0.05)) return random.drawChance(0.5) ? deep : `${deep}${']}'.repeat(deep.length / 13)}`
  const value = JSON.stringify(random.drawChance(0.7) ? mutateValue(whole, random) : whole)
  return random.drawChance(0.3) ? mutateText(value, random) : value
}

function makeSitemapText(random: Random): string {
  const kind = random.pick(['urlset', 'sitemapindex'])
  const makeLoc = () => random.pick(['https://docs.aws.amazon.com/mill/latest/dg/a.html', 'http://x', ...ODD_TEXTS])
  const name = kind === 'urlset' ? 'url' : 'sitemap'
  const makeEntry = () =>
    `<${name}><loc>${makeLoc()}</loc><lastmod>${random.pick(['2026-11-27', ...ODD_TEXTS])}</lastmod></${name}>`
  const entity = random.drawChance(0.2) ? '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' : ''
  const entries = random.drawSome(0, 20, makeEntry).join('')
  const open = `<${kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`
  const whole = `<?xml version="1.0"?>${entity}${open}${entries}</${kind}>`
  const nested = random.drawChance(0.05) ? '<url>'.repeat(1 + random.drawFew(20_000)) : ''
  return random.drawChance(0.7) ? mutateText(whole + nested, random) : whole + nested
}

function makeRobotsText(random: Random): string {
  const makeValue = () =>
    random.pick(['/', '/a', '*', '/*$', '/%62', '$', '/**********a$', '', '10', '2147484', ...ODD_TEXTS])
  const makeName = () =>
    random.pick(['User-agent', 'Disallow', 'Allow', 'Crawl-delay', 'Sitemap', 'disallow ', '#', 'Host'])
  const makeLine = () => `${makeName()}${random.pick([':', ': ', ' : ', ''])}${makeValue()}`
  const agent = random.pick(['*', 'aws-docs-offline', ...ODD_TEXTS])
  const whole = `User-agent: ${agent}\n${random.drawSome(0, 60, makeLine).join('\n')}`
  return random.drawChance(0.5) ? mutateText(whole, random) : whole
}

function makeText(random: Random): string {
  return random.drawChance(0.6) ? random.pick(['Running the mill', 'a', 'ページ']) : random.pick(ODD_TEXTS)
}
