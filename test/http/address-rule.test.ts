import type { lookup as systemLookup } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { createAddressGuard } from '../../src/http/client/address-guard.ts'
import { classifyAddress, classifyHost } from '../../src/http/client/address-rule.ts'

describe('an address', () => {
  it.each([
    [
      'loopback',
      ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::'],
    ],
    ['never', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', '0.0.0.0', '::', '::ffff:a9fe:a9fe', 'fd00:ec2::254']],
    ['never', ['224.0.0.1', '255.255.255.255', '240.0.0.1', 'ff02::1', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::1']],
    ['private', ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '198.18.0.1', 'fd12::1']],
    ['private', ['::ffff:10.0.0.1', '64:ff9b::a00:1', 'fec0::1']],
    [
      'public',
      ['1.1.1.1', '172.32.0.1', '100.128.0.1', '169.253.1.1', '2600:1f18::1', '::ffff:101:101', '2002:101:101::'],
    ],
  ] as const)('is %s: %j', (reach, addresses) => {
    for (const address of addresses) expect([address, classifyAddress(address)]).toEqual([address, reach])
  })

  it.each([
    ['loopback', ['localhost', 'LOCALHOST.', 'a.localhost', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]']],
    ['private', ['nas', 'nas.local', 'wiki.internal', 'router.home.arpa', '[fd12::1]', '0xA.1']],
    ['never', ['[fe80::1]', '0', '169.254.169.254']],
    [undefined, ['bundles.example', 'localhost.example', '127.0.0.1.example']],
  ] as const)('as it stands in a URL is %s: %j', (reach, hosts) => {
    for (const host of hosts) {
      expect([host, classifyHost(new URL(`https://${host}/`).hostname)]).toEqual([host, reach])
    }
  })
})

describe('the rule', () => {
  it.each([
    ['https://bundles.example/', 'https://127.0.0.1/admin', false],
    ['https://bundles.example/', 'http://localhost:8080/admin', false],
    ['https://bundles.example/', 'https://[::ffff:7f00:1]/', false],
    ['https://bundles.example/', 'https://10.0.0.1/', false],
    ['https://bundles.example/', 'https://nas.local/', false],
    ['https://bundles.example/', 'https://mirror.example/', true],
    ['https://1.1.1.1/', 'https://192.168.1.1/', false],
    ['https://10.0.0.1/', 'https://10.0.0.2/', true],
    ['https://10.0.0.1/', 'https://127.0.0.1/', false],
    ['https://10.0.0.1/', 'https://169.254.169.254/', false],
    ['https://nas.local/', 'https://10.0.0.2/', true],
    ['http://127.0.0.1:1/', 'http://localhost:2/', true],
    ['http://127.0.0.1:1/', 'https://mirror.example/', true],
    ['http://127.0.0.1:1/', 'https://169.254.169.254/', false],
  ])('%s may lead on to %s: %s', (typed, next, isAllowed) => {
    const guard = createAddressGuard(typed)
    expect(guard.findTrouble(typed)).toBeUndefined()
    expect(guard.findTrouble(next) === undefined).toBe(isAllowed)
  })

  it.each(['https://169.254.169.254/a', 'https://[fe80::1]/a', 'https://0.0.0.0/a'])(
    '%s is not even typed',
    (typed) => {
      expect(createAddressGuard(typed).findTrouble(typed)).toMatch(/ is a link-local or reserved address$/)
    },
  )
})

describe('a name', () => {
  // Answers of a name server, one after another.
  const resolving = (...answers: string[][]) =>
    ((_name: string, _options: object, found: (error: null, addresses: object[]) => void) => {
      const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? []
      found(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }) as unknown as typeof systemLookup
  const look = (guard: ReturnType<typeof createAddressGuard>, name: string, all = true) =>
    new Promise((resolve) => {
      guard.lookup(name, { all }, (error, address) =>
        resolve(
          error
            ? `${error.name}: ${error.message}`
            : typeof address === 'string'
              ? address
              : address?.map((one) => one.address),
        ),
      )
    })

  it('that turns out to be this machine, or link-local, is not connected to', async () => {
    for (const [address, what] of [
      ['127.0.0.1', 'this machine'],
      ['169.254.169.254', 'a link-local or reserved address'],
      ['::', 'a link-local or reserved address'],
    ]) {
      const guard = createAddressGuard('https://bundles.example/a', resolving([address ?? '']))
      expect(await look(guard, 'bundles.example')).toBe(`AddressNotAllowed: bundles.example (${address}) is ${what}`)
    }
  })

  it('keeps those of its addresses that it may have', async () => {
    const guard = createAddressGuard(
      'https://bundles.example/a',
      resolving(['127.0.0.1', '1.1.1.1', 'fe80::1', '1.0.0.1']),
    )
    expect(await look(guard, 'bundles.example')).toEqual(['1.1.1.1', '1.0.0.1'])
    expect(await look(guard, 'bundles.example', false)).toBe('1.1.1.1')
  })

  it('that was public does not lead into the private network, be it the same name a moment later', async () => {
    const guard = createAddressGuard('https://bundles.example/a', resolving(['1.1.1.1'], ['10.0.0.1']))
    expect(await look(guard, 'bundles.example')).toEqual(['1.1.1.1'])
    expect(await look(guard, 'bundles.example')).toMatch(
      /bundles\.example \(10\.0\.0\.1\), an address of a private network$/,
    )
  })

  it('of the private network may be typed, and leads on within it', async () => {
    const guard = createAddressGuard(
      'https://bundles.corp.example/a',
      resolving(['10.0.0.1'], ['10.0.0.2'], ['127.0.0.1']),
    )
    expect(await look(guard, 'bundles.corp.example')).toEqual(['10.0.0.1'])
    expect(guard.findTrouble('https://192.168.1.1/')).toBeUndefined()
    expect(await look(guard, 'store.corp.example')).toEqual(['10.0.0.2'])
    expect(await look(guard, 'evil.corp.example')).toMatch(/\(127\.0\.0\.1\), this machine$/)
  })
})
