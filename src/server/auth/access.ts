// Who may ask: names that this server answers to (so that a page of another site cannot reach it by rebinding a name),
// and the token. Pure but for the machine's own addresses.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { parseUrl } from '../../core/text/parse-url.ts'

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

export type Refusal = 'host' | 'origin' | 'token'

export interface AccessOptions {
  /** Address that the server is bound to. */
  readonly host: string
  /** More names that clients reach it by. */
  readonly allowedHosts: readonly string[]
  /** Sites whose pages may ask over MCP, as browsers spell them: `https://app.example.com`. */
  readonly allowedOrigins: readonly string[]
  /** Any of these is accepted; empty asks for none. */
  readonly tokens: readonly string[]
  /** Whether the headers Host and Origin name one of the hostnames. */
  readonly areHeadersLocal: (
    headers: { readonly host?: string | undefined; readonly origin?: string | undefined },
    hostnames: readonly string[],
  ) => { readonly host: boolean; readonly origin: boolean }
}

/**
 * Who asks: an MCP client, which may be a page of an allowed site and presents a Bearer token, or a browser, which may
 * present it as a password.
 */
export type Asker = 'mcp' | 'page'

export interface AccessCheck {
  /** Whether the names in the request are known: this server's, and the site of the page that asks. */
  names(headers: IncomingHttpHeaders, asker: Asker): 'host' | 'origin' | undefined
  findToken(headers: IncomingHttpHeaders, asker: Asker): 'token' | undefined
}

export function createAccessCheck(options: AccessOptions): AccessCheck {
  const { host, allowedHosts, allowedOrigins, tokens, areHeadersLocal } = options
  const hostnames = listHostnames(host, allowedHosts)
  const digests = tokens.map(digest)
  return {
    names(headers, asker) {
      const local = areHeadersLocal({ host: headers.host, origin: headers.origin }, hostnames)
      if (!local.host) return 'host'
      if (local.origin) return undefined
      return asker === 'mcp' && allowedOrigins.includes(headers.origin ?? '') ? undefined : 'origin'
    },
    findToken(headers, asker) {
      if (digests.length === 0) return undefined
      const presented = readToken(headers.authorization ?? '', asker)
      return presented !== undefined && isAmong(digest(presented), digests) ? undefined : 'token'
    },
  }
}

/** Whether only this machine reaches what is bound to `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

// Bound to all addresses, the machine's own count: an address in Host cannot be a rebound name. Names have to be given.
function listHostnames(host: string, allowedHosts: readonly string[]): string[] {
  const isWildcard = host === '0.0.0.0' || host === '::'
  const own = Object.values(networkInterfaces()).flatMap((entries) => (entries ?? []).map(({ address }) => address))
  return [
    ...new Set([...LOOPBACK_NAMES, ...[host, ...(isWildcard ? own : []), ...allowedHosts].map(toHostname)]),
  ].filter((name) => name !== '0.0.0.0' && name !== '[::]')
}

// As URLs spell it: lower case, IPv6 in brackets and short.
function toHostname(name: string): string {
  const bare = name.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  return parseUrl(`http://${isIP(bare) === 6 ? `[${bare}]` : bare}`)?.hostname ?? bare.toLowerCase()
}

function readToken(header: string, asker: Asker): string | undefined {
  const [, kind = '', value = ''] = /^(Bearer|Basic) +(\S+) *$/i.exec(header) ?? []
  if (kind.toLowerCase() === 'bearer') return value
  if (kind === '' || asker === 'mcp') return undefined
  const pair = Buffer.from(value, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

// Digests have one length, as the comparison needs, and say nothing of the token's.
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function isAmong(presented: Buffer, digests: readonly Buffer[]): boolean {
  let found = false
  for (const known of digests) found = timingSafeEqual(presented, known) || found
  return found
}
