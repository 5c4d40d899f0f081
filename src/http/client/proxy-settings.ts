// The one reader of HTTP_PROXY, HTTPS_PROXY and NO_PROXY, for the sockets and for the doctor: what cannot work is a
// finding with a remedy, never an exception from the depths of the client. The lower-case name goes first; what is
// blank is not set.

import { parseUrl } from '../../core/text/parse-url.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Proxy {
  /** The variable, as it is written. */
  readonly name: string
  readonly url: string
}

export type ProxySettings =
  | {
      readonly kind: 'settings'
      readonly http: Proxy | undefined
      /** For https; without it, that for http serves both. */
      readonly https: Proxy | undefined
      /** Hosts that are asked directly, as written. */
      readonly except: string | undefined
    }
  /** Neither value nor password is in `problem`, which goes on where a sentence begins. */
  | { readonly kind: 'wrong'; readonly problem: string; readonly remedy: string }

const ESCAPES = ' In a user name or password, @ : / % are written %40 %3A %2F %25.'

export function readProxySettings(environment: Environment): ProxySettings {
  const https = readSetting(environment, 'https_proxy')
  const http = readSetting(environment, 'http_proxy')
  for (const { name, url } of [https, http].filter((proxy) => proxy !== undefined)) {
    if (isProxyUrl(url)) continue
    return {
      kind: 'wrong',
      problem: `${name} is not an http or https URL of a host and a port`,
      remedy:
        `Set ${name} to a URL such as http://proxy.example.com:8080, or unset ` +
        `it.${/[@%]/.test(url) ? ESCAPES : ''}`,
    }
  }
  return { kind: 'settings', http, https, except: readSetting(environment, 'no_proxy')?.url }
}

function readSetting(environment: Environment, lower: string): Proxy | undefined {
  for (const name of [lower, lower.toUpperCase()]) {
    const url = environment[name]?.trim()
    if (url) return { name, url }
  }
  return undefined
}

// What stands behind the host is the rest of a password with a "/", "?" or "#" in it: to ask the host before it would
// be wrong.
function isProxyUrl(text: string): boolean {
  const url = parseUrl(text)
  if (!url) return false
  const { protocol, pathname, search, hash, username, password } = url
  if (!/^https?:$/.test(protocol) || pathname + search + hash !== '/') return false
  try {
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}
