// How far into the network a download may lead. A person typed its address, and what it resolves to may be public or of
// the private network; where a server leads on from there may not be further in than that. This machine is reached only
// where the typed address names it, link-local addresses (where clouds keep credentials), multicast and the like never.
// Pure.

import { BlockList, isIP, isIPv6 } from 'node:net'

export type Reach = 'public' | 'private' | 'loopback' | 'never'

const DEPTH: Readonly<Record<Reach, number>> = { public: 0, private: 1, loopback: 2, never: 3 }

export function isFurtherIn(reach: Reach, limit: Reach): boolean {
  return reach === 'never' || DEPTH[reach] > DEPTH[limit]
}

const RANGES: readonly (readonly [Reach, readonly string[]])[] = [
  ['loopback', ['127.0.0.0/8', '::1/128']],
  // What this host is called by itself, link-local, protocol assignments, multicast, reserved; the metadata service of
  // EC2 over IPv6.
  ['never', ['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '224.0.0.0/3']],
  ['never', ['::/128', 'fe80::/10', 'ff00::/8', 'fd00:ec2::/32']],
  ['private', ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '198.18.0.0/15']],
  ['private', ['fc00::/7', 'fec0::/10']],
]
const LISTS = RANGES.map(([reach, subnets]) => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/')
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4')
  }
  return [reach, list] as const
})

export function classifyAddress(address: string): Reach {
  const plain = address.replace(/%.*$/, '')
  const inside = isIPv6(plain) ? findEmbeddedIPv4(plain) : undefined
  if (inside !== undefined) return classifyAddress(inside)
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4'
  return LISTS.find(([, list]) => list.check(plain, family))?.[0] ?? 'public'
}

/**
 * By what stands in a URL; undefined for a name that must be looked up. Names of local networks count as private
 * whatever they resolve to.
 */
export function classifyHost(hostname: string): Reach | undefined {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(host) !== 0) return classifyAddress(host)
  if (/(^|\.)localhost$/i.test(host)) return 'loopback'
  return /\.(local|internal|intranet|lan|home\.arpa)$/i.test(host) || !host.includes('.') ? 'private' : undefined
}

// IPv4-mapped and -compatible, NAT64, 6to4: the address that is meant is the IPv4 one.
function findEmbeddedIPv4(address: string): string | undefined {
  const groups = parseGroups(address)
  const formatGroups = (high = 0, low = 0) => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
  const start = groups.slice(0, 6)
  const isMapped = start.slice(0, 5).every((group) => group === 0) && (start[5] === 0xffff || start[5] === 0)
  const isNat64 = start[0] === 0x64 && (start[1] === 0xff9b || start[1] === 1)
  const isUnspecifiedOrLoopback = groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) < 2
  if ((isMapped && !isUnspecifiedOrLoopback) || isNat64) return formatGroups(groups[6], groups[7])
  return groups[0] === 0x2002 ? formatGroups(groups[1], groups[2]) : undefined
}

function parseGroups(address: string): number[] {
  // The URL parser writes every form in groups of hexadecimal digits.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const parseNumbers = (part: string | undefined) =>
    part ? part.split(':').map((group) => Number.parseInt(group, 16)) : []
  const [before, after] = [parseNumbers(head), parseNumbers(tail)]
  return [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after]
}
