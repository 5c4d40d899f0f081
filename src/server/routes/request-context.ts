// What the handlers of one request share, and how what came is read.

import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { parseAccept } from 'hono/utils/accept'
import type { RequestNotes } from '../metrics/observe.ts'
import type { PageRequest } from './page-route.ts'

export interface ServerEnv {
  readonly Bindings: HttpBindings & { readonly notes: RequestNotes }
}

export type RequestContext = Context<ServerEnv>

/** Path and query of an address. A request line may hold a whole URL of any host, which means nothing. */
export function cleanAddress(url: string): URL {
  const { pathname, search } = new URL(url)
  // Taking "." and ".." away may leave slashes at the front, which a browser would read as another host.
  return new URL(pathname.replace(/\/{2,}/g, '/') + search, 'http://server')
}

const LONGEST_LIST = 200

export function toPageRequest(c: RequestContext): PageRequest {
  const { incoming } = c.env
  const isSecure = c.req.header('x-forwarded-proto') === 'https' || 'encrypted' in incoming.socket
  return {
    url: cleanAddress(c.req.url),
    cookies: getCookie(c),
    languages: parseAccept((c.req.header('accept-language') ?? '').slice(0, LONGEST_LIST))
      .filter(({ q }) => q > 0)
      .map(({ type }) => type),
    origin: `${isSecure ? 'https' : 'http'}://${incoming.headers.host ?? 'localhost'}`,
    get signal() {
      return c.req.raw.signal
    },
  }
}
