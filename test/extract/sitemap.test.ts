import { describe, expect, it } from 'vitest'
import { parseFeed } from '../../src/extract/sidecar/feed.ts'
import { parseSitemap } from '../../src/extract/sidecar/sitemap.ts'

const makeUrl = (loc: string, more = ''): string => `<url><loc>${loc}</loc>${more}</url>`

describe('parseSitemap', () => {
  it.each([
    ['the usual namespace', 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'],
    ['the https namespace', 'xmlns="https://www.sitemaps.org/schemas/sitemap/0.9"'],
    ['no namespace', ''],
  ])('reads a urlset of %s', (_, namespace) => {
    const xml = `\uFEFF<?xml version="1.0"?>\n<!-- made by hand -->\n<urlset ${namespace}>${makeUrl(' https://docs.aws.amazon.com/mill/latest/dg/a.html\n', '<lastmod>2026-04-05</lastmod>')}${makeUrl('<![CDATA[http://docs.aws.amazon.com/cli/latest/b.html?x=1&y=2]]>')}</urlset>`
    expect(parseSitemap(xml)).toEqual({
      kind: 'urlset',
      urls: [
        { loc: 'https://docs.aws.amazon.com/mill/latest/dg/a.html', lastmod: '2026-04-05' },
        { loc: 'https://docs.aws.amazon.com/cli/latest/b.html?x=1&y=2' },
      ],
      malformed: 0,
    })
  })

  it('reads prefixed names, and does not take an image’s address for the page’s', () => {
    const xml =
      '<s:urlset xmlns:s="x"><s:url><image:image><image:loc>https://docs.aws.amazon.com/i.png</image:loc></image:image><s:loc>https://docs.aws.amazon.com/p</s:loc></s:url></s:urlset>'
    expect(parseSitemap(xml)).toMatchObject({ kind: 'urlset', urls: [{ loc: 'https://docs.aws.amazon.com/p' }] })
  })

  it('tells an index from a set', () => {
    const xml =
      '<sitemapindex><sitemap><loc>https://docs.aws.amazon.com/mill/latest/dg/sitemap.xml</loc></sitemap><sitemap><loc></loc></sitemap></sitemapindex>'
    expect(parseSitemap(xml)).toEqual({
      kind: 'index',
      sitemaps: [{ loc: 'https://docs.aws.amazon.com/mill/latest/dg/sitemap.xml' }],
      malformed: 1,
    })
  })

  it('knows an empty set for a sitemap', () => {
    expect(parseSitemap('<urlset/>')).toEqual({ kind: 'urlset', urls: [], malformed: 0 })
  })

  it.each([['<!DOCTYPE html><html><body><loc>https://x</loc></body></html>'], ['{"contents":[]}'], [''], ['<rss/>']])(
    'says of %j that it is none',
    (text) => {
      expect(parseSitemap(text)).toEqual({ kind: 'not-a-sitemap' })
    },
  )
})

describe('odd entries of a sitemap', () => {
  const good = makeUrl('https://docs.aws.amazon.com/mill/latest/dg/a.html', '<lastmod>2026-04-05</lastmod>')

  it.each([
    ['no address', '<url><lastmod>2026-04-05</lastmod></url>'],
    ['an empty address', makeUrl(' ')],
    ['another scheme', makeUrl('javascript:alert(1)')],
    ['an address without a host', makeUrl('https://')],
    ['an address that is no URL', makeUrl('https://[')],
  ])('%s: the entry is dropped and counted', (_, entry) => {
    expect(parseSitemap(`<urlset>${entry}${good}</urlset>`)).toEqual({
      kind: 'urlset',
      urls: [{ loc: 'https://docs.aws.amazon.com/mill/latest/dg/a.html', lastmod: '2026-04-05' }],
      malformed: 1,
    })
  })

  it('a date that is none is dropped and counted, and the address stays', () => {
    const xml = `<urlset>${makeUrl('https://docs.aws.amazon.com/p', '<lastmod>2026-13-45</lastmod>')}</urlset>`
    expect(parseSitemap(xml)).toEqual({
      kind: 'urlset',
      urls: [{ loc: 'https://docs.aws.amazon.com/p' }],
      malformed: 1,
    })
  })

  it('elements nested without end are read to their end', () => {
    const deep = `<urlset><url><loc>${'<a>'.repeat(20_000)}https://docs.aws.amazon.com/p`
    expect(parseSitemap(deep)).toMatchObject({ urls: [{ loc: 'https://docs.aws.amazon.com/p' }] })
  })
})

describe('parseFeed', () => {
  it('reads items with ISO dates', () => {
    const xml = `<?xml version="1.0"?><rss version="2.0"><channel><title>Mill</title><link>https://docs.aws.amazon.com/mill</link><lastBuildDate>x</lastBuildDate>
      <item><title>New &amp; faster belts</title><link>https://docs.aws.amazon.com/mill/latest/dg/belts.html#new</link><description>&lt;p&gt;Belts&lt;/p&gt;</description><pubDate>Wed, 20 Mar 2024 19:00:00 GMT</pubDate><guid isPermaLink="false">1</guid></item>
      <item><title>No date</title><link>https://docs.aws.amazon.com/mill/latest/dg/a.html</link><pubDate>soon</pubDate></item>
      <item><title>No link</title></item></channel></rss>`
    const { items, malformed } = parseFeed(xml)
    expect(malformed).toBe(2)
    expect(items).toEqual([
      {
        link: 'https://docs.aws.amazon.com/mill/latest/dg/belts.html#new',
        title: 'New & faster belts',
        published: '2024-03-20T19:00:00.000Z',
      },
      { link: 'https://docs.aws.amazon.com/mill/latest/dg/a.html', title: 'No date', published: undefined },
    ])
  })

  it('finds nothing in what is no feed', () => {
    expect(parseFeed('<html><body>no</body></html>')).toEqual({ items: [], malformed: 0 })
  })
})
