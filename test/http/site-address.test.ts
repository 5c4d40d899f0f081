import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSiteAddress } from '../../src/http/client/site-address.ts'
import { makeAnyPath, makeAnyUrl } from '../any-text.ts'

const SITE = 'https://docs.aws.amazon.com'
const PAGE = '/lambda/latest/dg/welcome.html?x=1'

it.each([
  ['the site itself', undefined, SITE],
  ['a mirror', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['a mirror with a slash too many', 'https://mirror.example/', 'https://mirror.example'],
])('%s is where pages are fetched, and their addresses stay the site’s', (_, origin, fetchedFrom) => {
  const site = createSiteAddress(origin)
  expect(site.toFetch(SITE + PAGE)).toBe(fetchedFrom + PAGE)
  expect(site.toCanonical(fetchedFrom + PAGE)).toBe(SITE + PAGE)
  expect(site.toCanonical(SITE + PAGE)).toBe(SITE + PAGE)
})

it.each(['http://mirror.example', 'https://mirror.example:8443', 'https://sub.mirror.example', 'ftp://mirror.example'])(
  'a mirror over https does not vouch for %s',
  (origin) => {
    expect(createSiteAddress('https://mirror.example').toCanonical(origin + PAGE)).toBeUndefined()
  },
)

it('without a mirror, this machine and its network are never part of the site', () => {
  const site = createSiteAddress()
  const host = fc.oneof(
    fc.ipV4(),
    fc.ipV6().map((ip) => `[${ip}]`),
    fc.constantFrom('localhost', 'host.docs.aws.amazon.com'),
  )
  fc.assert(
    fc.property(host, fc.constantFrom('http', 'https'), fc.constantFrom('', ':80', ':8080'), (name, scheme, port) => {
      expect(site.toCanonical(`${scheme}://${name}${port}${PAGE}`)).toBeUndefined()
    }),
  )
})

it('whatever is let through is fetched from the mirror or the site, and from nowhere else', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        makeAnyUrl(),
        fc.string(),
        makeAnyPath().map((path) => SITE + path),
      ),
      (text) => {
        const canonical = createSiteAddress('http://127.0.0.1:8080').toCanonical(text)
        if (canonical === undefined) return
        expect(new URL(canonical).origin).toBe(SITE)
        expect(new URL(createSiteAddress('http://127.0.0.1:8080').toFetch(canonical)).origin).toBe(
          'http://127.0.0.1:8080',
        )
      },
    ),
  )
})
