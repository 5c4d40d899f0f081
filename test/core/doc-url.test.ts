// The URL grammar is what identity rests on: a page under two paths is indexed twice, one path for two pages loses one.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DocUrl,
  formatDocUrl,
  parseDocUrl,
  replaceLocale,
  resolveLink,
  toPath,
} from '../../src/core/model/doc-url.ts'
import { LOCALES } from '../../src/core/model/locale.ts'
import { makeAnyPath, makeAnyText } from '../any-text.ts'

const SITE = 'https://docs.aws.amazon.com'

function parseOrFail(input: string): DocUrl {
  const url = parseDocUrl(input)
  if (!url) throw new Error(`${input} was refused`)
  return url
}

// What a folder or a page may be called: anything but what takes a URL apart or is refused on purpose.
const name = fc
  .string({
    unit: fc.oneof(fc.constantFrom(...'abzAZ09-_.;,+=@%&?#!~()[] \'"<>|'), fc.constantFrom('é', '日', '本', '😀')),
  })
  .filter((text) => text.trim() === text && text !== '' && !/^\.{1,2}$/.test(text))
const folder = name.filter((text) => !/^[a-z]{2}(_[a-z]{2})?$/i.test(text) && !/\.(html?|md)$/.test(text))
const page = fc
  .array(name, { maxLength: 3 })
  .map((parts) => (parts.length > 0 ? `${parts.join('/')}.html` : ''))
  .filter((text) => text !== 'index.html')
const anchor = fc.option(name, { nil: undefined })
const place = fc.record({
  folders: fc.tuple(folder, folder, folder),
  page,
  locale: fc.constantFrom(...LOCALES),
  anchor,
})

describe('a documentation URL', () => {
  it.each([
    ['https://docs.aws.amazon.com/lambda/latest/dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['http://docs.aws.amazon.com/lambda/latest/dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['https://DOCS.AWS.AMAZON.COM/lambda/latest/dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['https://docs.aws.amazon.com:443/lambda/latest/dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['docs.aws.amazon.com/lambda/latest/dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/lambda/latest/dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['lambda/latest/dg/welcome', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['  /lambda/latest/dg/welcome/\n', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/lambda/latest/dg/welcome.md', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/lambda/latest/dg/welcome.htm', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/lambda/latest/dg/welcome.html?src=search&x=1', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/lambda/latest/dg', '/lambda/latest/dg/', 'en_us'],
    ['/lambda/latest/dg/index.html', '/lambda/latest/dg/', 'en_us'],
    ['/lambda//latest///dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/lambda/latest/x/../dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/en_us/lambda/latest/dg/welcome.html', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/ja_jp/lambda/latest/dg/welcome.html', '/ja_jp/lambda/latest/dg/welcome.html', 'ja_jp'],
    ['/JA_JP/lambda/latest/dg/welcome.html', '/ja_jp/lambda/latest/dg/welcome.html', 'ja_jp'],
    ['/ar/lambda/latest/dg/welcome.html', '/ar/lambda/latest/dg/welcome.html', 'ar'],
    ['/ARG/latest/userguide/welcome.html', '/ARG/latest/userguide/welcome.html', 'en_us'],
    ['/appconfig/2019-10-09/APIReference/API_Monitor', '/appconfig/2019-10-09/APIReference/API_Monitor.html', 'en_us'],
    ['/cli/latest/reference/s3/cp.html', '/cli/latest/reference/s3/cp.html', 'en_us'],
    ['/redshift/latest/dg/url-sm-dev;k-means.html', '/redshift/latest/dg/url-sm-dev;k-means.html', 'en_us'],
    ['/redshift/latest/dg/url-sm-dev%3Bk-means.html', '/redshift/latest/dg/url-sm-dev;k-means.html', 'en_us'],
    ['/cfn/latest/ug/aws-resource-userprofile.html.html', '/cfn/latest/ug/aws-resource-userprofile.html.html', 'en_us'],
    [
      '/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters',
      '/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html',
      'en_us',
    ],
    ['/AmazonRDS/latest/UserGuide/Concepts.apex', '/AmazonRDS/latest/UserGuide/Concepts.apex.html', 'en_us'],
    ['/cli/latest/reference/s3/', '/cli/latest/reference/s3/index.html', 'en_us'],
    ['/cli/latest/reference/', '/cli/latest/reference/', 'en_us'],
    ['/lambda/latest/dg/WELCOME.HTML', '/lambda/latest/dg/WELCOME.html', 'en_us'],
    ['/lambda/latest/dg/welcome.MD', '/lambda/latest/dg/welcome.html', 'en_us'],
    ['/lambda/latest/dg/lambda-dg.PDF', '/lambda/latest/dg/lambda-dg.PDF', 'en_us'],
    ['/lambda/latest/dg/lambda-dg.pdf', '/lambda/latest/dg/lambda-dg.pdf', 'en_us'],
  ])('%s is %s', (input, path, locale) => {
    expect(parseOrFail(input)).toMatchObject({ path, locale })
  })

  it('its parts are the guide without a locale, the page in it, and the anchor', () => {
    expect(parseOrFail(`${SITE}/ja_jp/AmazonS3/latest/API/API_Get%20It.html?x#a%20b`)).toEqual({
      path: '/ja_jp/AmazonS3/latest/API/API_Get It.html',
      locale: 'ja_jp',
      base: '/AmazonS3/latest/API/',
      page: 'API_Get It.html',
      anchor: 'a b',
    })
    expect(parseOrFail('/AmazonS3/latest/API/#').anchor).toBeUndefined()
    const { path, anchor } = parseOrFail('/AmazonS3/latest/API/a.html#to%23pics')
    expect(formatDocUrl(path, anchor)).toBe(`${SITE}/AmazonS3/latest/API/a.html#to%23pics`)
  })

  it('is found again from what is shown of it, whatever it is called', () => {
    fc.assert(
      fc.property(place, ({ folders, page, locale, anchor }) => {
        const base = `/${folders.join('/')}/`
        const url = { path: toPath(base, page, locale), locale, base, page, anchor }
        expect(parseDocUrl(formatDocUrl(url.path, anchor))).toEqual(url)
      }),
    )
  })

  it('whatever is accepted is canonical: reading it again changes nothing, and nothing of it can climb or break a line', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'latest',
        '..',
        '.',
        '%2e%2e',
        '%2F',
        '%5c',
        '\\',
        '%00',
        '%0a',
        '%',
        '%zz',
        '%C3%A9',
        'x.html',
        'x.md',
        'ja_jp',
        'EN_US',
        'xx_yy',
        'ar',
        '?q',
        '#',
        ' ',
        ';',
        'index.html',
        '@',
        ':',
        '//',
      ],
    )
    const odd = fc.array(piece, { minLength: 3, maxLength: 10 }).map((parts) => parts.join('/'))
    const input = fc.oneof(
      odd,
      odd.map((text) => `${SITE}/${text}`),
      makeAnyPath({ hasTail: true }).map((path) => SITE + path),
      makeAnyText(),
    )
    fc.assert(
      fc.property(input, (text) => {
        const url = parseDocUrl(text)
        if (!url) return
        expect(parseDocUrl(formatDocUrl(url.path, url.anchor))).toEqual(url)
        expect(url.path).toMatch(/^(?:\/[^/\\]+){3,}\/?$/)
        expect(url.path.split('/').some((segment) => segment === '.' || segment === '..')).toBe(false)
        expect(`${url.path}${url.anchor ?? ''}`).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
        expect(new URL(formatDocUrl(url.path)).origin).toBe(SITE)
      }),
      { numRuns: 500 },
    )
  })

  it('a shown URL has no character that ends it in running text', () => {
    fc.assert(
      fc.property(place, ({ folders, page, locale, anchor }) => {
        expect(formatDocUrl(toPath(`/${folders.join('/')}/`, page, locale), anchor)).not.toMatch(/[\s<>"|]/)
      }),
    )
  })
})

describe('what is no page of the documentation', () => {
  const rest = '/lambda/latest/dg/welcome.html'
  it.each([
    ['another host', `https://example.com${rest}`],
    ['a host that only begins like it', `https://docs.aws.amazon.com.example.com${rest}`],
    ['a host that only ends like it', `https://evil-docs.aws.amazon.com${rest}`],
    ['a host that only begins like the China site', `https://docs.amazonaws.cn.example.com${rest}`],
    ['a copy of the site', `https://docs.aws.haqm.com${rest}`],
    ['the name of the site before an @', `https://docs.aws.amazon.com@example.com${rest}`],
    ['a user and a password', `https://user:pass@docs.aws.amazon.com${rest}`],
    ['a user alone', `https://user@docs.aws.amazon.com${rest}`],
    ['a port', `https://docs.aws.amazon.com:8443${rest}`],
    ['the port of another scheme', `http://docs.aws.amazon.com:443${rest}`],
    ['a host without a scheme', `//docs.aws.amazon.com${rest}`],
    ['a file', `file://docs.aws.amazon.com${rest}`],
    ['ftp', `ftp://docs.aws.amazon.com${rest}`],
    ['a script', 'javascript:alert(1)/a/b/c.html'],
    ['data', 'data:text/html,/a/b/c.html'],
    ['dots that climb, encoded', '/lambda/latest/dg/..%2f..%2fetc/passwd.html'],
    ['a dot that stands still, encoded', '/lambda/latest/dg/.%2fwelcome.html'],
    ['a backslash', '/lambda/latest/dg/..%5cwelcome.html'],
    ['a zero byte', '/lambda/latest/dg/welcome%00.html'],
    ['a line end', '/lambda/latest/dg/wel%0Acome.html'],
    ['a line separator', '/lambda/latest/dg/wel%E2%80%A8come.html'],
    ['a control character in the anchor', '/lambda/latest/dg/welcome.html#a%1bb'],
    ['a service', '/lambda/'],
    ['a version of a service', '/lambda/latest/'],
    ['a page above all guides', '/hands-on/latest/index.html'],
    ['a language that the site has not', '/xx_yy/lambda/latest/dg/welcome.html'],
    ['the preview', '/en_pv/lambda/latest/dg/welcome.html'],
    ['two languages', '/en_us/ja_jp/lambda/latest/dg/welcome.html'],
    ['a locale and no guide', '/ja_jp/lambda/latest/'],
    ['nothing', ''],
    ['words', 'how do I use lambda'],
  ])('%s is refused', (_, input) => {
    expect(parseDocUrl(input)).toBeUndefined()
  })

  it('no text whatever makes it throw', () => {
    fc.assert(
      fc.property(makeAnyText(), makeAnyText(), (text, href) => {
        parseDocUrl(text)
        parseDocUrl(`https://${text}`)
        resolveLink(href, parseOrFail('/a/b/c/d.html'))
      }),
    )
  })
})

describe('links', () => {
  const from = parseOrFail('/ja_jp/lambda/latest/dg/welcome.html')

  it.each([
    ['x.html', '/ja_jp/lambda/latest/dg/x.html'],
    ['./x.html#y', '/ja_jp/lambda/latest/dg/x.html'],
    ['../api/x.html', '/ja_jp/lambda/latest/api/x.html'],
    ['/AmazonS3/latest/API/x.html', '/AmazonS3/latest/API/x.html'],
    ['http://docs.aws.amazon.com/AmazonS3/latest/API/x.html', '/AmazonS3/latest/API/x.html'],
    ['#anchor', '/ja_jp/lambda/latest/dg/welcome.html'],
  ])('%s leads to %s', (href, path) => {
    expect(resolveLink(href, from)?.path).toBe(path)
  })

  it.each(['https://aws.amazon.com/lambda/', 'mailto:a@b.c', 'javascript:void(0)', 'https://[', '//example.com/a/b/c'])(
    '%s leads out of the site',
    (href) => {
      expect(resolveLink(href, from)).toBeUndefined()
    },
  )

  it('are resolved from pages whose names need encoding', () => {
    expect(resolveLink('x.html', parseOrFail('/a/b/c/what%3Fnow%23/d.html'))?.path).toBe('/a/b/c/what?now#/x.html')
  })

  it('between the languages of a page lead there and back, anchor included', () => {
    fc.assert(
      fc.property(place, fc.constantFrom(...LOCALES), ({ folders, page, locale, anchor }, other) => {
        const base = `/${folders.join('/')}/`
        const url = { path: toPath(base, page, locale), locale, base, page, anchor }
        const translation = replaceLocale(url, other)
        expect(parseDocUrl(formatDocUrl(translation.path, translation.anchor))).toEqual(translation)
        expect(replaceLocale(translation, locale)).toEqual(url)
      }),
    )
  })
})
