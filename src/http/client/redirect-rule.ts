// Where a download may be led. Its address was typed by a person and may be any https address; where that redirects to was
// chosen by a server, and must not lead into the network that this machine stands in. Pure.

import { isIPv4, isIPv6 } from 'node:net'

/**
 * Why a download that was asked for at `typed` is not led on to `next`; undefined when it is. https leads to https only, and to a
 * private address only where that is the host which was typed. From this machine to this machine anything goes.
 */
export function redirectTrouble(typed: string, next: string): string | undefined {
  const [from, to] = [new URL(typed), new URL(next)]
  const isSecure = to.protocol === 'https:' || from.protocol !== 'https:'
  if (!isSecure) return `it redirects from https to ${to.protocol.slice(0, -1)}`
  if (isLoopback(from.hostname) || from.hostname === to.hostname || !isPrivateHost(to.hostname)) return undefined
  return `it redirects to ${to.host}, an address of a private network`
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** By what stands in the URL: names are not looked up, since behind a proxy that says nothing. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIPv4(host)) return isPrivateIPv4(host)
  if (isIPv6(host)) return isPrivateIPv6(host)
  return /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$/i.test(host) || !host.includes('.')
}

function isPrivateIPv4(host: string): boolean {
  const [a = 0, b = 0] = host.split('.').map(Number)
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 198 && (b === 18 || b === 19)) ||
    a >= 224
  )
}

// Global unicast is 2000::/3; an IPv4 address in IPv6 clothes (::ffff:0:0/96, 64:ff9b::/96) lies outside of it.
function isPrivateIPv6(host: string): boolean {
  return !/^[23][0-9a-f]{3}:/i.test(host)
}
