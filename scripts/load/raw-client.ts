// A client that costs little beside the server that it asks: requests that are bytes already, over connections that are
// kept, and of the answers no more is read than where they end and whether they are answers. The machine is shared with
// the server, so that what the client takes is missing there.

import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'

export interface LoadPlan {
  /** Of the server, such as http://127.0.0.1:7400. */
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** Whole HTTP/1.1 requests, asked in turn over all connections. */
  readonly requests: readonly Buffer[]
  /** Whether the body is an answer. Default: any is. */
  readonly isAnswer?: (answer: Buffer) => boolean
}

export interface LoadResult {
  /** Answered within the time. */
  readonly requests: number
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** Connections that broke, statuses other than 200, and bodies that are no answers. */
  readonly errors: number
}

export function makeGetRequest(url: string, path: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n\r\n`)
}

export function makePostRequest(url: string, path: string, json: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    `Content-Length: ${Buffer.byteLength(json)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${json}`)
}

/** Asks as often as answers come, a request at a time on each connection, until the time is over. */
export async function askForAWhile(plan: LoadPlan): Promise<LoadResult> {
  const { hostname, port } = new URL(plan.url)
  const { connections, seconds, requests, isAnswer = () => true } = plan
  const latencies: number[] = []
  let errors = 0
  let asked = 0
  const began = performance.now()
  const isOver = () => performance.now() - began >= seconds * 1000
  const takeNext = () => requests[asked++ % requests.length] as Buffer

  const keepAsking = (socket: Socket) =>
    new Promise<void>((done) => {
      let sentAt = 0
      let parts: Buffer[] = []
      const ask = () => {
        sentAt = performance.now()
        socket.write(takeNext())
      }
      socket.once('connect', ask)
      socket.on('data', (part: Buffer) => {
        parts.push(part)
        const answer = takeWholeAnswer(parts)
        if (!answer) return
        parts = []
        if (isOver()) {
          socket.destroy()
          return
        }
        latencies.push(performance.now() - sentAt)
        if (!answer.startsWith200 || !isAnswer(answer.bytes)) errors += 1
        ask()
      })
      socket.on('error', () => {})
      socket.once('close', () => {
        if (!isOver()) errors += 1
        done()
      })
    })

  const sockets = Array.from({ length: connections }, () =>
    connect({ host: hostname, port: Number(port), noDelay: true }),
  )
  // What is under way when the time is over is let go: a server that is behind would have us wait for it.
  const end = setTimeout(() => {
    for (const socket of sockets) socket.destroy()
  }, seconds * 1000)
  await Promise.all(sockets.map(keepAsking))
  clearTimeout(end)
  const tookSeconds = (performance.now() - began) / 1000
  const sorted = latencies.toSorted((a, b) => a - b)
  const getQuantile = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return {
    requests: sorted.length,
    requestsPerSecond: Math.round((sorted.length / tookSeconds) * 10) / 10,
    p50Ms: getQuantile(0.5),
    p99Ms: getQuantile(0.99),
    maxMs: getQuantile(1),
    errors,
  }
}

const HEAD_END = '\r\n\r\n'
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n')

interface WholeAnswer {
  readonly bytes: Buffer
  readonly startsWith200: boolean
}

/** Undefined while some of it is missing. */
export function takeWholeAnswer(parts: Buffer[]): WholeAnswer | undefined {
  const first = parts[0] as Buffer
  let end = first.indexOf(HEAD_END)
  if (end < 0) {
    if (parts.length === 1) return undefined
    parts.splice(0, parts.length, Buffer.concat(parts))
    end = (parts[0] as Buffer).indexOf(HEAD_END)
    if (end < 0) return undefined
  }
  const head = (parts[0] as Buffer).toString('latin1', 0, end)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  const got = parts.reduce((sum, { length: bytes }) => sum + bytes, 0) - end - HEAD_END.length
  if (length !== undefined && got < Number(length)) return undefined
  const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
  if (length === undefined && !bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) return undefined
  return { bytes, startsWith200: head.startsWith('HTTP/1.1 200') }
}
