// RFC 9309: which rules hold for this crawler, and what it means when robots.txt cannot be had.

import { describe, expect, it } from 'vitest'
import type { FetchOutcome } from '../../src/core/model/fetch-outcome.ts'
import { ROBOTS_URL, type RobotsPolicy, toRobots } from '../../src/http/pacing/robots.ts'

const SITE = 'https://docs.aws.amazon.com'

function makeFresh(text: string): FetchOutcome {
  return {
    kind: 'fresh',
    url: ROBOTS_URL,
    body: new TextEncoder().encode(text),
    contentType: 'text/plain',
    validators: { etag: undefined, lastModified: undefined },
    redirected: false,
  }
}

function parsePolicy(outcome: FetchOutcome): RobotsPolicy {
  const robots = toRobots(outcome)
  if (robots.kind !== 'rules') throw new Error(robots.reason)
  return robots.policy
}

const allows = (text: string, path: string): boolean => parsePolicy(makeFresh(text)).allows(SITE + path)

describe('the rules', () => {
  // As the site writes them: blank lines and a sitemap between the agent and its rules.
  const site = `User-agent: *

Sitemap: ${SITE}/sitemap_index.xml

Disallow: /AmazonCloudFront/2008-06-30/
Disallow: /search/

Crawl-delay: 5
`

  it.each([
    ['/AmazonCloudFront/2008-06-30/DeveloperGuide/x.html', false],
    ['/search/doc-search.html', false],
    ['/AmazonCloudFront/latest/DeveloperGuide/x.html', true],
    ['/lambda/latest/dg/search/', true],
  ])('of the site itself: %s', (path, isAllowed) => {
    expect(allows(site, path)).toBe(isAllowed)
    expect(parsePolicy(makeFresh(site)).crawlDelayMs).toBe(5000)
  })

  it.each([
    ['the longest match wins: allowed inside what is not', 'Disallow: /a/\nAllow: /a/b/', '/a/b/c.html', true],
    ['the longest match wins: not allowed inside what is', 'Allow: /a/\nDisallow: /a/b/', '/a/b/c.html', false],
    ['of two of a length, the one that allows', 'Disallow: /a/b\nAllow: /a/b', '/a/b', true],
    ['the order does not matter', 'Allow: /a/b/\nDisallow: /a/', '/a/b/c.html', true],
    ['an empty Disallow forbids nothing', 'Disallow:', '/a/b/c.html', true],
    ['a slash forbids all', 'Disallow: /', '/a/b/c.html', false],
    ['a star stands for anything', 'Disallow: /*/2012-*/', '/a/2012-05-05/c.html', false],
    ['a dollar ends the path', 'Disallow: /*.pdf$', '/a/b/c.pdf', false],
    ['a dollar ends the path, and only there', 'Disallow: /*.pdf$', '/a/b/c.pdf.html', true],
    ['case counts in paths', 'Disallow: /Search/', '/search/', true],
    ['encoded and plain characters are the same', 'Disallow: /a/ü/', '/a/%C3%BC/c.html', false],
    ['a letter that a rule encodes is that letter', 'Disallow: /a/%62.html', '/a/b.html', false],
    ['a letter that a URL encodes is that letter', 'Disallow: /a/b.html', '/a/%62.html', false],
    ['a letter encoded twice is none', 'Disallow: /a/%2562.html', '/a/b.html', true],
    ['signs that need no encoding are the same with it', 'Disallow: /a/%28%7e%29', '/a/(~)/b.html', false],
    ['signs that a URL need not encode are the same with it', 'Disallow: /a/(~)@:', '/a/%28%7E%29%40%3a', false],
    ['digits of encodings have no case', 'Disallow: /a/%c3%bc', '/a/%C3%BC', false],
    ['blanks and quotes are encoded', 'Disallow: /a/b c"\'', '/a/b%20c%22%27', false],
    ['an encoded slash is none', 'Disallow: /a/b', '/a%2Fb', true],
    ['an encoded slash is an encoded slash', 'Disallow: /a%2fb', '/a%2Fb', false],
    ['an encoded star is a star of the path', 'Disallow: /a/%2A.html', '/a/*.html', false],
    ['an encoded star stands for nothing else', 'Disallow: /a/%2A.html', '/a/b.html', true],
    ['a dollar within a rule is one of the path', 'Disallow: /a/$b', '/a/%24b.html', false],
    ['an encoded dollar at the end ends nothing', 'Disallow: /a/b%24', '/a/b$c.html', false],
    ['queries are compared likewise', 'Disallow: /a?x=%62', '/a?x=b', false],
    ['what is no encoding is as it is written', 'Disallow: /a/100%', '/a/100%/b', false],
    ['half a surrogate does no harm', 'Disallow: /a/\ud800', '/a/b', true],
    ['an encoded rule that allows weighs no more than it says', 'Disallow: /a/bc\nAllow: /%61/', '/a/bc.html', false],
    ['comments are none', 'Disallow: /a/ # and all below', '/a/b.html', false],
    ['lines that nobody knows are passed over', 'Noindex: /b/\nDisallow: /a/', '/a/b.html', false],
  ])('%s', (_, rules, path, isAllowed) => {
    expect(allows(`User-agent: *\n${rules}\n`, path)).toBe(isAllowed)
    expect(allows(`\uFEFFUser-Agent:*\r\n${rules.replaceAll('\n', '\r\n')}`, path)).toBe(isAllowed)
  })

  it('for this product hold instead of those for all, whatever the case of its name', () => {
    for (const name of ['aws-docs-offline', 'AWS-Docs-Offline', 'aws-docs-offline/1.0']) {
      const text = `User-agent: *\nDisallow: /\nCrawl-delay: 60\n\nUser-agent: ${name}\nDisallow: /a/\nCrawl-delay: 0.5\n`
      expect([allows(text, '/a/x.html'), allows(text, '/b/x.html')]).toEqual([false, true])
      expect(parsePolicy(makeFresh(text)).crawlDelayMs).toBe(500)
    }
  })

  it('for others hold for others', () => {
    const text = 'User-agent: other-bot\nDisallow: /\nCrawl-delay: 60\n'
    expect(allows(text, '/a/x.html')).toBe(true)
    expect(parsePolicy(makeFresh(text)).crawlDelayMs).toBeUndefined()
  })

  it('of several groups for the same crawler hold together', () => {
    const text = 'User-agent: *\nDisallow: /a/\n\nUser-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /b/\n'
    expect(['/a/x', '/b/x', '/c/x'].map((path) => allows(text, path))).toEqual([false, false, true])
  })

  it('of a group for several crawlers hold for each', () => {
    expect(allows('User-agent: other\nUser-agent: aws-docs-offline\nDisallow: /a/\n', '/a/x')).toBe(false)
  })

  it('are read as far as 500 KiB, and what stands behind that is not', () => {
    const padding = `# ${'x'.repeat(100)}\n`.repeat(6000)
    expect(allows(`User-agent: *\nDisallow: /a/\n${padding}`, '/a/x')).toBe(false)
    expect(allows(`User-agent: *\nDisallow: /a/\n${padding}Disallow: /b/\n`, '/b/x')).toBe(true)
  })

  it.each(['', '<html><body>Welcome to the hotel</body></html>', '\0\u0001\ud800', 'Disallow: /', 'Crawl-delay: 5'])(
    'without any group nothing is forbidden: %j',
    (text) => {
      expect(allows(text, '/a/x.html')).toBe(true)
    },
  )

  it.each([
    ['0', 0],
    ['2.5', 2500],
    ['3600', 3_600_000],
    ['2147484', 2_147_484_000],
    ['1e400', Number.POSITIVE_INFINITY],
    ['-1e400', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['', 0],
  ])('a crawl-delay of "%s"', (written, ms) => {
    expect(parsePolicy(makeFresh(`User-agent: *\nCrawl-delay: ${written}\nDisallow: /a/\n`)).crawlDelayMs).toBe(ms)
  })

  it('a crawl-delay without any rule counts', () => {
    expect(parsePolicy(makeFresh('User-agent: *\nCrawl-delay: 7\n')).crawlDelayMs).toBe(7000)
  })
})

describe('robots.txt itself', () => {
  it.each<[string, FetchOutcome]>([
    ['404', { kind: 'gone', status: 404 }],
    ['410', { kind: 'gone', status: 410 }],
    ['401', { kind: 'refused', reason: 'answered 401', status: 401 }],
    ['403', { kind: 'refused', reason: 'answered 403', status: 403 }],
    ['451', { kind: 'refused', reason: 'answered 451', status: 451 }],
  ])('%s: there are no rules, so everything is allowed', (_, outcome) => {
    const policy = parsePolicy(outcome)
    expect([policy.allows(`${SITE}/search/`), policy.crawlDelayMs]).toEqual([true, undefined])
  })

  it.each<[string, FetchOutcome]>([
    ['500', { kind: 'failed', reason: 'answered 500', status: 500 }],
    ['503', { kind: 'failed', reason: 'answered 503', status: 503 }],
    ['a timeout', { kind: 'failed', reason: 'no whole answer within 30000 ms', status: undefined }],
    ['429', { kind: 'throttled', status: 429, retryAfterMs: undefined }],
    ['503 with Retry-After', { kind: 'throttled', status: 503, retryAfterMs: 1000 }],
    ['a redirect off the site', { kind: 'refused', reason: 'redirects to https://x.y/', status: 302 }],
    ['a ring of redirects', { kind: 'refused', reason: 'redirects more than 5 times', status: undefined }],
    ['more than a client takes', { kind: 'refused', reason: 'the body is larger', status: 200 }],
    ['304', { kind: 'not-modified', validators: { etag: undefined, lastModified: undefined } }],
  ])('%s: nobody knows the rules, so nothing is allowed', (_, outcome) => {
    expect(toRobots(outcome)).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('robots.txt') })
  })
})
