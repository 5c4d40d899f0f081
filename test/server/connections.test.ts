// Connections that are opened and say nothing, from one address, beside a client from another.

import { once } from 'node:events'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { startHttpServer } from '../../src/server/listen/http-server.ts'

const MOST = 10

async function serve(answer: () => Promise<void> = async () => {}) {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    mostConnections: MOST,
    handle: async (_, response) => {
      await answer()
      response.end('ok')
    },
  })
  onTestFinished(() => server.stop(0))
  return server.url
}

async function openIdle(url: string, localAddress: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), localAddress })
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

async function ask(url: string, localAddress: string): Promise<number | undefined> {
  const request: ClientRequest = get(url, { localAddress, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response.statusCode
}

it('idle connections of one address make way for others, the oldest first', async () => {
  const url = await serve()
  const idle: Socket[] = []
  for (let n = 0; n < 3 * MOST; n++) idle.push(await openIdle(url, '127.0.0.1'))
  const quiet = await openIdle(url, '127.0.0.3')
  expect(await ask(url, '127.0.0.2')).toBe(200)
  const first = idle[0]
  if (first && !first.closed) await once(first, 'close')
  expect(idle.at(-1)?.closed).toBe(false)
  // Who holds one keeps it.
  expect(quiet.closed).toBe(false)
})

it('a connection with a request under way is never the one that makes way', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  let isFirst = true
  const url = await serve(async () => {
    if (!isFirst) return
    isFirst = false
    arrive()
    await held
  })
  const slow = ask(url, '127.0.0.1')
  await arrived
  for (let n = 0; n < 3 * MOST; n++) await openIdle(url, '127.0.0.1')
  expect(await ask(url, '127.0.0.2')).toBe(200)
  release()
  expect(await slow).toBe(200)
})
