// The sockets: one keep-alive pool a process, through the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name. Extra
// certificate authorities are Node's own business (NODE_EXTRA_CA_CERTS).

import type { LookupFunction } from 'node:net'
import { type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { DocsError } from '../../core/model/errors.ts'
import { readProxySettings } from './proxy-settings.ts'

export type { Dispatcher }

/**
 * `highWaterMark` of every request: bytes of a body that wait in memory for whoever reads it. With undici's own 64 KiB
 * its parser pauses early, and a server that closes the connection meanwhile fails an assertion that nothing can catch
 * (github.com/nodejs/undici/issues/5360, undici 7).
 */
export const BODY_WAITING_BYTES = 64 * 1024 * 1024

export interface DispatcherOptions {
  readonly connectTimeoutMs?: number
  /** Connections to one host. */
  readonly connections?: number
  /** Looks names up for connections that go through no proxy. */
  readonly lookup?: LookupFunction
}

/** Throws BAD_CONFIG when the environment names a proxy that cannot be one. */
export function createDispatcher(options: DispatcherOptions = {}): Dispatcher {
  const { connectTimeoutMs = 10_000, connections = 16, lookup } = options
  const proxies = readProxySettings(process.env)
  if (proxies.kind === 'wrong') throw new DocsError('BAD_CONFIG', `${proxies.problem}.`, { hint: proxies.remedy })
  return new EnvHttpProxyAgent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: connectTimeoutMs, ...(lookup && { lookup }) },
    // Given even when there is none: the agent would read the environment in its own way.
    httpProxy: proxies.http?.url ?? '',
    httpsProxy: proxies.https?.url ?? '',
    noProxy: proxies.except ?? '',
  })
}
