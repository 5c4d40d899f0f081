// What an operator's environment says about the way to the site: proxies, exceptions from them, further certificate
// authorities. Each in a process of its own, since Node and the client read it once, when they start.

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { joinScript } from '../joined-script.ts'
import { startLoopback } from './loopback.ts'

const TLS = join(import.meta.dirname, '../fixtures/tls')
const CERTIFICATE = join(TLS, 'loopback.crt')

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/**
 * A proxy that opens tunnels to anywhere, and notes where to; with `target`, every tunnel leads to that port of this
 * machine.
 */
async function startProxy(target?: number): Promise<{ readonly url: string; readonly tunnels: string[] }> {
  const tunnels: string[] = []
  const server = createHttpServer((_, response) => void response.writeHead(405).end())
  server.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '')
    const port = target ?? Number(new URL(`http://${request.url}`).port || 80)
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  return { url: `http://127.0.0.1:${await listen(server)}`, tunnels }
}

async function startTlsSite(): Promise<number> {
  const server = createHttpsServer(
    { key: readFileSync(join(TLS, 'loopback.key')), cert: readFileSync(CERTIFICATE) },
    (_, response) => void response.end('over TLS'),
  )
  return listen(server)
}

async function getIn(environment: Record<string, string>, origin: string): Promise<Record<string, unknown>> {
  const { PATH = '' } = process.env
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [await joinScript(join(import.meta.dirname, 'get-child.ts')), origin],
    { env: { PATH, ...environment } },
  )
  return JSON.parse(stdout) as Record<string, unknown>
}

describe('a proxy', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])('%s is the way to an http mirror', async (name) => {
    const site = await startLoopback((_, response) => void response.end('page'))
    const proxy = await startProxy()
    expect(await getIn({ [name]: proxy.url }, site.origin)).toMatchObject({ kind: 'fresh', body: 'page' })
    expect(proxy.tunnels).toEqual([new URL(site.origin).host])
  })

  it('HTTPS_PROXY is the way to an https site, and HTTP_PROXY is not while both are set', async () => {
    const port = await startTlsSite()
    const [secure, plain] = [await startProxy(), await startProxy()]
    const environment = { HTTPS_PROXY: secure.url, HTTP_PROXY: plain.url, NODE_EXTRA_CA_CERTS: CERTIFICATE }
    expect(await getIn(environment, `https://localhost:${port}`)).toMatchObject({ kind: 'fresh', body: 'over TLS' })
    expect([secure.tunnels, plain.tunnels]).toEqual([[`localhost:${port}`], []])
  })

  it('is asked for the site by its name, and the site must prove that name through it', async () => {
    const proxy = await startProxy(await startTlsSite())
    const outcome = await getIn({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: CERTIFICATE }, '')
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/altnames|certificate/i) })
    expect(proxy.tunnels).toEqual(['docs.aws.amazon.com:443'])
  })

  it.each(['127.0.0.1', '127.0.0.1,example.com', '*'])('NO_PROXY=%s goes around it', async (NO_PROXY) => {
    const site = await startLoopback((_, response) => void response.end('page'))
    const proxy = await startProxy()
    expect(await getIn({ HTTP_PROXY: proxy.url, NO_PROXY }, site.origin)).toMatchObject({ body: 'page' })
    expect(proxy.tunnels).toEqual([])
  })

  it('that is not there is a failure that says so', async () => {
    const site = await startLoopback((_, response) => void response.end('page'))
    const outcome = await getIn({ HTTP_PROXY: 'http://127.0.0.1:9' }, site.origin)
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('ECONNREFUSED') })
    expect(site.asked).toEqual([])
  })
})

describe('a certificate that nobody vouches for', () => {
  it('is not trusted', async () => {
    const origin = `https://localhost:${await startTlsSite()}`
    expect(await getIn({}, origin)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('self-signed') })
  })

  it('is trusted when NODE_EXTRA_CA_CERTS names it', async () => {
    const origin = `https://localhost:${await startTlsSite()}`
    expect(await getIn({ NODE_EXTRA_CA_CERTS: CERTIFICATE }, origin)).toMatchObject({
      kind: 'fresh',
      body: 'over TLS',
      url: 'https://docs.aws.amazon.com/mill/latest/dg/belts.html',
    })
  })
})
