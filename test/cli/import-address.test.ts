// Where `import https://…` is led: over TLS and through a proxy, as a public name would be, to a server that answers
// for all.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startLoopback } from '../http/loopback.ts'
import { type Ended, setUpProgram, waitForEnd } from './run-program.ts'

const TLS = join(import.meta.dirname, '../fixtures/tls')
const CERTIFICATE = join(TLS, 'bundles.crt')

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** The environment in which https://bundles.example redirects to `location`. */
async function servePublicSite(location: string): Promise<Record<string, string>> {
  const tls = { key: readFileSync(join(TLS, 'bundles.key')), cert: readFileSync(CERTIFICATE) }
  const port = await listen(createHttpsServer(tls, (_, response) => void response.writeHead(302, { location }).end()))
  const proxy = createHttpServer()
  proxy.on('connect', (_, socket) => {
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  return {
    HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`,
    NO_PROXY: '127.0.0.1,localhost',
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
  }
}

/** In a process of its own, since Node reads the certificates when it starts. */
async function importBundle(env: Record<string, string>): Promise<Ended> {
  const { start } = await setUpProgram(env)
  return waitForEnd(start('import', 'https://bundles.example/all.bundle'))
}

it('a public address does not lead an import to this machine', async () => {
  const admin = await startLoopback((_, response) => void response.end('secret'))
  const { code, stderr } = await importBundle(await servePublicSite(`${admin.origin}/admin`))
  expect([code, stderr]).toEqual([
    3,
    `error: The bundle was not fetched: it leads on to ${new URL(admin.origin).host}, this machine. Check the URL.\n`,
  ])
  expect(admin.asked).toEqual([])
})

it.each([
  ['https://169.254.169.254/latest/meta-data/', 'it leads on to 169.254.169.254, a link-local or reserved address'],
  ['https://[fd00:ec2::254]/', 'it leads on to [fd00:ec2::254], a link-local or reserved address'],
  ['https://10.0.0.1/', 'it leads on to 10.0.0.1, an address of a private network'],
  ['https://0x7f.1/', 'it leads on to 127.0.0.1, this machine'],
])('nor to %s', async (location, reason) => {
  expect(await importBundle(await servePublicSite(location))).toMatchObject({
    code: 3,
    stderr: `error: The bundle was not fetched: ${reason}. Check the URL.\n`,
  })
})

it('a link-local address is refused even when it is typed, and this machine leads nowhere worse', async () => {
  const server = await startLoopback((_, response) => {
    response.writeHead(302, { location: 'https://169.254.169.254/' }).end()
  })
  const { run } = await setUpProgram()
  expect(await run('import', 'https://169.254.169.254/latest/meta-data')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('169.254.169.254 is a link-local or reserved address'),
  })
  expect(await run('import', `${server.origin}/all.bundle`)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('it leads on to 169.254.169.254, a link-local or reserved address'),
  })
})
