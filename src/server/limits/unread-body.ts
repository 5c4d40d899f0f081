// A client that is refused while it is still sending. Closing a connection with unread data in it resets it, and the
// client may never see the answer: so the rest is read into nothing first, for a while.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { startTimer } from '../../core/platform/timer.ts'

/** How long a client may go on sending what nobody reads. */
const LINGER_MS = 10_000

/** Resolves when the answer may be sent. */
export async function discardBody(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isStillSending(request)) return
  response.setHeader('Connection', 'close')
  const { socket } = request
  const timer = startTimer(LINGER_MS, () => socket.destroy(), { keepsAlive: false })
  request.on('error', () => {}).once('close', () => timer.stop())
  const ended = new Promise<void>((resolve) => request.once('end', resolve).once('close', resolve))
  request.resume()
  await ended
}

function isStillSending({ complete, headers }: IncomingMessage): boolean {
  const announces = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return announces && !complete && !/^100-continue$/i.test(headers.expect ?? '')
}
