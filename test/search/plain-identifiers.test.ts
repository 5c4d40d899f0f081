// Plain words of a short query as identifiers: only those that the documentation writes as one.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Site, type SitePage } from './made-site.ts'

// "relay" and "timeout" are words of most pages, and identifiers in one example. UNLOAD is always written in capitals.
const PAGES: SitePage[] = [
  ...Array.from(
    { length: 12 },
    (_, n): SitePage => ({
      guide: 'relay',
      name: `sending-${n}`,
      title: `Sending with relay, part ${n}`,
      text: `A relay hands messages on. When a timeout has passed, relay number ${n} sends the message again.`,
    }),
  ),
  {
    guide: 'relay',
    name: 'message-settings',
    title: 'Timeout of a relay',
    text: 'The timeout of a relay is three seconds. Choose another timeout in the settings of the relay.',
  },
  {
    guide: 'vault',
    name: 'hand-over',
    title: 'Handing a store over',
    text: 'The template of a store, with the relay that gets it:\n\n```\nRELAY: "mine"\nTimeOut: 900\nSTORE: "first"\n```',
  },
  {
    guide: 'vault',
    name: 'commands',
    title: 'Commands',
    text: 'UNLOAD writes a store into files. Parameters of UNLOAD are the name of the store and the format.',
  },
  {
    guide: 'vault',
    name: 'parameters',
    title: 'Parameters of templates',
    text: 'Parameters stand at the top of a template. A truck may unload there.',
  },
]

let site: Site
beforeAll(async () => {
  site = await openSite(PAGES)
})
afterAll(() => site.close())

const identifiersOf = (text: string) =>
  site
    .search(text)
    .words.map(({ term }) => term)
    .filter((term) => term.startsWith('code:'))

describe('two plain words', () => {
  test('are words only where documentation hardly ever writes them as identifiers', () => {
    expect(identifiersOf('relay timeout')).toEqual([])
    expect(site.order('relay timeout')[0]).toBe('relay/message-settings')
  })

  test('are identifiers where it does', () => {
    expect(identifiersOf('unload parameters')).toEqual(['code:unload'])
    expect(site.order('unload parameters')[0]).toBe('vault/commands')
  })

  test('are looked at one by one: what looks like an identifier is one whatever stands beside it', () => {
    expect(identifiersOf('RELAY_TIMEOUT relay')).toEqual(['code:relaytimeout'])
  })
})

test('one plain word is no identifier for a few places that write it so', () => {
  expect(identifiersOf('timeout')).toEqual([])
  expect(identifiersOf('unload')).toEqual(['code:unload'])
})

test.each([`i-${'0-'.repeat(100)}`, `relay ${'po-'.repeat(60)}`, 'the relay', 'the', '::: relay', 'relay. the-of'])(
  'what is of several words, or of none, fails no search: %j',
  (text) => {
    expect(() => site.search(text)).not.toThrow()
  },
)
