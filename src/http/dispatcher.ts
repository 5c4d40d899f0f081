// The sockets: one keep-alive pool a process, through the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name. Extra certificate authorities are
// Node's own business (NODE_EXTRA_CA_CERTS).

import { type Dispatcher, EnvHttpProxyAgent } from 'undici'

export type { Dispatcher }

export interface DispatcherOptions {
  readonly connectTimeoutMs?: number
  /** Connections to one host. */
  readonly connections?: number
}

export function createDispatcher({ connectTimeoutMs = 10_000, connections = 16 }: DispatcherOptions = {}): Dispatcher {
  return new EnvHttpProxyAgent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: connectTimeoutMs },
  })
}
