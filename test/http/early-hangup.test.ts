// A server that closes the connection behind its answer, as HTTP/1.0 does, while nobody reads the body yet.

import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../src/core/platform/clock.ts'
import { createDownload } from '../../src/http/download/download.ts'

const KB = 1024

it.each([1, 64, 65, 128, 300])('a body of %i KB is read whole', async (size) => {
  const body = Buffer.alloc(size * KB, 'a')
  let hungUp: Promise<unknown> = Promise.resolve()
  const server = createServer((socket) => {
    hungUp = once(socket, 'close')
    socket.once('data', () => {
      socket.write(`HTTP/1.0 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`)
      socket.end(body)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const folder = mkdtempSync(join(tmpdir(), 'early-hangup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'all.bundle')
  const work = createDownload({ clock: systemClock })({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/all.bundle`,
    file,
    maxBytes: 1000 * KB,
    // What is awaited between the head of an answer and its body: the disk, mostly.
    beforeBody: async () => void (await hungUp),
  })
  expect(await work).toMatchObject({ kind: 'done' })
  expect(readFileSync(file).equals(body)).toBe(true)
})
